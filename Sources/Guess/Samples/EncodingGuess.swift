/// How bytes spell their characters, told by the bytes alone.
public enum EncodingGuess {
  /// The option `encoding` that a source needs; `nil` where it is UTF-8, or says by a byte order mark
  /// what it is.
  ///
  /// - Parameters:
  ///   - bytes: a source's first, decompressed.
  ///   - isWhole: whether they are all; else the last character may be cut.
  public static func option(for bytes: [UInt8], isWhole: Bool) -> String? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFF, 0xFE])
      || bytes.starts(with: [0xFE, 0xFF])
    {
      return nil
    }
    if let wide = wide(bytes.prefix(4096)) { return wide }
    if isUTF8(bytes, isWhole: isWhole) { return nil }
    // Windows' printable characters where Latin-1 has control codes.
    return bytes.contains { (0x80...0x9F).contains($0) } ? "windows-1252" : "latin1"
  }

  /// UTF-16 without a mark: every other byte of text is mostly zero.
  private static func wide(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count >= 8 else { return nil }
    let zeros = [0, 1].map { odd in
      stride(from: bytes.startIndex + odd, to: bytes.endIndex, by: 2).count { bytes[$0] == 0 }
    }
    let half = bytes.count / 2
    if zeros[1] * 2 > half && zeros[0] * 10 < half { return "utf-16le" }
    if zeros[0] * 2 > half && zeros[1] * 10 < half { return "utf-16be" }
    return nil
  }

  private static func isUTF8(_ bytes: [UInt8], isWhole: Bool) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return true
    } catch {
      return !isWhole && error.byteOffsets.lowerBound > bytes.count - 4
    }
  }
}
