public import ClaimCore
internal import Dispatch
internal import Synchronization

/// Charges of a first load on their way to the ledger, a part of the run's result at a time, while
/// later parts are billed.
public final class ChargeFlow: Sendable {
  /// The rows of a part's charges.
  public final class Rows: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    let piece = ChargePiece()
    /// How many claims the part has, which its rows count from its first.
    fileprivate(set) var claimCount = 0
  }

  private struct State {
    var waiting: [Rows] = []
    var idle: [Rows] = []
    var isStopped = false
  }

  /// Parts that may wait: this bounds memory.
  private static let window = 4
  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  /// For each part that was put, and for the end.
  private let filled = DispatchSemaphore(value: 0)

  public init() { for _ in 0..<Self.window { room.signal() } }

  /// On any thread, several at once.
  public func rows(of part: BillingResult) -> Rows {
    let rows = state.withLock { $0.idle.popLast() } ?? Rows()
    ChargeRows(of: part, on: part.claims.indices.map { Int64($0) }).makeAll(in: rows.piece)
    rows.claimCount = part.claims.count
    return rows
  }

  /// In the order of the parts; waits while the ledger has enough to do.
  ///
  /// - Throws: `CancellationError` where the ledger could not go on, which says itself why.
  public func put(_ rows: Rows) throws {
    room.wait()
    let isStopped = state.withLock { state in
      state.waiting.append(rows)
      return state.isStopped
    }
    filled.signal()
    if isStopped {
      room.signal()
      throw CancellationError()
    }
  }

  /// Nothing follows.
  public func end() { filled.signal() }

  /// Calls `body` with the rows of every part, until the end.
  func eachPart(_ body: (Rows) throws -> Void) rethrows {
    defer {
      state.withLock { $0.isStopped = true }
      room.signal()
    }
    while let rows = next() {
      try body(rows)
      state.withLock { $0.idle.append(rows) }
      room.signal()
    }
  }

  private func next() -> Rows? {
    filled.wait()
    return state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }
}
