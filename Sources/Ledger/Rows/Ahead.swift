internal import Dispatch
internal import Synchronization

/// Makes pieces of something on another thread while the caller's uses those before them.
enum Ahead {
  /// Pieces under way: this bounds memory.
  private static let window = 4

  /// - Parameters:
  ///   - count: of pieces.
  ///   - make: fills a piece, which may have been used before; called in their order, by one thread.
  ///   - use: called in the same order, by the caller's thread.
  /// - Throws: what `use` throws; nothing is made any more by then.
  static func run<Piece: AnyObject>(
    _ count: Int, of room: () -> Piece, make: @escaping (Int, Piece) -> Void,
    use: (Piece) throws -> Void
  ) throws {
    let free = DispatchSemaphore(value: 0)
    let made = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    let isStopped = Mutex(false)
    // The semaphores hand a piece to one thread at a time, and what `make` needs back at the end.
    nonisolated(unsafe) let pieces = (0..<min(window, count)).map { _ in room() }
    nonisolated(unsafe) let make = make
    for _ in pieces { free.signal() }
    // A queue of its own has a thread, however many wait for one.
    DispatchQueue(label: "rows of a ledger").async {
      for number in 0..<count {
        free.wait()
        if isStopped.withLock({ $0 }) { break }
        make(number, pieces[number % pieces.count])
        made.signal()
      }
      ended.signal()
    }
    defer {
      isStopped.withLock { $0 = true }
      free.signal()
      ended.wait()
    }
    for number in 0..<count {
      made.wait()
      try use(pieces[number % pieces.count])
      free.signal()
    }
  }
}
