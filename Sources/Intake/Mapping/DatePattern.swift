/// One piece of a date or time pattern (formats.md section 2: Unicode, TR35), ready to read by.
struct PatternItem: BitwiseCopyable, Equatable {
  enum Kind: UInt8, BitwiseCopyable {
    case year, month, monthName, day, hour24, hour12, minute, second, fraction, dayPeriod, offset
    /// The name of a weekday, which is passed over.
    case weekday
    /// Any number of spaces, but one at least.
    case space
    case literal
  }

  var kind: Kind
  /// The fewest and the most digits of a number.
  var fewest: UInt8 = 0
  var most: UInt8 = 0
  /// A literal's byte.
  var byte: UInt8 = 0
}

/// A pattern such as `MM/dd/yyyy h:mm a`, taken apart.
struct DatePattern {
  private(set) var items: [PatternItem] = []

  static let known =
    "y yyyy yy M MM MMM MMMM d dd H HH h hh m mm s ss S a z Z X XXX EEE, and text in single quotes"

  struct Fault: Error { let message: String }

  /// - Parameter needsTime: a time of day is wanted too.
  init(_ pattern: String, needsTime: Bool) throws(Fault) {
    var rest = Array(pattern.utf8)[...]
    while let byte = rest.first {
      if (byte | 0x20) &- 0x61 < 26 {
        let run = rest.prefix { $0 == byte }
        rest = rest[run.endIndex...]
        items.append(try DatePattern.item(byte, run.count))
      } else if byte == 0x27 {
        rest = rest.dropFirst()
        try quoted(&rest)
      } else {
        rest = rest.dropFirst()
        literal(byte)
      }
    }
    fixAdjacentNumbers()
    try check(needsTime: needsTime)
  }

  private mutating func literal(_ byte: UInt8) {
    if byte == 0x20 {
      if items.last?.kind != .space { items.append(PatternItem(kind: .space)) }
    } else {
      items.append(PatternItem(kind: .literal, byte: byte))
    }
  }

  private mutating func quoted(_ rest: inout ArraySlice<UInt8>) throws(Fault) {
    if rest.first == 0x27 {
      rest = rest.dropFirst()
      return literal(0x27)
    }
    while let byte = rest.popFirst() {
      if byte != 0x27 {
        literal(byte)
      } else if rest.first == 0x27 {
        rest = rest.dropFirst()
        literal(0x27)
      } else {
        return
      }
    }
    throw Fault(message: "has an opening quote without a closing one")
  }

  private static func item(_ letter: UInt8, _ count: Int) throws(Fault) -> PatternItem {
    func number(_ kind: PatternItem.Kind) -> PatternItem? {
      count > 2 ? nil : PatternItem(kind: kind, fewest: 1, most: 2)
    }
    let item: PatternItem? =
      switch (letter, count) {
      case (0x79, 1): PatternItem(kind: .year, fewest: 1, most: 4)
      case (0x79, 2): PatternItem(kind: .year, fewest: 2, most: 2)
      case (0x79, 4): PatternItem(kind: .year, fewest: 4, most: 4)
      case (0x4D, 3...4): PatternItem(kind: .monthName)
      case (0x4D, _): number(.month)
      case (0x64, _): number(.day)
      case (0x48, _): number(.hour24)
      case (0x68, _): number(.hour12)
      case (0x6D, _): number(.minute)
      case (0x73, _): number(.second)
      case (0x53, 1...9): PatternItem(kind: .fraction, fewest: 1, most: 9)
      case (0x61, 1...3): PatternItem(kind: .dayPeriod)
      case (0x45, 1...4): PatternItem(kind: .weekday)
      case (0x7A, 1...4), (0x5A, 1...5), (0x58, 1...5), (0x78, 1...5): PatternItem(kind: .offset)
      default: nil
      }
    if let item { return item }
    let written = String(repeating: Character(UnicodeScalar(letter)), count: count)
    throw Fault(message: "has \(written), which is not known; known are \(known)")
  }

  /// Numbers that stand together, as in `yyyyMMdd`, have as many digits as letters say.
  private mutating func fixAdjacentNumbers() {
    for index in items.indices.dropLast() where items[index].most > 0 && items[index + 1].most > 0 {
      if items[index].kind == .year && items[index].most == 4 {
        items[index].fewest = 4
      } else {
        items[index].fewest = items[index].most
      }
      if items[index + 1].kind != .fraction { items[index + 1].fewest = items[index + 1].most }
    }
  }

  private func check(needsTime: Bool) throws(Fault) {
    func has(_ kind: PatternItem.Kind) -> Bool { items.contains { $0.kind == kind } }
    if !has(.year) || !(has(.month) || has(.monthName)) || !has(.day) {
      throw Fault(message: "lacks year, month or day; a full one is yyyy-MM-dd")
    }
    if needsTime && !has(.hour24) && !has(.hour12) {
      throw Fault(message: "lacks the hour; a full one is yyyy-MM-dd HH:mm")
    }
    if has(.hour12) && !has(.dayPeriod) {
      throw Fault(message: "has an hour of twelve (h) without a (AM or PM); write H or add a")
    }
    let numbers = items.map(\.kind).filter { $0 != .literal && $0 != .space && $0 != .weekday }
    for (index, kind) in numbers.enumerated() where numbers[..<index].contains(kind) {
      throw Fault(message: "has the same part twice")
    }
  }
}
