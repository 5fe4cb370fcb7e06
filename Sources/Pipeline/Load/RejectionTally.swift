internal import ClaimCore
internal import Intake
internal import Synchronization

/// Rejections of one stage, counted and as findings.
final class RejectionTally: Sendable {
  private struct State: ~Copyable {
    var findings: [Finding] = []
    var reasons: [String: Examples<RejectedPlace>] = [:]
    /// One for all: each takes a chunk of the pool, and those are counted.
    var writer: TextWriter
  }

  private let state: Mutex<State>

  init(_ pool: TextPool) {
    state = Mutex(State(writer: TextWriter(pool)))
  }

  func add(_ rejection: Rejection) {
    state.withLock { state in
      state.findings.append(rejection.finding(writer: &state.writer))
      state.reasons[
        "\(rejection.kind.rawValue).\(rejection.reason.code)", default: Examples()
      ].add(RejectedPlace(rejection))
    }
  }

  var findings: [Finding] { state.withLock { $0.findings } }
  /// By record and reason.
  var reasons: [String: Examples<RejectedPlace>] { state.withLock { $0.reasons } }
}
