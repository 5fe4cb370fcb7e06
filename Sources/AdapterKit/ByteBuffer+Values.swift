public import ClaimCore

extension ByteSink where Self: ~Copyable {
  /// A whole number in decimal.
  @inlinable public mutating func append(decimal value: Int) {
    if value < 0 { append(0x2D) }
    let value = value.magnitude
    if value < 10 { return append(UInt8(truncatingIfNeeded: 48 + value)) }
    if value < 100 { return append(twoDigits: Int(value)) }
    append(digits: value)
  }

  /// From the last digits to the first; the longest number has twenty.
  @inlinable mutating func append(digits value: UInt) {
    var count = 3
    var limit: UInt = 1000
    while value >= limit, count < 20 {
      count += 1
      limit = count == 20 ? .max : limit &* 10
    }
    let place = room(count)
    var rest = value
    var index = count
    while index >= 2 {
      index -= 2
      putTwoDigits(Int(rest % 100), at: place + index)
      rest /= 100
    }
    if index == 1 { place[0] = UInt8(truncatingIfNeeded: 48 + rest) }
    advance(count)
  }

  /// An amount with two decimals (formats.md section 1).
  @inlinable public mutating func append(_ money: Money) {
    let cents = money.cents.magnitude
    if money.cents < 0 { append(0x2D) }
    append(decimal: Int(cents / 100))
    append(0x2E)
    append(twoDigits: Int(cents % 100))
  }

  /// From `00` to `99`.
  @inlinable @inline(__always)
  public mutating func append(twoDigits value: Int) {
    putTwoDigits(value, at: room(2))
    advance(2)
  }

  @inlinable @inline(__always)
  func putTwoDigits(_ value: Int, at digits: UnsafeMutablePointer<UInt8>) {
    let value = UInt32(truncatingIfNeeded: value)
    digits[0] = UInt8(truncatingIfNeeded: 48 + value / 10)
    digits[1] = UInt8(truncatingIfNeeded: 48 + value % 10)
  }

  /// `2026-01-05`
  @inlinable public mutating func append(_ date: CivilDate) {
    let parts = date.components
    let text = room(10)
    putTwoDigits(parts.year / 100, at: text)
    putTwoDigits(parts.year % 100, at: text + 2)
    text[4] = 0x2D
    putTwoDigits(parts.month, at: text + 5)
    text[7] = 0x2D
    putTwoDigits(parts.day, at: text + 8)
    advance(10)
  }

  /// `09:00`
  @inlinable public mutating func append(clock moment: Moment) {
    let minutes = Int(moment.timeOfDay / (60 * Moment.microsPerSecond))
    append(twoDigits: minutes / 60)
    append(0x3A)
    append(twoDigits: minutes % 60)
  }

  /// `2026-01-05 09:00` in the local zone.
  @inlinable public mutating func append(_ moment: Moment) {
    append(moment.date)
    append(0x20)
    append(clock: moment)
  }
}
