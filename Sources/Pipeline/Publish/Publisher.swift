internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Synchronization

/// Renders documents and publishes them: each whole or not at all (formats.md section 6).
struct Publisher {
  let work: OrderedWork
  /// The path to open for one that the manifest has.
  let resolve: (String) -> String
  /// What the documents may take up.
  var limits: LimitGuard?
  /// What the documents' rows may be mapped from.
  var spill = Spill.none
  private let pieces = PieceBuffers()

  init(work: OrderedWork, resolve: @escaping (String) -> String) {
    self.work = work
    self.resolve = resolve
  }

  /// A document that is under a temporary name, and on its way to disk.
  struct Finished {
    let file: AtomicFile
    let path: String
    let records: Int
    let digest: FileDigest
  }

  /// Renders a document into a temporary file beside its place and sends it to disk.
  ///
  /// - Parameter archive: where the document is kept as well; `nil` for nowhere.
  func finish(_ document: OutputDocument, archive: String? = nil) throws -> Finished {
    let file = try AtomicFile(path: resolve(document.path))
    if let archive { try file.keepCopy(at: archive) }
    return try render(document, into: file)
  }

  private func render(_ document: OutputDocument, into file: AtomicFile) throws -> Finished {
    // One thread at a time takes pieces, in order; where they belong is settled then.
    nonisolated(unsafe) let file = file
    let next = Mutex(0)
    let pieces = pieces
    let (limits, spill) = (limits, spill)
    try work.forEach(
      next: {
        next.withLock { piece -> Int? in
          defer { piece += 1 }
          return piece < document.pieceCount ? piece : nil
        }
      },
      transform: { piece in
        let rendered = pieces.take()
        do throws(RenderFault) {
          try document.render(piece, &rendered.buffer)
        } catch {
          throw OutputFault(path: document.path, action: "can't be made", cause: error.message)
        }
        return rendered
      },
      consume: { piece in
        try limits?.add(outputBytes: piece.buffer.count, of: document.path)
        piece.offset = piece.buffer.withBytes { file.take($0) }
        spill.trim()
      },
      finish: { piece in
        if let offset = piece.offset {
          try piece.buffer.withBytes { (bytes) throws(OutputFault) in
            try file.put(bytes, at: offset)
          }
        }
        pieces.giveBack(piece)
      })
    return Finished(
      file: file, path: document.path, records: document.recordCount, digest: try file.seal())
  }
}
