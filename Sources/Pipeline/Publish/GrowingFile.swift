internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// A document that grows while the run is billed, under a temporary name beside its place.
final class GrowingFile: @unchecked Sendable {
  // @unchecked: one thread at a time takes pieces; others bring to the file what was taken, after it was
  // opened.
  private let document: GrowingDocument
  /// Its path, placeholders filled.
  private let path: String
  /// The path to open for it.
  private let target: String
  /// From its first byte on: a run that comes to nothing before leaves no folder behind.
  private var file: AtomicFile?
  private let limits: LimitGuard
  private let buffers = PieceBuffers()
  private var growth = Growth()

  /// What one part brings.
  struct Piece: Sendable {
    fileprivate let bytes: PieceBuffer
    fileprivate let growth: Growth
  }

  /// - Parameters:
  ///   - path: with placeholders filled, relative to the manifest.
  ///   - target: the path to open for it.
  init(_ document: GrowingDocument, path: String, at target: String, limits: LimitGuard) {
    self.document = document
    self.path = path
    self.target = target
    self.limits = limits
  }

  private func open() throws(OutputFault) -> AtomicFile {
    if let file { return file }
    let opened = try AtomicFile(path: target)
    file = opened
    return opened
  }

  /// On any thread, several at once.
  func render(_ part: BillingResult) throws(OutputFault) -> Piece {
    let bytes = buffers.take()
    do throws(RenderFault) {
      return Piece(bytes: bytes, growth: try document.render(part, &bytes.buffer))
    } catch {
      throw OutputFault(path: path, action: "can't be made", cause: error.message)
    }
  }

  /// In the order of the parts.
  func take(_ piece: Piece) throws {
    growth.add(piece.growth)
    if piece.bytes.buffer.count == 0 { return }
    try limits.add(outputBytes: piece.bytes.buffer.count, of: path)
    let file = try open()
    piece.bytes.offset = piece.bytes.buffer.withBytes { file.take($0) }
  }

  /// Writes what was taken; on any thread, several at once.
  func put(_ piece: Piece) throws(OutputFault) {
    if let file, let offset = piece.bytes.offset {
      try piece.bytes.buffer.withBytes { (bytes) throws(OutputFault) in
        try file.put(bytes, at: offset)
      }
    }
    buffers.giveBack(piece.bytes)
  }

  /// What it has grown to, under the path that its adapter gives it; nothing of it is left to render.
  var grown: OutputDocument { Self.document(document, recordCount: growth.records) }

  /// A document before anything of it is there.
  static func empty(_ document: GrowingDocument) -> OutputDocument {
    Self.document(document, recordCount: 0)
  }

  private static func document(
    _ document: GrowingDocument, recordCount: Int
  ) -> OutputDocument {
    let grown = OutputDocument(
      path: document.path, recordCount: recordCount, pieceCount: 0
    ) { _, _ in }
    return document.isAside ? grown.aside : grown
  }

  /// The claims transaction that it is, if it has any claim.
  var batch: RunSummary.Batch? {
    guard let controlNumber = document.controlNumber, growth.records > 0 else { return nil }
    return RunSummary.Batch(
      controlNumber: controlNumber, claims: growth.records, billed: growth.billed)
  }

  /// Sends it to disk.
  func finish() throws(OutputFault) -> Publisher.Finished {
    let file = try open()
    return Publisher.Finished(
      file: file, path: path, records: growth.records, digest: try file.seal())
  }
}
