internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Synchronization

/// One source's rejected records, and beside them a table of the reasons.
final class QuarantineFile: Sendable {
  /// Behind the records' path: that of the reasons.
  static let reasonsEnding = ".reasons.tsv"
  private static let header = "record\tsource\tsource_record\tline\tcolumn\tfield\tcode\treason\n"

  /// - Invariant: written to from one thread at a time.
  private struct State: ~Copyable {
    var records: BufferedFile
    var reasons: BufferedFile
    var count = 0
  }

  // Not the source itself, which would stay open until the run ends.
  private let sourceName: String
  private let frame: RecordFrame
  private let encoding: TextEncoding
  private let path: String
  private let state: Mutex<State>

  /// - Parameters:
  ///   - path: for the run report.
  ///   - opened: the one to open.
  init(path: String, opening opened: String, source: QuarantineSource) throws {
    self.path = path
    sourceName = source.name
    frame = source.blocks.frame
    encoding = source.blocks.encoding
    var records = BufferedFile(try AtomicFile(path: opened))
    var reasons = BufferedFile(try AtomicFile(path: opened + Self.reasonsEnding))
    records.buffer.append(source.blocks.byteOrderMark)
    records.buffer.append(Self.encoded(frame.prefix, encoding))
    reasons.buffer.append(Self.header)
    state = Mutex(State(records: records, reasons: reasons))
  }

  func add(_ rejection: Rejection) throws {
    try state.withLock { state in
      if state.count > 0 {
        state.records.buffer.append(Self.encoded(frame.separator, encoding))
      }
      state.count += 1
      state.records.buffer.append(Self.encoded(rejection.raw, encoding))
      for reason in rejection.reasons {
        addRow(reason, of: rejection, number: state.count, to: &state.reasons.buffer)
      }
      try state.records.writeIfFull()
      try state.reasons.writeIfFull()
    }
  }

  private func addRow(
    _ reason: RejectionReason, of rejection: Rejection, number: Int, to row: inout ByteBuffer
  ) {
    row.append(decimal: number)
    row.append(cell: sourceName)
    row.append("\t")
    row.append(decimal: Int(rejection.position.record))
    row.append("\t")
    row.append(decimal: reason.line)
    row.append("\t")
    if reason.column > 0 { row.append(decimal: reason.column) }
    row.append(cell: reason.field)
    row.append(cell: reason.code)
    row.append(cell: reason.message)
    row.append("\n")
  }

  /// UTF-8 in the source's own encoding, so that the same manifest reads it again.
  private static func encoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    encoding.encode(bytes) ?? bytes
  }

  /// Sends both files to disk, and takes no more; called once.
  func finish() throws {
    try state.withLock { state in
      state.records.buffer.append(Self.encoded(frame.suffix, encoding))
      try state.records.finish()
      try state.reasons.finish()
    }
  }

  var summary: RunSummary.Quarantine {
    RunSummary.Quarantine(
      source: sourceName, path: path, reasons: path + Self.reasonsEnding,
      records: state.withLock { $0.count })
  }

  func forEachFile(_ body: (AtomicFile) throws -> Void) rethrows {
    try state.withLock { state in
      try body(state.reasons.file)
      try body(state.records.file)
    }
  }
}

/// A file that is written some kilobytes at a time, as there may be millions of rejections.
private struct BufferedFile: ~Copyable {
  private static let room = 1 << 16

  let file: AtomicFile
  var buffer = ByteBuffer(capacity: 1 << 12)

  init(_ file: AtomicFile) { self.file = file }

  mutating func writeIfFull() throws {
    if buffer.count >= Self.room { try write() }
  }

  mutating func finish() throws {
    try write()
    buffer = ByteBuffer(capacity: 0)
    try file.seal()
  }

  private mutating func write() throws {
    try file.write(buffer)
    buffer.removeAll()
  }
}

extension ByteBuffer {
  /// A tab and a cell, in which line ends and tabs become spaces.
  fileprivate mutating func append(cell: String) {
    append("\t")
    for byte in cell.utf8 { append(byte < 0x20 ? 0x20 : byte) }
  }
}
