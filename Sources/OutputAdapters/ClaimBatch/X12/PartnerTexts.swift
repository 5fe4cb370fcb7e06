import AdapterKit
import ClaimCore

/// Reads a trading partner's texts as they will stand in the file, and logs what is wrong with them.
/// Messages never show a value: it may be a password.
struct PartnerTexts {
  /// Bytes: more are not worth a look.
  private static let longest = 4096

  let options: OptionValues
  let text: X12Text
  let separators: TradingPartner.Separators
  let characterSet: TradingPartner.CharacterSet
  var log = OptionFaultLog()

  func code(_ option: String) -> [UInt8]? { options.text(option).map { Array($0.utf8) } }

  /// Whether the manifest sets an option to something, right or wrong.
  func isSet(_ option: String) -> Bool {
    options.text(option)?.isEmpty == false || options.namesRefused.contains(option)
  }

  /// - Parameter what: what the option is, for the message.
  mutating func required(
    _ option: String, _ length: ClosedRange<Int>, _ what: String
  ) -> [UInt8] {
    if !isSet(option) {
      log.add(option, "missing: format x12 needs \(what), \(length.characters)")
    }
    return folded(option, length)
  }

  /// - Parameter other: what holds without the option; its length is checked too.
  mutating func optional(
    _ option: String, _ length: ClosedRange<Int>, or other: [UInt8]
  ) -> [UInt8] {
    if isSet(option) { return folded(option, length) }
    if !other.isEmpty && !length.contains(other.count) {
      log.add(option, "missing: what stands for it is not \(length.characters) long")
    }
    return other
  }

  /// Passwords and e-mail addresses, as they are in upper and lower case.
  mutating func verbatim(_ option: String, atMost most: Int) -> [UInt8] {
    let bytes = Array((options.text(option) ?? "").utf8)
    if bytes.count > most {
      log.add(option, "is longer than \(most) characters")
    } else if let place = bytes.firstIndex(where: {
      !characterSet.contains($0) || separators.contains($0)
    }) {
      addUnfit(option, at: place + 1)
    }
    return bytes
  }

  /// 10 digits; empty where the option is not set.
  mutating func phone(_ option: String) -> [UInt8] {
    guard let value = options.text(option), !value.isEmpty else { return [] }
    let pool = TextPool()
    var writer = TextWriter(pool)
    guard value.utf8.count <= Self.longest, pool.isPhone(writer.keep(value)) else {
      log.add(option, "is no telephone number of 10 digits, such as 555-555-0100")
      return []
    }
    return value.utf8.filter(\.isX12Digit).suffix(10)
  }

  /// Empty where the option is not set or wrong.
  private mutating func folded(_ option: String, _ length: ClosedRange<Int>) -> [UInt8] {
    guard let value = options.text(option), !value.isEmpty else { return [] }
    guard value.utf8.count <= Self.longest else {
      log.add(option, "is too long: X12 takes \(length.characters)")
      return []
    }
    let pool = TextPool()
    var writer = TextWriter(pool)
    let kept = writer.keep(value)
    switch text.flaw(in: kept, of: pool, length.lowerBound, length.upperBound) {
    case .character(let place):
      addUnfit(option, at: place)
      return []
    case .tooLong(let count, _), .tooShort(let count, _):
      let are = count == 1 ? "1 character" : "\(count) characters"
      log.add(option, "is \(are) long: X12 takes \(length.characters)")
      return []
    case nil:
      break
    }
    var buffer = ByteBuffer(capacity: 64)
    pool.withBytes(kept) { text.append($0, to: &buffer) }
    return buffer.bytes
  }

  private mutating func addUnfit(_ option: String, at place: Int) {
    log.add(
      option,
      "its character \(place) is a separator or outside the character set: leave it out")
  }
}

extension ClosedRange<Int> {
  fileprivate var characters: String { "\(lowerBound) to \(upperBound) characters" }
}
