import AdapterKit

/// What stands around the first record: kept verbatim, so that rejected records make a document
/// with the same namespaces.
struct FrameUnderWay {
  var declaration: [UInt8] = []
  /// The first record was found; from there on its ancestors stay as they were.
  var isComplete = false
  private var startTags: [[UInt8]] = []

  /// - Parameters:
  ///   - tag: an ancestor's whole start tag.
  ///   - keepsAttributes: `false` where records take values from what stands around them: those of
  ///     the first are not those of the others, so that only namespaces are kept.
  mutating func open(_ tag: UnsafeBufferPointer<UInt8>, keepsAttributes: Bool) {
    if isComplete { return }
    startTags.append(keepsAttributes ? Array(tag) : Self.namespacesOnly(tag))
  }

  private static func namespacesOnly(_ tag: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let isSpace = { (byte: UInt8) in " \t\r\n".utf8.contains(byte) }
    var kept: [UInt8] = []
    var rest = tag[...]
    let name = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ">") }
    kept += name
    rest = rest[name.endIndex...]
    while true {
      rest = rest.drop(while: isSpace)
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { break }
      let behind = rest[(equals + 1)...].drop(while: isSpace)
      guard let quote = behind.first, let end = behind.dropFirst().firstIndex(of: quote) else {
        break
      }
      if rest.starts(with: "xmlns".utf8) { kept += [0x20] + rest[...end] }
      rest = rest[(end + 1)...]
    }
    return kept + [UInt8(ascii: ">")]
  }

  mutating func close() {
    if !isComplete { startTags.removeLast() }
  }

  var frame: RecordFrame {
    let newline = UInt8(ascii: "\n")
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    if !declaration.isEmpty { prefix += declaration + [newline] }
    for tag in startTags { prefix += tag + [newline] }
    for tag in startTags.reversed() {
      let name = tag.dropFirst().prefix { !" \t\r\n>".utf8.contains($0) }
      suffix += [newline] + Array("</".utf8) + name + Array(">".utf8)
    }
    suffix.append(newline)
    return RecordFrame(prefix: prefix, separator: [newline], suffix: suffix)
  }
}
