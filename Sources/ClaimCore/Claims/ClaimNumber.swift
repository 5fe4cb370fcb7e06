/// A claim's number (CLM-6): the same for the same sessions in every run and on every machine.
///
/// `C` and 19 digits of base 36 (98 bits) of the FNV-1a hash (128 bits; Fowler, Noll, Vo) of the
/// session ids, each ended by a zero byte: 12 digits of its lower and 7 of its upper half. A later
/// version (CLM-9) adds a zero byte, which no list of ids has there, and the version's digits. Never
/// to be changed: payers know claims by it.
struct ClaimNumber {
  /// The hash's two halves; the prime is 2^88 + 0x13B.
  private var upper: UInt64 = 0x6C62_272E_07BB_0142
  private var lower: UInt64 = 0x62B8_2175_6295_C58D

  mutating func add(_ sessionID: UnsafeBufferPointer<UInt8>) {
    for byte in sessionID { add(byte) }
    add(0)
  }

  /// - Parameter version: above 1.
  mutating func add(version: UInt32) {
    add(0)
    var digits = String(version)
    digits.withUTF8 { for byte in $0 { add(byte) } }
  }

  private mutating func add(_ byte: UInt8) {
    lower ^= UInt64(byte)
    let product = lower.multipliedFullWidth(by: 0x13B)
    upper = upper &* 0x13B &+ product.high &+ lower << 24
    lower = product.low
  }

  /// Calls `body` with 20 characters of A-Z and 0-9.
  func withCharacters<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { characters in
      characters.initializeElement(at: 0, to: 0x43)
      Self.write(upper, digits: 7, endingAt: 8, in: characters)
      // Two halves, so that the processor takes off digits of both at once.
      let (high, low) = lower.quotientAndRemainder(dividingBy: Self.sixDigits)
      Self.write(high, digits: 6, endingAt: 14, in: characters)
      Self.write(low, digits: 6, endingAt: 20, in: characters)
      return body(UnsafeBufferPointer(characters))
    }
  }

  /// 36 to the 6th.
  private static let sixDigits: UInt64 = 2_176_782_336

  /// The number's last digits of base 36.
  @inline(__always)
  private static func write(
    _ number: UInt64, digits: Int, endingAt end: Int,
    in characters: UnsafeMutableBufferPointer<UInt8>
  ) {
    var rest = number
    for place in stride(from: end - 1, through: end - digits, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 36)
      rest = quotient
      characters.initializeElement(at: place, to: UInt8(digit) + (digit < 10 ? 0x30 : 0x37))
    }
  }
}
