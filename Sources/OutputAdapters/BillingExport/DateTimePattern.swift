import AdapterKit
import ClaimCore

/// A date and time pattern (Unicode TR35), ready to write moments by.
///
/// Known: `y` and `yyyy`, `yy`, `M MM MMM MMMM`, `d dd`, `H HH`, `h hh`, `m mm`, `s ss`, `a`, the
/// offsets `XXX` and `xxx`, and texts in quotes. Month names and AM/PM are English.
final class DateTimePattern: Sendable {
  enum Element: BitwiseCopyable, Equatable {
    case byte(UInt8)
    case year
    case year4
    case year2
    case month
    case month2
    case monthShortName
    case monthName
    case day
    case day2
    case hour24
    case hour24Two
    case hour12
    case hour12Two
    case minute
    case minute2
    case second
    case second2
    case halfDay
    case offset(utcIsZ: Bool)
  }

  let elements: Table<Element>

  /// - Parameters:
  ///   - pattern: as the manifest has it.
  ///   - option: whose value it is, for the fault.
  ///   - hasTime: whether hours and smaller may occur.
  init(_ pattern: String, option: String, hasTime: Bool = true) throws(OptionFault) {
    var elements: [Element] = []
    var rest = Array(pattern.utf8)[...]
    while let byte = rest.first {
      if byte == Self.quote {
        elements += try Self.quoted(&rest, option: option)
      } else if Self.isLetter(byte) {
        let run = rest.prefix { $0 == byte }
        rest = rest.dropFirst(run.count)
        elements.append(try Self.element(byte, run.count, option: option, hasTime: hasTime))
      } else {
        elements.append(.byte(byte))
        rest = rest.dropFirst()
      }
    }
    if elements.isEmpty {
      throw OptionFault(option: option, message: "is empty; write a pattern such as yyyy-MM-dd")
    }
    self.elements = Table(elements)
  }

  private static let quote: UInt8 = 0x27

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// `''` is a quote; anything else up to the next single quote stands for itself.
  private static func quoted(
    _ rest: inout ArraySlice<UInt8>, option: String
  ) throws(OptionFault) -> [Element] {
    rest = rest.dropFirst()
    if rest.first == quote {
      rest = rest.dropFirst()
      return [.byte(quote)]
    }
    var text: [Element] = []
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte != quote {
        text.append(.byte(byte))
      } else if rest.first == quote {
        rest = rest.dropFirst()
        text.append(.byte(quote))
      } else {
        return text
      }
    }
    throw OptionFault(
      option: option, message: "has a quoted text that does not end; close it with '")
  }

  private static func element(
    _ letter: UInt8, _ count: Int, option: String, hasTime: Bool
  ) throws(OptionFault) -> Element {
    if let element = dateElement(letter, count) { return element }
    let name = String(repeating: String(UnicodeScalar(letter)), count: count)
    guard let element = timeElement(letter, count) else {
      throw OptionFault(
        option: option,
        message: "has \(name), which is not known here; known are y yy yyyy M MM MMM MMMM d dd"
          + (hasTime ? " H HH h hh m mm s ss a XXX xxx" : "")
          + ", and texts in single quotes")
    }
    if !hasTime {
      throw OptionFault(
        option: option, message: "has \(name), which is of a time; a date has y, M and d")
    }
    return element
  }

  private static func dateElement(_ letter: UInt8, _ count: Int) -> Element? {
    switch (UnicodeScalar(letter), count) {
    case ("y", 1): .year
    case ("y", 2): .year2
    case ("y", 4): .year4
    case ("M", 1): .month
    case ("M", 2): .month2
    case ("M", 3): .monthShortName
    case ("M", 4): .monthName
    case ("d", 1): .day
    case ("d", 2): .day2
    default: nil
    }
  }

  private static func timeElement(_ letter: UInt8, _ count: Int) -> Element? {
    switch (UnicodeScalar(letter), count) {
    case ("H", 1): .hour24
    case ("H", 2): .hour24Two
    case ("h", 1): .hour12
    case ("h", 2): .hour12Two
    case ("m", 1): .minute
    case ("m", 2): .minute2
    case ("s", 1): .second
    case ("s", 2): .second2
    case ("a", 1): .halfDay
    case ("X", 3): .offset(utcIsZ: true)
    case ("x", 3): .offset(utcIsZ: false)
    default: nil
    }
  }
}
