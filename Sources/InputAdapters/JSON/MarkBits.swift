import CBytes

/// Where 64 bytes have quotes, brackets and backslashes: a bit a byte, the first byte lowest.
struct MarkBits {
  let quotes: UInt64
  /// Braces and brackets.
  let brackets: UInt64
  let hasBackslash: Bool

  @inline(__always)
  init(_ text: UnsafePointer<UInt8>) {
    quotes = claimpipe_equal64(text, 0x22)
    brackets = claimpipe_brackets64(text)
    hasBackslash = claimpipe_equal64(text, 0x5C) != 0
  }

  /// Bytes from each opening quote to before the closing one, if the first byte is outside.
  @inline(__always)
  var insideStrings: UInt64 { claimpipe_spans64(quotes) }
}
