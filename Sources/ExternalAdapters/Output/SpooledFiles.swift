import AdapterKit
import ByteIO

/// The files of a program, one after the other in a nameless temporary file until they are published.
struct SpooledFiles: ~Copyable {
  struct File: Sendable {
    /// Relative to the output's folder; `nil` for what stands at the output's path.
    let name: String?
    /// How many records it says that it holds.
    let records: Int?
    /// It says of itself that it is the batch.
    let isBatch: Bool
    var bytes: Range<Int>
  }

  private(set) var files: [File] = []
  let spool: NamelessFile
  private var buffer = ByteBuffer(capacity: 1 << 20)
  /// What is in the temporary file and the buffer.
  private(set) var byteCount = 0
  private static let writeStep = 1 << 19

  init() throws(OutputFault) { spool = try NamelessFile() }

  mutating func begin(_ name: String?, records: Int?, isBatch: Bool) {
    files.append(
      File(name: name, records: records, isBatch: isBatch, bytes: byteCount..<byteCount))
  }

  /// Appends to the last file that was begun.
  mutating func append(_ content: borrowing ByteBuffer) throws(OutputFault) {
    content.withBytes { buffer.append($0) }
    byteCount += content.count
    let last = files.count - 1
    files[last].bytes = files[last].bytes.lowerBound..<byteCount
    if buffer.count >= Self.writeStep { try flush() }
  }

  /// Nothing is left in memory afterwards.
  mutating func flush() throws(OutputFault) {
    try spool.append(buffer)
    buffer.removeAll()
  }
}
