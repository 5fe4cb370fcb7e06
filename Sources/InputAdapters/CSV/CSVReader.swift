import AdapterKit
import Synchronization

/// Cuts one CSV source into blocks of whole records.
///
/// Holds no more than a block and the longest record allowed.
final class CSVReader: RecordReader {
  let absentNames: [String]
  let knownNames: [String]
  let frame: RecordFrame

  private let source: any ByteSource
  private let layout: RecordLayout
  private let blockBytes: Int
  /// Read already, not in a block yet; begins where a record begins.
  private var rest: [UInt8]
  private var isAtEnd: Bool
  /// The line that `rest` begins on.
  private var line: Int

  /// Blocks of more lines than this are cut shorter, so that slots stay within bounds too.
  private static let lineLimit = 1 << 16

  init(
    _ source: any ByteSource, dialect: Dialect, names: [String], blockBytes: Int
  ) throws(InputFault) {
    var opening = Opening(source, dialect, blockBytes)
    let head = try opening.head(names)
    self.source = source
    self.blockBytes = blockBytes
    layout = head.layout
    absentNames = head.layout.plan.absentNames
    knownNames = head.names
    frame = head.frame
    line = head.line
    rest = opening.rest
    isAtEnd = opening.isAtEnd
  }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    var target = blockBytes
    var cutter = RecordCutter(layout.dialect, layout.lineEnd)
    while true {
      isAtEnd = try source.fill(&rest, upTo: target, isAtEnd: isAtEnd)
      if rest.isEmpty { return nil }
      rest.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        cutter.scan(start, count: bytes.count, lineLimit: CSVReader.lineLimit)
      }
      if isAtEnd && cutter.position == rest.count {
        return take(rest.count, lines: cutter.lines)
      }
      if cutter.cut > 0 { return take(cutter.cut, lines: cutter.linesBeforeCut) }
      if rest.count > layout.dialect.maxRecordBytes + 2 {
        throw layout.tooLong(source.name, line: line)
      }
      target = min(2 * target, layout.dialect.maxRecordBytes + 2 + blockBytes)
    }
  }

  private func take(_ count: Int, lines: Int) -> UnreadBlock {
    let behind = Array(rest[count...])
    rest.removeLast(rest.count - count)
    let bytes = Handover(rest)
    let (layout, firstLine, name) = (layout, line, source.name)
    rest = behind
    line += lines
    return UnreadBlock { () throws(InputFault) in
      try RecordSplitter.split(
        bytes.take(), layout, firstLine: firstLine, lines: lines, source: name)
    }
  }
}

/// What reading a block needs to know of its source.
struct RecordLayout: Sendable {
  let dialect: Dialect
  let lineEnd: LineEnd
  let plan: ColumnPlan

  func tooLong(_ source: String, line: Int) -> InputFault {
    InputFault(
      source: source, line: line,
      message: "the record that begins here is longer than \(dialect.maxRecordBytes) bytes; "
        + "if no closing quote is missing, raise the option max_record_bytes")
  }
}

/// Bytes that are given away once, so that whoever takes them may append without a copy.
private final class Handover: Sendable {
  private let bytes: Mutex<[UInt8]>

  init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes) }

  func take() -> [UInt8] {
    bytes.withLock { bytes in
      var taken: [UInt8] = []
      swap(&taken, &bytes)
      return taken
    }
  }
}

extension ByteSource {
  /// Reads until `bytes` are `count`, or the source's end.
  ///
  /// - Returns: whether the end was reached.
  func fill(_ bytes: inout [UInt8], upTo count: Int, isAtEnd: Bool) throws(InputFault) -> Bool {
    if isAtEnd || bytes.count >= count { return isAtEnd }
    var fault: InputFault?
    var ended = false
    // The room behind is for what a block's reader unescapes.
    let larger = [UInt8](unsafeUninitializedCapacity: count + count / 8) { buffer, filled in
      filled = buffer.initialize(fromContentsOf: bytes)
      while filled < count {
        do throws(InputFault) {
          let room = UnsafeMutableRawBufferPointer(buffer)[filled..<count]
          let read = try self.read(into: UnsafeMutableRawBufferPointer(rebasing: room))
          if read == 0 {
            ended = true
            return
          }
          filled += read
        } catch {
          fault = error
          return
        }
      }
    }
    if let fault { throw fault }
    bytes = larger
    return ended
  }
}
