import CCrypto

/// A running SHA-256 (OpenSSL's).
struct SHA256: ~Copyable {
  private var context = SHA256_CTX()
  private var isSound: Bool

  init() { isSound = SHA256_Init(&context) == 1 }

  mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    if SHA256_Update(&context, bytes.baseAddress, bytes.count) != 1 { isSound = false }
  }

  /// In lower-case hexadecimal; `nil` where OpenSSL refused.
  mutating func finish() -> String? {
    var digest = [UInt8](repeating: 0, count: 32)
    guard isSound, SHA256_Final(&digest, &context) == 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
