public import ClaimCore

extension ByteBuffer {
  /// A whole number in decimal.
  public mutating func append(decimal value: Int) {
    if value >= 0 && value < 10 { return append(UInt8(48 + value)) }
    let digits = room(20)
    var magnitude = value.magnitude
    var length = 0
    while magnitude > 0 {
      digits[19 - length] = UInt8(48 + magnitude % 10)
      magnitude /= 10
      length += 1
    }
    if value < 0 {
      digits[19 - length] = 0x2D
      length += 1
    }
    for index in 0..<length { digits[index] = digits[20 - length + index] }
    advance(length)
  }

  /// An amount with two decimals (formats.md section 1).
  public mutating func append(_ money: Money) {
    let cents = money.cents.magnitude
    if money.cents < 0 { append(0x2D) }
    append(decimal: Int(cents / 100))
    append(0x2E)
    append(twoDigits: Int(cents % 100))
  }

  public mutating func append(twoDigits value: Int) {
    let digits = room(2)
    digits[0] = UInt8(48 + value / 10)
    digits[1] = UInt8(48 + value % 10)
    advance(2)
  }

  /// `2026-01-05`
  public mutating func append(_ date: CivilDate) {
    let parts = date.components
    append(twoDigits: parts.year / 100)
    append(twoDigits: parts.year % 100)
    append(0x2D)
    append(twoDigits: parts.month)
    append(0x2D)
    append(twoDigits: parts.day)
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
