public import ClaimCore

extension ByteBuffer {
  /// A whole number in decimal.
  public mutating func append(decimal value: Int) {
    if value < 0 { append(0x2D) }
    append(digits: value.magnitude)
  }

  private mutating func append(digits value: UInt) {
    if value >= 100 {
      append(digits: value / 100)
      append(twoDigits: Int(value % 100))
    } else if value >= 10 {
      append(twoDigits: Int(value))
    } else {
      append(UInt8(truncatingIfNeeded: 48 + value))
    }
  }

  /// An amount with two decimals (formats.md section 1).
  public mutating func append(_ money: Money) {
    let cents = money.cents.magnitude
    if money.cents < 0 { append(0x2D) }
    append(decimal: Int(cents / 100))
    append(0x2E)
    append(twoDigits: Int(cents % 100))
  }

  /// From `00` to `99`.
  @inlinable public mutating func append(twoDigits value: Int) {
    Self.put(twoDigits: value, at: room(2))
    advance(2)
  }

  @inlinable @inline(__always)
  static func put(twoDigits value: Int, at digits: UnsafeMutablePointer<UInt8>) {
    let value = UInt32(truncatingIfNeeded: value)
    digits[0] = UInt8(truncatingIfNeeded: 48 + value / 10)
    digits[1] = UInt8(truncatingIfNeeded: 48 + value % 10)
  }

  /// `2026-01-05`
  public mutating func append(_ date: CivilDate) {
    let parts = date.components
    let text = room(10)
    Self.put(twoDigits: parts.year / 100, at: text)
    Self.put(twoDigits: parts.year % 100, at: text + 2)
    text[4] = 0x2D
    Self.put(twoDigits: parts.month, at: text + 5)
    text[7] = 0x2D
    Self.put(twoDigits: parts.day, at: text + 8)
    advance(10)
  }

  /// `09:00`
  public mutating func append(clock moment: Moment) {
    let minutes = Int(moment.timeOfDay / (60 * Moment.microsPerSecond))
    append(twoDigits: minutes / 60)
    append(0x3A)
    append(twoDigits: minutes % 60)
  }

  /// `2026-01-05 09:00` in the local zone.
  public mutating func append(_ moment: Moment) {
    append(moment.date)
    append(0x20)
    append(clock: moment)
  }
}
