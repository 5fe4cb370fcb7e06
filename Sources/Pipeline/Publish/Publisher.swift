internal import AdapterKit
internal import ByteIO
internal import Synchronization

/// Renders documents and publishes them: each whole or not at all (formats.md section 6).
struct Publisher {
  let work: OrderedWork
  /// The path to open for one that the manifest has.
  let resolve: (String) -> String
  /// What the documents may take up.
  var limits: LimitGuard?
  private let pieces = PieceBuffers()

  init(work: OrderedWork, resolve: @escaping (String) -> String) {
    self.work = work
    self.resolve = resolve
  }

  /// A document that is on disk under a temporary name.
  struct Finished {
    let file: AtomicFile
    let path: String
    let records: Int
    let digest: FileDigest
    /// The copy of a batch that a ledger keeps.
    var archived: AtomicFile?
  }

  /// Finishes a document, and a copy of it where it is a batch.
  ///
  /// - Parameter archive: where a batch is kept, by its control number.
  func finish(_ document: OutputDocument, archive: (Int) -> String) throws -> Finished {
    var finished = try finish(document)
    if let batch = document.batch {
      finished.archived = try finished.file.finishedCopy(at: archive(batch.controlNumber))
    }
    return finished
  }

  /// Renders a document into a temporary file beside its place and flushes it to disk.
  func finish(_ document: OutputDocument) throws -> Finished {
    // Pieces are written by one thread at a time, in order.
    nonisolated(unsafe) let file = try AtomicFile(path: resolve(document.path))
    let next = Mutex(0)
    let pieces = pieces
    let limits = limits
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
        try file.write(piece.buffer)
        pieces.giveBack(piece)
      })
    return Finished(
      file: file, path: document.path, records: document.recordCount, digest: try file.finish())
  }
}

/// Buffers that are filled, written and filled again: new memory costs more than what is put in it.
private final class PieceBuffers: Sendable {
  private let idle = Mutex<[PieceBuffer]>([])

  func take() -> PieceBuffer {
    idle.withLock { $0.popLast() } ?? PieceBuffer()
  }

  func giveBack(_ piece: PieceBuffer) {
    piece.buffer.removeAll()
    idle.withLock { $0.append(piece) }
  }
}

/// One buffer on its way from the thread that fills it to the one that writes it.
private final class PieceBuffer: @unchecked Sendable {
  // @unchecked: one thread has it at a time.
  var buffer = ByteBuffer(capacity: 1 << 20)
}
