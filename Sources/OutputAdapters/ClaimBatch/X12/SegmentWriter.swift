import AdapterKit
import ClaimCore

/// Writes X12 segments into a buffer, and counts them: nothing else does, so SE01 can't be wrong.
///
/// An element or component that is empty owes its separator, which is written when a value follows:
/// none ever stands at a segment's or an element's end.
struct SegmentWriter: ~Copyable {
  /// What a value begins: an element, or the next component of the one before.
  enum Level { case element, component }

  let pool: TextPool
  private let text: X12Text
  private let separators: TradingPartner.Separators
  private let ending: TradingPartner.SegmentEnding
  private var buffer = ByteBuffer(capacity: 64)
  /// A value on its way, so that one that folds to nothing is known to be empty.
  private var value = ByteBuffer(capacity: 256)
  private var owedElements = 0
  private var owedComponents = 0
  /// Segments that were ended so far.
  private(set) var count = 0

  init(_ partner: TradingPartner, pool: TextPool) {
    self.pool = pool
    text = X12Text(partner)
    separators = partner.separators
    ending = partner.segmentEnding
  }

  /// Changes places with the buffer that is written to: before the first segment and after the last.
  mutating func exchange(_ other: inout ByteBuffer) { swap(&buffer, &other) }

  mutating func begin(_ id: StaticString) { buffer.append(id) }

  mutating func end() {
    buffer.append(separators.segment)
    switch ending {
    case .none: break
    case .lf: buffer.append(0x0A)
    case .crlf:
      buffer.append(0x0D)
      buffer.append(0x0A)
    }
    owedElements = 0
    owedComponents = 0
    count += 1
  }

  /// Empty elements.
  mutating func skip(_ count: Int) {
    owedElements += count
    owedComponents = 0
  }

  private mutating func owe(_ level: Level) {
    switch level {
    case .element: skip(1)
    case .component: owedComponents += 1
    }
  }

  /// Writes the separators that are owed: a value follows.
  private mutating func settle() {
    for _ in 0..<owedElements { buffer.append(separators.element) }
    for _ in 0..<owedComponents { buffer.append(separators.component) }
    owedElements = 0
    owedComponents = 0
  }
}

/// Segments that were written before.
extension SegmentWriter {
  /// Where the next segment begins.
  struct Mark {
    fileprivate let bytes: Int
    fileprivate let segments: Int
  }

  var mark: Mark { Mark(bytes: buffer.count, segments: count) }

  /// - Returns: whether they are known; else nothing was appended.
  mutating func append(_ key: UInt64, of known: RepeatedSegments) -> Bool {
    guard let segments = known.append(key, to: &buffer) else { return false }
    count += segments
    return true
  }

  /// Keeps the segments since a mark.
  func keep(_ key: UInt64, since mark: Mark, in known: RepeatedSegments) {
    buffer.withBytes { bytes in
      known.keep(
        key, UnsafeBufferPointer(rebasing: bytes[mark.bytes...]), segments: count - mark.segments)
    }
  }
}

extension SegmentWriter {
  /// A code of the guide.
  mutating func add(_ code: StaticString, as level: Level = .element) {
    owe(level)
    settle()
    buffer.append(code)
  }

  /// Bytes as they are.
  mutating func add(_ bytes: [UInt8]) {
    owe(.element)
    if bytes.isEmpty { return }
    settle()
    buffer.append(bytes)
  }

  /// Bytes that are filled up with blanks (ISA).
  mutating func add(_ bytes: [UInt8], width: Int) {
    add(bytes + [UInt8](repeating: 0x20, count: max(0, width - bytes.count)))
  }

  mutating func add(_ byte: UInt8) {
    owe(.element)
    settle()
    buffer.append(byte)
  }

  /// A text of the source data, folded.
  mutating func add(_ text: Text, as level: Level = .element) {
    owe(level)
    if text.isMissing { return }
    value.removeAll()
    pool.withBytes(text) { self.text.append($0, to: &value) }
    addValue()
  }

