import AdapterKit

/// Base64 with its usual alphabet and padding (RFC 4648, section 4); no white space.
enum Base64 {
  private static let invalid: UInt8 = 0xFF
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// Appends what the text stands for.
  ///
  /// - Returns: false where it is not base64; the buffer may have some of it then.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) -> Bool {
    if text.isEmpty { return true }
    guard text.count % 4 == 0 else { return false }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return values.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: text.count, by: 4) {
        let count = start + 4 == text.count ? 4 - padding : 4
        var bits: UInt32 = 0
        for index in start..<(start + count) {
          let value = values[Int(text[index])]
          if value == invalid { return false }
          bits |= UInt32(value) << UInt32(18 - 6 * (index - start))
        }
        // What the padding cuts off has to be 0: one text for one content.
        if count < 4 && bits & (count == 3 ? 0xFF : 0xFFFF) != 0 { return false }
        for byte in 0..<(count - 1) {
          buffer.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * byte)))
        }
      }
      return true
    }
  }
}
