import ClaimCore

/// Whole numbers and amounts.
enum Numbers {
  /// Digits with an optional sign; `Int64.min` is left free to mean none.
  static func whole(_ bytes: Bytes) throws(FaultCode) -> Int64 {
    let signed = bytes.count > 0 && (bytes[0] == 0x2B || bytes[0] == 0x2D)
    guard let magnitude = digits(bytes.part((signed ? 1 : 0)..<bytes.count)) else {
      throw .notAWholeNumber
    }
    return signed && bytes[0] == 0x2D ? -magnitude : magnitude
  }

  /// Whole minutes above 0.
  static func minutes(_ bytes: Bytes) throws(FaultCode) -> Int32 {
    guard let number = try? whole(bytes), let minutes = Int32(exactly: number), minutes > 0 else {
      throw .notMinutes
    }
    return minutes
  }

  /// Whole minutes, or hours and minutes as in `1:30`; `nil` for anything else, or more than a year.
  static func duration(_ bytes: Bytes) -> Int64? {
    let colon = bytes.firstIndex(of: 0x3A)
    guard let first = digits(bytes.part(0..<(colon ?? bytes.count))), first <= 600_000 else {
      return nil
    }
    guard let colon else { return first }
    guard bytes.count - colon == 3, let rest = digits(bytes.part((colon + 1)..<bytes.count)),
      rest < 60
    else { return nil }
    return first * 60 + rest
  }

  /// `1234.50`, with an optional plus sign, `$` and thousands commas in their right places.
  ///
  /// - Parameter decimalComma: a comma and points change places, as in `1.234,50`.
  static func money(_ bytes: Bytes, decimalComma: Bool) throws(FaultCode) -> Money {
    let (mark, thousands): (UInt8, UInt8) = decimalComma ? (0x2C, 0x2E) : (0x2E, 0x2C)
    var start = 0
    var seenPlus = false
    var seenDollar = false
    while start < bytes.count {
      if bytes[start] == 0x2B, !seenPlus {
        seenPlus = true
      } else if bytes[start] == 0x24, !seenDollar {
        seenDollar = true
      } else {
        break
      }
      start += 1
    }
    let point = bytes[start...].firstIndex(of: mark) ?? bytes.count
    let hasDollars = point > start || point == bytes.count
    guard let whole = hasDollars ? wholeDollars(bytes.part(start..<point), thousands) : 0,
      let cents = cents(bytes.part(min(point + 1, bytes.count)..<bytes.count)),
      point == bytes.count || point + 1 < bytes.count
    else { throw .notAnAmount }
    let (hundreds, overflow) = whole.multipliedReportingOverflow(by: 100)
    let (sum, alsoOver) = hundreds.addingReportingOverflow(cents)
    if overflow || alsoOver { throw .notAnAmount }
    return Money(cents: sum)
  }

  /// `nil` where they are none, or too many for the type.
  private static func digits(_ bytes: Bytes) -> Int64? {
    if bytes.isEmpty { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard byte &- 48 < 10, let next = append(byte, to: value) else { return nil }
      value = next
    }
    return value
  }

  private static func append(_ digit: UInt8, to value: Int64) -> Int64? {
    let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, alsoOver) = tenfold.addingReportingOverflow(Int64(digit &- 48))
    return overflow || alsoOver ? nil : sum
  }

  /// `1234` or `1,234`.
  private static func wholeDollars(_ bytes: Bytes, _ separator: UInt8) -> Int64? {
    guard let comma = bytes.firstIndex(of: separator) else { return digits(bytes) }
    guard (1...3).contains(comma), (bytes.count - comma) % 4 == 0 else { return nil }
    var value: Int64 = 0
    for (index, byte) in bytes.enumerated() {
      if (bytes.count - index) % 4 == 0 {
        if byte != separator { return nil }
        continue
      }
      guard byte &- 48 < 10, let next = append(byte, to: value) else { return nil }
      value = next
    }
    return value
  }

  private static func cents(_ bytes: Bytes) -> Int64? {
    var cents: Int64 = 0
    for (index, byte) in bytes.enumerated() {
      guard byte &- 48 < 10 else { return nil }
      switch index {
      case 0: cents += Int64(byte &- 48) * 10
      case 1: cents += Int64(byte &- 48)
      default: if byte != 48 { return nil }
      }
    }
    return cents
  }
}
