import AdapterKit
import ClaimCore

/// How a text becomes an X12 element's value: trimmed, accents folded, letters in upper case.
///
/// Nothing is cut or dropped in silence: what can't be folded does not fit.
struct X12Text: Sendable {
  /// Why a text can't stand in an element.
  enum Flaw: Equatable, Sendable {
    /// The 1-based place of a character that is outside the set, or a separator.
    case character(at: Int)
    /// Characters after folding, and the most or least that the element takes.
    case tooLong(Int, most: Int)
    case tooShort(Int, least: Int)
  }

  private let separators: TradingPartner.Separators
  private let characterSet: TradingPartner.CharacterSet

  init(_ partner: TradingPartner) {
    separators = partner.separators
    characterSet = partner.characterSet
  }

  /// Appends the text as it will stand in the file; a text that has a flaw is never written.
  func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    buffer.append(text)
  }

  /// What is wrong with a text for an element of `least` to `most` characters; missing texts are not
  /// its business.
  func flaw(in text: Text, of pool: TextPool, _ least: Int, _ most: Int) -> Flaw? { nil }

  /// Whether accents or special characters are folded in it; upper case does not count.
  func isFolded(_ text: Text, of pool: TextPool) -> Bool { false }
}
