import ClaimCore

/// Reads a date or time by a mapping's pattern.
struct PatternReader {
  private let bytes: Bytes
  private var index = 0
  private var year = 0
  private var month = 0
  private var day = 0
  private var hour = 0
  private var isTwelveHour = false
  private var isAfternoon = false
  private var minute = 0
  private var second = 0
  private var fraction: Int64 = 0
  private var offset: Int32?

  private init(_ bytes: Bytes) { self.bytes = bytes }

  static func date(
    _ bytes: Bytes, by items: UnsafeBufferPointer<PatternItem>
  ) throws(FaultCode) -> CivilDate {
    var reader = PatternReader(bytes)
    guard reader.read(items) else { throw .notADate }
    guard let date = CivilDate(year: reader.year, month: reader.month, day: reader.day) else {
      throw .noSuchDate
    }
    return date
  }

  static func time(
    _ bytes: Bytes, by items: UnsafeBufferPointer<PatternItem>
  ) throws(FaultCode) -> WrittenTime {
    var reader = PatternReader(bytes)
    guard reader.read(items) else { throw .notATime }
    if reader.isTwelveHour {
      guard (1...12).contains(reader.hour) else { throw .noSuchTime }
      reader.hour = reader.hour % 12 + (reader.isAfternoon ? 12 : 0)
    }
    guard let date = CivilDate(year: reader.year, month: reader.month, day: reader.day),
      reader.minute < 60, reader.second < 60,
      let local = ISODateTime.local(
        date, seconds: reader.hour * 3600 + reader.minute * 60 + reader.second, reader.fraction)
    else { throw .noSuchTime }
    return WrittenTime(local: local, offset: reader.offset)
  }

  private mutating func read(_ items: UnsafeBufferPointer<PatternItem>) -> Bool {
    for item in items where !read(item) { return false }
    return index == bytes.count
  }

  private mutating func read(_ item: PatternItem) -> Bool {
    switch item.kind {
    case .literal:
      guard index < bytes.count, bytes[index] == item.byte else { return false }
      index += 1
    case .space: return skipSpaces()
    case .weekday:
      let start = index
      while index < bytes.count, isLetter(bytes[index]) || bytes[index] == 0x2E { index += 1 }
      return index > start
    case .monthName: return readMonthName()
    case .dayPeriod: return readDayPeriod()
    case .offset: return readOffset()
    case .fraction:
      guard let micros = ISODateTime.micros(bytes, &index) else { return false }
      fraction = micros
    default:
      guard let number = number(item) else { return false }
      set(number, item)
    }
    return true
  }

  private mutating func set(_ number: Int, _ item: PatternItem) {
    switch item.kind {
    case .year:
      // Two digits go by POSIX: 69 to 99 are of the last century, 0 to 68 of this one.
      year = item.most == 2 ? number + (number < 69 ? 2000 : 1900) : number
    case .month: month = number
    case .day: day = number
    case .hour24: hour = number
    case .hour12:
      hour = number
      isTwelveHour = true
    case .minute: minute = number
    default: second = number
    }
  }

  private mutating func number(_ item: PatternItem) -> Int? {
    var value = 0
    var digits = 0
    while index < bytes.count, digits < Int(item.most), bytes[index] &- 48 < 10 {
      value = value * 10 + Int(bytes[index] &- 48)
      digits += 1
      index += 1
    }
    return digits >= Int(item.fewest) ? value : nil
  }

  /// Spaces, and the narrow no-break one that newer systems write before AM.
  private mutating func skipSpaces() -> Bool {
    let start = index
    while index < bytes.count {
      if bytes[index] == 0x20 || bytes[index] == 0x09 {
        index += 1
      } else if index + 1 < bytes.count, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 {
        index += 2
      } else if index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80,
        bytes[index + 2] == 0xAF
      {
        index += 3
      } else {
        break
      }
    }
    return index > start
  }

  private static let months: [StaticString] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// English, in full or its first three letters (or four: Sept), with or without a point.
  private mutating func readMonthName() -> Bool {
    let start = index
    while index < bytes.count, isLetter(bytes[index]) { index += 1 }
    let name = bytes.part(start..<index)
    guard name.count >= 3 else { return false }
    for (number, month) in PatternReader.months.enumerated() {
      let full = Bytes(start: month.utf8Start, count: month.utf8CodeUnitCount)
      let isShort = name.count == 3 || (name.count == 4 && number == 8)
      guard name.count == full.count || isShort, name.count <= full.count else { continue }
      if name.equalsIgnoringCase(full.part(0..<name.count)) {
        self.month = number + 1
        if isShort, index < bytes.count, bytes[index] == 0x2E { index += 1 }
        return true
      }
    }
    return false
  }

  /// AM or PM in any case, with or without points.
  private mutating func readDayPeriod() -> Bool {
    guard index + 1 < bytes.count else { return false }
    let letter = bytes[index] | 0x20
    guard letter == 0x61 || letter == 0x70 else { return false }
    isAfternoon = letter == 0x70
    index += 1
    let hasPoint = bytes[index] == 0x2E
    if hasPoint { index += 1 }
    guard index < bytes.count, bytes[index] | 0x20 == 0x6D else { return false }
    index += 1
    if hasPoint, index < bytes.count, bytes[index] == 0x2E { index += 1 }
    return true
  }

  private mutating func readOffset() -> Bool {
    let rest = bytes.part(index..<bytes.count)
    let names: [StaticString] = ["GMT", "UTC"]
    for name in names where rest.count >= 3 {
      let name = Bytes(start: name.utf8Start, count: 3)
      if rest.part(0..<3).equalsIgnoringCase(name) {
        index += 3
        offset = 0
        guard index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D else {
          return true
        }
      }
    }
    guard let read = try? ISODateTime.offset(bytes, &index) else { return false }
    offset = read
    return true
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
