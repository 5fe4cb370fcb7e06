public import ClaimCore
internal import Dispatch
internal import Synchronization

/// What a ledger that is loaded for the first time is to have, on its way there, a part of the run's
/// result at a time, while later parts are billed.
public final class FirstLoad: Sendable {
  /// The rows of a part. Their claims count from the part's first, claims transactions from the run's.
  public final class Rows: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    let charges = ChargePiece()
    /// Empty where claims come later.
    let claims = ClaimPiece()
    /// How many claims the part has.
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
  /// Whether claims come with their charges; else they are written once it is known which are sent.
  let hasClaims: Bool

  public init(withClaims hasClaims: Bool) {
    self.hasClaims = hasClaims
    for _ in 0..<Self.window { room.signal() }
  }

  /// On any thread, several at once.
  ///
  /// - Parameter sent: the claims that the run's one batch has, as rows of the part's.
  public func rows(of part: BillingResult, sent: [UInt32]) -> Rows {
    let rows = state.withLock { $0.idle.popLast() } ?? Rows()
    let numbers = part.claims.indices.map { Int64($0) }
    ChargeRows(of: part, on: numbers).makeAll(in: rows.charges)
    rows.claimCount = part.claims.count
    if hasClaims {
      var batches = [Int64?](repeating: nil, count: part.claims.count)
      for row in sent { batches[Int(row)] = 0 }
      ClaimRows(result: part, rows: numbers, firstNew: 0, batches: batches).makeAll(in: rows.claims)
    }
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

  /// Nobody takes rows any more: whoever puts some is told, now or later.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }

  /// Calls `body` with the rows of every part, until the end.
  func eachPart(_ body: (Rows) throws -> Void) rethrows {
    defer { stop() }
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
