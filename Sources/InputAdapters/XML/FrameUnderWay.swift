import AdapterKit

/// What stands around the first record: kept verbatim, so that rejected records make a document
/// with the same namespaces.
struct FrameUnderWay {
  var declaration: [UInt8] = []
  /// The first record was found; from there on its ancestors stay as they were.
  var isComplete = false
  private var startTags: [[UInt8]] = []

  /// - Parameter tag: an ancestor's whole start tag.
  mutating func open(_ tag: UnsafeBufferPointer<UInt8>) {
    if !isComplete { startTags.append(Array(tag)) }
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