  /// A code of the source data, without the characters that people put into it.
  mutating func add(_ text: Text, without dropped: UInt8, as level: Level = .element) {
    owe(level)
    value.removeAll()
    pool.withBytes(text) { bytes in
      for byte in bytes where byte != dropped { value.append(byte) }
    }
    addValue()
  }

  /// The 10 digits of a telephone number (``TextPool/isPhone(_:)``).
  mutating func add(phone: Text) {
    owe(.element)
    settle()
    pool.withBytes(phone) { bytes in
      // A country's number comes first.
      let digits = bytes.lazy.filter(\.isX12Digit)
      for digit in digits.dropFirst(digits.count - 10) { buffer.append(digit) }
    }
  }

  private mutating func addValue() {
    if value.count == 0 { return }
    settle()
    value.withBytes { buffer.append($0) }
  }

  /// A list's elements as components of the element before.
  mutating func addComponents(of list: Text) {
    pool.forEachElement(of: list) { bytes in
      owe(.component)
      settle()
      buffer.append(bytes)
    }
  }

  /// - Parameter digits: the fewest; zeros are put in front.
  mutating func add(decimal number: Int, digits: Int = 1, as level: Level = .element) {
    owe(level)
    settle()
    buffer.append(decimal: number, digits: digits)
  }

  /// Two numbers side by side, each of at least so many digits.
  mutating func add(decimal first: Int, digits: Int, and second: Int, digits others: Int) {
    add(decimal: first, digits: digits)
    buffer.append(decimal: second, digits: others)
  }

  /// Exact, two decimals, no leading zero.
  mutating func add(_ money: Money) {
    owe(.element)
    settle()
    let cents = money.cents.magnitude
    if money.cents < 0 { buffer.append(0x2D) }
    if cents == 0 { return buffer.append(0x30) }
    if cents >= 100 { buffer.append(decimal: Int(cents / 100)) }
    buffer.append(0x2E)
    buffer.append(twoDigits: Int(cents % 100))
  }

  /// CCYYMMDD, or YYMMDD.
  mutating func add(_ date: CivilDate, withCentury: Bool = true) {
    owe(.element)
    settle()
    append(date, withCentury: withCentury)
  }

  /// CCYYMMDD-CCYYMMDD.
  mutating func add(from start: CivilDate, to end: CivilDate) {
    add(start)
    buffer.append(0x2D)
    append(end, withCentury: true)
  }

  private mutating func append(_ date: CivilDate, withCentury: Bool) {
    let parts = date.components
    if withCentury { buffer.append(twoDigits: parts.year / 100) }
    buffer.append(twoDigits: parts.year % 100)
    buffer.append(twoDigits: parts.month)
    buffer.append(twoDigits: parts.day)
  }

  /// HHMM.
  mutating func add(clock moment: Moment) {
    owe(.element)
    settle()
    buffer.append(clockDigits: moment)
  }

  /// One element of words and times: `START 0900 END 1030`.
  mutating func add(from start: Moment, to end: Moment) {
    owe(.element)
    settle()
    buffer.append("START ")
    buffer.append(clockDigits: start)
    buffer.append(" END ")
    buffer.append(clockDigits: end)
  }

  /// A claim's number and one of its line's.
  mutating func add(_ claim: Text, line: Int) {
    add(claim)
    buffer.append(0x4C)
    buffer.append(decimal: line)
  }
}

extension ByteBuffer {
  /// A whole number of at least so many digits.
  mutating func append(decimal number: Int, digits: Int) {
    var limit = 10
    for _ in 1..<max(1, digits) {
      if number < limit { append(0x30) }
      limit *= 10
    }
    append(decimal: number)
  }

  /// HHMM.
  fileprivate mutating func append(clockDigits moment: Moment) {
    let minutes = Int(moment.timeOfDay / (60 * Moment.microsPerSecond))
    append(twoDigits: minutes / 60)
    append(twoDigits: minutes % 60)
  }
}
