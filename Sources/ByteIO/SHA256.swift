import CCrypto

/// A running SHA-256 (OpenSSL's).
struct SHA256: ~Copyable {
  private let context: OpaquePointer?
  private var isSound: Bool

  init() {
    context = EVP_MD_CTX_new()
    isSound = EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    if EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) != 1 { isSound = false }
  }

  /// In lower-case hexadecimal; `nil` where OpenSSL refused (out of memory, or not allowed to).
  mutating func finish() -> String? {
    var digest = [UInt8](repeating: 0, count: 32)
    guard isSound, EVP_DigestFinal_ex(context, &digest, nil) == 1 else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
