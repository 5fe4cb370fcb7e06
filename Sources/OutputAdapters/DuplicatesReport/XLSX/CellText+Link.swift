extension CellText {
  /// What a link holds, in bytes.
  private static let linkLimit = 2079

  /// Whether the text is an address of the web or of mail that a workbook takes as it stands:
  /// RFC 3986's characters or letters of other scripts.
  var isLink: Bool {
    if isEscaped || bytes.count - 1 > Self.linkLimit { return false }
    let text = bytes.dropLast()
    // libxlsxwriter takes these for places in workbooks, wherever in an address they stand.
    if Self.holds("internal:", text) || Self.holds("external:", text) { return false }
    // And it drops a # with nothing behind it.
    if text.last == UInt8(ascii: "#") { return false }
    guard let start = Self.addressStart(of: text), let first = text[start...].first,
      !":/?#".utf8.contains(first)
    else { return false }
    return text[start...].indices.allSatisfy { Self.isAddressByte(text, at: $0) }
  }

  /// Behind `http://`, `https://` or `mailto:`.
  private static func addressStart(of text: ArraySlice<UInt8>) -> Int? {
    for scheme in ["http://", "https://", "mailto:"] where text.count > scheme.utf8.count {
      let isMatch = zip(text, scheme.utf8).allSatisfy { byte, expected in
        byte == expected || ((0x41...0x5A).contains(byte) && byte | 0x20 == expected)
      }
      if isMatch { return text.startIndex + scheme.utf8.count }
    }
    return nil
  }

  private static func holds(_ word: StaticString, _ text: ArraySlice<UInt8>) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return text.indices.contains { text[$0...].starts(with: word) }
  }

  private static func isAddressByte(_ text: ArraySlice<UInt8>, at index: Int) -> Bool {
    switch text[index] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    case UInt8(ascii: "%"): text.dropFirst(index + 1).prefix(2).filter(isHex).count == 2
    default: "-._~:/?#@!$&'()*+,;=".utf8.contains(text[index])
    }
  }
}
