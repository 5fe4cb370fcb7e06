internal import AdapterKit
internal import Synchronization

/// Buffers that are filled, written and filled again: new memory costs more than what is put in it.
final class PieceBuffers: Sendable {
  private let idle = Mutex<[PieceBuffer]>([])

  func take() -> PieceBuffer {
    idle.withLock { $0.popLast() } ?? PieceBuffer()
  }

  func giveBack(_ piece: PieceBuffer) {
    piece.buffer.removeAll()
    piece.offset = nil
    idle.withLock { $0.append(piece) }
  }
}

/// One buffer on its way from the thread that fills it to the one that writes it.
final class PieceBuffer: @unchecked Sendable {
  // @unchecked: one thread has it at a time.
  // Pieces are made to fit it, and a core's cache.
  var buffer = ByteBuffer(capacity: 1 << 18)
  /// Where it belongs in its file, once that took it.
  var offset: Int?
}
