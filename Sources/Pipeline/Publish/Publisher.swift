internal import AdapterKit
internal import ByteIO
internal import Synchronization

/// Renders documents and publishes them: each whole or not at all (formats.md section 6).
struct Publisher {
  let work: OrderedWork
  /// The path to open for one that the manifest has.
  let resolve: (String) -> String

  /// A document that is on disk under a temporary name.
  struct Finished {
    let file: AtomicFile
    let path: String
    let records: Int
    let digest: FileDigest
  }

  /// Renders a document into a temporary file beside its place and flushes it to disk.
  func finish(_ document: OutputDocument) throws -> Finished {
    // Pieces are written by one thread at a time, in order.
    nonisolated(unsafe) let file = try AtomicFile(path: resolve(document.path))
    let next = Mutex(0)
    try work.forEach(
      next: {
        next.withLock { piece -> Int? in
          defer { piece += 1 }
          return piece < document.pieceCount ? piece : nil
        }
      },
      transform: { piece in
        var buffer = ByteBuffer(capacity: 1 << 18)
        document.render(piece, &buffer)
        return RenderedPiece(buffer)
      },
      consume: { try file.write($0.buffer) })
    return Finished(
      file: file, path: document.path, records: document.recordCount, digest: try file.finish())
  }
}

/// Carries a buffer from the thread that filled it to the one that writes it.
private final class RenderedPiece: Sendable {
  let buffer: ByteBuffer

  init(_ buffer: consuming ByteBuffer) { self.buffer = buffer }
}
