/// A claim's number (CLM-6): the same for the same sessions in every run and on every machine.
///
/// `C` and 19 digits of base 36 (98 bits) of the FNV-1a hash (128 bits; Fowler, Noll, Vo) of the
/// session ids, each ended by a zero byte. Never to be changed: payers know claims by it.
struct ClaimNumber {
  private static let prime: UInt128 = (1 << 88) + 0x13B
  private static let digits: [UInt8] = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

  mutating func add(_ sessionID: UnsafeBufferPointer<UInt8>) {
    for byte in sessionID { add(byte) }
    add(0)
  }

  private mutating func add(_ byte: UInt8) {
    hash = (hash ^ UInt128(byte)) &* Self.prime
  }

  /// 20 characters of A-Z and 0-9.
  var characters: [UInt8] {
    var rest = hash ^ hash >> 64
    var characters = [UInt8](repeating: 0, count: 20)
    characters[0] = 0x43
    for index in stride(from: 19, to: 0, by: -1) {
      characters[index] = Self.digits[Int(rest % 36)]
      rest /= 36
    }
    return characters
  }
}
