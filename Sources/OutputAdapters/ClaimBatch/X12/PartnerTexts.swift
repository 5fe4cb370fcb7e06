import AdapterKit
import ClaimCore

/// Reads a trading partner's texts as they will stand in the file. Messages never show a value: it
/// may be a password.
struct PartnerTexts {
  /// Bytes: more are not worth a look.
  private static let longest = 4096

  let options: OptionValues
  let text: X12Text
  let separators: TradingPartner.Separators
  let characterSet: TradingPartner.CharacterSet

  func code(_ option: String) -> [UInt8]? { options.text(option).map { Array($0.utf8) } }

  /// - Parameter what: what the option is, for the message.
  func required(
    _ option: String, _ length: ClosedRange<Int>, _ what: String
  ) throws(OptionFault) -> [UInt8] {
    guard let value = options.text(option), !value.isEmpty else {
      throw OptionFault(
        option: option, message: "missing: format x12 needs \(what), \(length.characters)")
    }
    return try folded(value, option, length)
  }

  /// - Parameter other: what holds without the option; its length is checked too.
  func optional(
    _ option: String, _ length: ClosedRange<Int>, or other: [UInt8]
  ) throws(OptionFault) -> [UInt8] {
    guard let value = options.text(option), !value.isEmpty else {
      if !other.isEmpty && !length.contains(other.count) {
        throw OptionFault(
          option: option, message: "missing: what stands for it is not \(length.characters) long")
      }
      return other
    }
    return try folded(value, option, length)
  }

  /// Passwords and e-mail addresses, as they are in upper and lower case.
  func verbatim(_ option: String, atMost most: Int) throws(OptionFault) -> [UInt8] {
    let bytes = Array((options.text(option) ?? "").utf8)
    guard bytes.count <= most else {
      throw OptionFault(option: option, message: "is longer than \(most) characters")
    }
    if let place = bytes.firstIndex(where: {
      !characterSet.contains($0) || separators.contains($0)
    }) {
      throw unfit(option, at: place + 1)
    }
    return bytes
  }

  /// 10 digits; empty where the option is not set.
  func phone(_ option: String) throws(OptionFault) -> [UInt8] {
    guard let value = options.text(option), !value.isEmpty else { return [] }
    let pool = TextPool()
    var writer = TextWriter(pool)
    guard value.utf8.count <= Self.longest, pool.isPhone(writer.keep(value)) else {
      throw OptionFault(
        option: option, message: "is no telephone number of 10 digits, such as 555-555-0100")
    }
    return value.utf8.filter(\.isX12Digit).suffix(10)
  }

  private func folded(
    _ value: String, _ option: String, _ length: ClosedRange<Int>
  ) throws(OptionFault) -> [UInt8] {
    guard value.utf8.count <= Self.longest else {
      throw OptionFault(
        option: option, message: "is too long: X12 takes \(length.characters)")
    }
    let pool = TextPool()
    var writer = TextWriter(pool)
    let kept = writer.keep(value)
    switch text.flaw(in: kept, of: pool, length.lowerBound, length.upperBound) {
    case .character(let place):
      throw unfit(option, at: place)
    case .tooLong(let count, _), .tooShort(let count, _):
      throw OptionFault(
        option: option, message: "is \(count) characters long: X12 takes \(length.characters)")
    case nil:
      break
    }
    var buffer = ByteBuffer(capacity: 64)
    pool.withBytes(kept) { text.append($0, to: &buffer) }
    return buffer.bytes
  }

  private func unfit(_ option: String, at place: Int) -> OptionFault {
    OptionFault(
      option: option,
      message: "its character \(place) is a separator or outside the character set: leave it out")
  }
}

extension ClosedRange<Int> {
  fileprivate var characters: String { "\(lowerBound) to \(upperBound) characters" }
}
