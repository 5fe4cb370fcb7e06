public import AdapterKit

/// A source as adapters read it, and what was found about the bytes it came from.
public final class OpenedSource: ByteSource {
  public let name: String
  /// Never `utf16`: its byte order is known by now.
  public let encoding: TextEncoding
  /// The byte order mark it began with, or nothing: a quarantine file begins with the same.
  public let byteOrderMark: [UInt8]
  public let isCompressed: Bool
  private let source: any ByteSource

  init(
    _ source: any ByteSource, encoding: TextEncoding, byteOrderMark: [UInt8], isCompressed: Bool
  ) {
    name = source.name
    self.source = source
    self.encoding = encoding
    self.byteOrderMark = byteOrderMark
    self.isCompressed = isCompressed
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    try source.read(into: buffer)
  }
}

/// Opens a file or standard input (`-`): unpacks gzip, which its first bytes tell, drops a byte
/// order mark and turns other encodings into UTF-8.
///
/// - Parameters:
///   - name: as messages name it.
///   - encoding: as the option says; `nil` takes UTF-16 where a byte order mark says so, else UTF-8.
///   - detects: `false` leaves the bytes as they are where `encoding` is `nil`: for formats that
///     declare their own, such as XML.
/// - Throws: where the source can't be opened or read, or its encoding isn't what was said.
public func openSource(
  path: String, name: String, encoding: TextEncoding? = nil, detects: Bool = true
) throws(InputFault) -> OpenedSource {
  try openSource(FileSource(path: path, name: name), encoding: encoding, detects: detects)
}

/// The same for bytes from anywhere.
public func openSource(
  _ source: any ByteSource, encoding: TextEncoding? = nil, detects: Bool = true
) throws(InputFault) -> OpenedSource {
  let packed = try PeekedSource(source, count: 2)
  let isCompressed = packed.head == GzipSource.magic
  let unpacked: any ByteSource = isCompressed ? try GzipSource(packed) : packed
  if encoding == nil && !detects {
    return OpenedSource(
      unpacked, encoding: .utf8, byteOrderMark: [], isCompressed: isCompressed)
  }
  let text = try PeekedSource(unpacked, count: 4)
  let found = try resolve(encoding, text.head, text.name)
  text.drop(found.byteOrderMark.count)
  let decoded: any ByteSource =
    found.encoding == .utf8
    ? text : TranscodingSource(text, found.encoding, offset: found.byteOrderMark.count)
  return OpenedSource(
    decoded, encoding: found.encoding, byteOrderMark: found.byteOrderMark,
    isCompressed: isCompressed)
}

private func resolve(
  _ asked: TextEncoding?, _ head: [UInt8], _ name: String
) throws(InputFault) -> (encoding: TextEncoding, byteOrderMark: [UInt8]) {
  if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] {
    throw InputFault(source: name, message: "is UTF-32, which is not read; save it as UTF-8")
  }
  let marked = [TextEncoding.utf8, .utf16le, .utf16be].first {
    head.starts(with: $0.byteOrderMark)
  }
  let mark = marked?.byteOrderMark ?? []
  guard let asked else { return (marked ?? .utf8, mark) }
  guard let marked else {
    if asked != .utf16 || head.isEmpty { return (asked == .utf16 ? .utf8 : asked, []) }
    throw InputFault(
      source: name,
      message: "has no byte order mark, so its encoding must be given as utf-16le or utf-16be")
  }
  if asked == marked || (asked == .utf16 && marked != .utf8) { return (marked, mark) }
  throw InputFault(
    source: name,
    message: "begins with the byte order mark of \(marked.rawValue), but the option encoding says "
      + "\(asked.rawValue); leave the option out")
}
