internal import AdapterKit
internal import ClaimCore

/// Rows on their way into a table, with all bytes that they are made of. Values are added row by row
/// and column by column.
struct RowBatch: ~Copyable {
  struct Cell: BitwiseCopyable {
    enum Kind: UInt8 { case null, integer, text, blob }

    let kind: Kind
    /// Of a text or blob: how many bytes it has.
    var length: Int32 = 0
    /// The number itself, or where among the batch's bytes a text or blob begins.
    var value: Int64 = 0

    /// Of a text or blob, where it stands among the batch's bytes.
    var place: Range<Int> { Int(value)..<Int(value) + Int(length) }
  }

  /// Rows to hand over at a time: enough that what goes with each batch is little to each row, and so
  /// few that they stay in a processor's cache.
  static let limit = 512

  let columns: Int
  private(set) var cells: [Cell] = []
  private var bytes = ByteBuffer(capacity: 1 << 16)

  init(columns: Int) {
    self.columns = columns
    cells.reserveCapacity(columns * Self.limit)
  }

  /// Whole rows.
  var count: Int { cells.count / columns }
  var isEmpty: Bool { cells.isEmpty }

  /// Forgets the rows and keeps the room.
  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll()
  }

  mutating func add(_ number: Int64) { cells.append(Cell(kind: .integer, value: number)) }

  /// A number, or nothing.
  mutating func add(_ number: Int64?) {
    if let number { add(number) } else { addNull() }
  }

  mutating func addNull() { cells.append(Cell(kind: .null)) }

  mutating func add(_ text: Text, of pool: TextPool) {
    pool.withBytes(text) { bytes in add(.text) { $0.append(bytes) } }
  }

  /// A word.
  mutating func add(_ word: String) {
    var word = word
    word.withUTF8 { bytes in add(.text) { $0.append(bytes) } }
  }

  mutating func add(blob: borrowing ByteBuffer) {
    blob.withBytes { bytes in add(.blob) { $0.append(bytes) } }
  }

  /// A value that `write` appends to the batch's bytes.
  mutating func add(_ kind: Cell.Kind, _ write: (inout ByteBuffer) -> Void) {
    let start = bytes.count
    write(&bytes)
    cells.append(
      Cell(kind: kind, length: Int32(bytes.count - start), value: Int64(start)))
  }

  /// The cells, row after row, and the bytes that texts and blobs stand in.
  func withContents<Result>(
    _ body: (UnsafeBufferPointer<Cell>, UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withBytes { bytes in try cells.withUnsafeBufferPointer { try body($0, bytes) } }
  }
}
