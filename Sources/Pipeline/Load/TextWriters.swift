internal import ClaimCore
internal import Synchronization

/// The writers of one pool's texts: a thread takes one for a block and gives it back, so that a
/// hundred thousand small files do not take a chunk of the pool each.
final class TextWriters: Sendable {
  private let pool: TextPool
  private let idle = Mutex<[Holder]>([])

  private final class Holder: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    var writer: TextWriter

    init(_ pool: TextPool) { writer = TextWriter(pool) }
  }

  init(_ pool: TextPool) { self.pool = pool }

  func use<Result>(_ body: (inout TextWriter) throws -> Result) rethrows -> Result {
    let holder = idle.withLock { $0.popLast() } ?? Holder(pool)
    defer { idle.withLock { $0.append(holder) } }
    return try body(&holder.writer)
  }
}
