/// What the first bytes of a document say about how to read it.
struct DocumentStart: Equatable {
  /// Length of the byte order mark.
  var mark = 0
  /// Length of the XML declaration behind it; 0 where there is none.
  var declaration = 0
  /// An encoding other than UTF-8, as a message may name it.
  var foreignEncoding: String?

  /// Bytes that surely hold a declaration, if there is one.
  static let mostBytes = 4096

  /// Whether these first bytes are enough to tell.
  static func isEnough(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.count >= mostBytes { return true }
    guard bytes.count >= 9 else { return false }
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let rest = UnsafeBufferPointer(rebasing: bytes[mark...])
    return !rest.starts(with: Self.opening) || rest.contains(UInt8(ascii: ">"))
  }

  private static let opening = Array("<?xml".utf8)

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let encoding = Self.wideEncoding(bytes) {
      foreignEncoding = encoding
      return
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { mark = 3 }
    let rest = bytes[mark...]
    guard rest.starts(with: Self.opening), let end = rest.firstIndex(of: UInt8(ascii: ">")),
      rest.count > 5, Self.isBlank(rest[mark + 5])
    else { return }
    declaration = end + 1 - mark
    guard let encoding = Self.encoding(in: rest[..<end]) else { return }
    let folded = ElementName.folded(encoding)
    if !Self.utf8Names.contains(folded) { foreignEncoding = Self.printable(encoding) }
  }

  private static let utf8Names = ["utf-8", "utf8", "us-ascii", "ascii"].map { Array($0.utf8) }

  /// Encodings whose characters are wider than a byte show themselves at once (XML 1.0, appendix F).
  private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
    let first = bytes.prefix(4)
    if first.starts(with: [0, 0x3C]) || first.starts(with: [0x3C, 0, 0x3F]) { return "UTF-16" }
    if first.count == 4 && first.count(where: { $0 == 0 }) == 3 { return "UTF-32" }
    if first.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { return "EBCDIC" }
    return nil
  }

  /// The value of the declaration's `encoding`.
  private static func encoding(in declaration: Slice<UnsafeBufferPointer<UInt8>>)
    -> Slice<UnsafeBufferPointer<UInt8>>?
  {
    let word = Array("encoding".utf8)
    var rest = declaration
    while !rest.starts(with: word) {
      if rest.isEmpty { return nil }
      rest = rest.dropFirst()
    }
    rest = rest.dropFirst(word.count).drop(while: isBlank)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop(while: isBlank)
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    return rest.dropFirst().prefix { $0 != quote }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// A name of an encoding, or words for what isn't one: a message repeats no stray text.
  private static func printable(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let isName = name.allSatisfy {
      let folded = ElementName.folded($0)
      return (0x61...0x7A).contains(folded) || (0x30...0x39).contains(folded)
        || folded == 0x2D || folded == 0x2E || folded == 0x5F
    }
    guard isName, !name.isEmpty, name.count <= 40 else { return "an unknown encoding" }
    return String(decoding: name, as: UTF8.self)
  }
}
