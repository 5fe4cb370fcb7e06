/// Reads a source of a ``LineFormat``: what an adapter of such a format returns from `open`.
///
/// ```swift
/// public func open(
///   _ source: any ByteSource, names: [String]
/// ) throws(InputFault) -> any RecordReader {
///   try LineRecordReader(source, names: names, format: Visits())
/// }
/// ```
///
/// It holds no more than a block and the longest record allowed.
public final class LineRecordReader<Format: LineFormat>: RecordReader {
  public let absentNames: [String]
  public let knownNames: [String]
  public let frame: RecordFrame

  private let source: any ByteSource
  private let format: Format
  private let names: WantedNames
  private let blockBytes: Int
  private let maxRecordBytes: Int
  private var lines: LineCutter

  /// Reads the head.
  ///
  /// - Parameters:
  ///   - names: those that are wanted.
  ///   - maxRecordBytes: a longer record ends the run.
  ///   - blockBytes: where blocks are cut at the earliest; tests set less.
  public init(
    _ source: any ByteSource, names: [String], format: Format, maxRecordBytes: Int = 16 << 20,
    blockBytes: Int = 1 << 16
  ) throws(InputFault) {
    var format = format
    var lines = LineCutter(limit: maxRecordBytes)
    let head = try lines.takeHead(source, lineCount: format.headLineCount)
    do throws(LineFlaw) {
      try format.readHead(head)
    } catch {
      throw InputFault(
        source: source.name, line: error.line, column: error.column, message: error.message)
    }
    self.source = source
    self.lines = lines
    self.blockBytes = blockBytes
    self.maxRecordBytes = maxRecordBytes
    self.names = WantedNames(names)
    knownNames = format.names ?? []
    let known = format.names.map(WantedNames.init)
    absentNames = known.map { known in names.filter { known.find($0.utf8) == nil } } ?? []
    self.format = format
    let lineEnd: [UInt8] = lines.hasReturns ? [0x0D, 0x0A] : [0x0A]
    frame = RecordFrame(
      prefix: head.raw.isEmpty ? [] : Array(head.raw.withoutReturn) + lineEnd, separator: lineEnd,
      suffix: lineEnd)
  }

  public func nextBlock() throws(InputFault) -> UnreadBlock? {
    guard let cut = try lines.next(source, ofAbout: blockBytes, format: format) else { return nil }
    let (format, names) = (format, names)
    return UnreadBlock { cut.read(format, names) }
  }
}

/// Whole records, cut and not read yet.
struct CutLines: Sendable {
  var bytes: [UInt8]
  var records: [RecordExtent]

  func read(_ format: some LineFormat, _ names: WantedNames) -> RecordBlock {
    var values = RecordValues(raw: bytes, names: names)
    for extent in records {
      values.begin(extent)
      let lines = RecordLines(
        bytes: bytes, range: Int(extent.start)..<Int(extent.end), firstLine: Int(extent.line))
      do throws(LineFlaw) {
        try lines.checkUTF8()
        try format.read(lines, into: &values)
      } catch {
        values.reject(error)
      }
    }
    return values.finish()
  }
}

extension RecordLines {
  func checkUTF8() throws(LineFlaw) {
    let (valid, count) = raw.withUnsafeBufferPointer { bytes in
      (bytes.baseAddress.map { UTF8Check.check($0, count: bytes.count).valid } ?? 0, bytes.count)
    }
    if valid == count { return }
    let index = range.lowerBound + valid
    let line = firstLine + bytes[range.lowerBound..<index].count { $0 == 0x0A }
    let start = bytes[range.lowerBound..<index].lastIndex(of: 0x0A).map { $0 + 1 }
    throw RecordLine(number: line, bytes: bytes[(start ?? range.lowerBound)..<range.upperBound])
      .flaw(
        "not_utf8", at: index,
        "this byte is not UTF-8; name the source's encoding with the option encoding, such as "
          + "windows-1252")
  }
}
