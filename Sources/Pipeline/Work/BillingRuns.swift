internal import ClaimCore
internal import Synchronization

/// Some patients with all of their sessions.
struct BillingPart: Sendable {
  let sessions: SessionSet
  let order: PatientOrder
}

/// The work of billing: parts cut into runs of some patients each, so few that what they are billed as
/// and what is written of that stay in a core's cache.
final class BillingRuns: Sendable {
  struct Run: Sendable {
    let part: BillingPart
    /// Places in the part's order.
    let patients: Range<Int>
    /// Whoever takes it has the next part fetched meanwhile.
    let isFirst: Bool

    var sessionCount: Int { part.order.sessionCount(of: patients) }
  }

  private struct State {
    var part: BillingPart?
    var runs: ArraySlice<Range<Int>> = []
  }

  private struct Parts {
    var taken = 0
    /// The next one, where it was fetched ahead, or why it could not be.
    var ahead: Result<BillingPart, any Error>?
  }

  /// Sessions to a run.
  private static let size = 512
  private let count: Int
  private let fetch: @Sendable (Int) throws -> BillingPart
  private let state = Mutex(State())
  private let parts = Mutex(Parts())

  /// - Parameters:
  ///   - count: of parts.
  ///   - fetch: a part by number; called once for each, by any thread.
  init(parts count: Int, fetch: @escaping @Sendable (Int) throws -> BillingPart) {
    self.count = count
    self.fetch = fetch
  }

  /// The next run; called by one thread at a time.
  func next() throws -> Run? {
    try state.withLock { state in
      var isFirst = false
      while state.runs.isEmpty {
        guard let part = try nextPart() else { return nil }
        state.part = part
        state.runs = part.order.runs(ofAbout: Self.size)[...]
        isFirst = true
      }
      guard let part = state.part, let patients = state.runs.popFirst() else { return nil }
      return Run(part: part, patients: patients, isFirst: isFirst)
    }
  }

  /// Fetches the next part, unless it is there or was the last; by any thread.
  func fetchAhead() {
    parts.withLock { parts in
      if parts.ahead != nil || parts.taken == count { return }
      parts.ahead = Result { try fetch(parts.taken) }
    }
  }

  private func nextPart() throws -> BillingPart? {
    try parts.withLock { parts in
      if parts.taken == count { return nil }
      defer {
        parts.taken += 1
        parts.ahead = nil
      }
      return try parts.ahead?.get() ?? fetch(parts.taken)
    }
  }
}
