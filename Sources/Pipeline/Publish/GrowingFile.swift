internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// A document that grows while the run is billed, under a temporary name beside its place.
final class GrowingFile: @unchecked Sendable {
  // @unchecked: one thread at a time takes pieces; others bring to the file what was taken, after it was
  // opened.
  private let document: GrowingDocument
  /// As it was when nothing of it was there.
  private let empty: NamedDocument
  /// The path to open for it.
  private let target: String
  /// Of a claims transaction, with a ledger: where that keeps a copy.
  private let archive: String?
  /// From its first byte on: a run that comes to nothing before leaves no folder behind.
  private var file: AtomicFile?
  /// The run's; it outlives the file.
  private let newFolders: NewFolders
  private let limits: LimitGuard
  private let buffers = PieceBuffers()
  private var growth = Growth()
  /// Of a claims transaction, with a ledger: its claims, as rows of the whole result.
  private var claims: [UInt32] = []

  /// Its path, placeholders filled.
  private var path: String { empty.document.path }

  /// What one part brings.
  struct Piece: Sendable {
    fileprivate let bytes: PieceBuffer
    let growth: Growth
  }

  /// - Parameters:
  ///   - empty: ``empty(_:)`` under its file's name.
  ///   - target: the path to open for it.
  ///   - archive: where a ledger keeps a copy, should it be a claims transaction.
  ///   - newFolders: of all that grows in the run.
  init(
    _ document: GrowingDocument, _ empty: NamedDocument, at target: String, archive: String?,
    newFolders: NewFolders, limits: LimitGuard
  ) {
    self.document = document
    self.empty = empty
    self.target = target
    self.archive = archive
    self.newFolders = newFolders
    self.limits = limits
  }

  /// Before the folders that were made for it.
  deinit { file = nil }

  private func open() throws(OutputFault) -> AtomicFile {
    if let file { return file }
    newFolders.willBeMade(above: target)
    let opened = try AtomicFile(path: target)
    if let archive, growth.records > 0 {
      newFolders.willBeMade(above: archive)
      try opened.keepCopy(at: archive)
    }
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
  ///
  /// - Parameter firstClaim: the row of the part's first claim in the whole result.
  func take(_ piece: Piece, claimsFrom firstClaim: Int) throws {
    growth.add(piece.growth)
    if archive != nil { try note(piece.growth, claimsFrom: firstClaim) }
    if piece.bytes.buffer.count == 0 { return }
    try limits.add(outputBytes: piece.bytes.buffer.count, of: path)
    let file = try open()
    piece.bytes.offset = piece.bytes.buffer.withBytes { file.take($0) }
  }

  /// What a ledger does not know of would go out again.
  private func note(_ growth: Growth, claimsFrom firstClaim: Int) throws(OutputFault) {
    if growth.claims.count != growth.records {
      throw OutputFault(
        path: path, action: "can't be made",
        cause: "its adapter does not say which claims are in it")
    }
    claims += growth.claims.map { $0 + UInt32(firstClaim) }
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

  /// What it has grown to, under its file's name; nothing of it is left to render.
  var named: NamedDocument {
    empty.holding(
      Self.document(
        document, recordCount: growth.records,
        batch: document.controlNumber.flatMap {
          ClaimsTransaction(controlNumber: $0, claims: claims)
        }))
  }

  /// A document before anything of it is there, under the path that its adapter gives it.
  static func empty(_ document: GrowingDocument) -> OutputDocument {
    Self.document(document, recordCount: 0, batch: nil)
  }

  private static func document(
    _ document: GrowingDocument, recordCount: Int, batch: ClaimsTransaction?
  ) -> OutputDocument {
    let grown = OutputDocument(
      path: document.path, recordCount: recordCount, pieceCount: 0, batch: batch
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
