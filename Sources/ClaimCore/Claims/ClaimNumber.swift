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

  /// Takes the last digit off.
  private static func digit(_ rest: inout UInt64) -> UInt8 {
    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 36)
    rest = quotient
    return UInt8(digit) + (digit < 10 ? 0x30 : 0x37)
  }

  /// 20 characters of A-Z and 0-9.
  var characters: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { characters, count in
      characters[0] = 0x43
      var upper = upper
      for index in stride(from: 7, to: 0, by: -1) {
        characters[index] = Self.digit(&upper)
      }
      var lower = lower
      for index in stride(from: 19, to: 7, by: -1) {
        characters[index] = Self.digit(&lower)
      }
      count = 20
    }
  }
}
