internal import ClaimCore
internal import Intake
internal import Synchronization

/// Rejections of one stage, counted and as findings.
final class RejectionTally: Sendable {
  private struct State: ~Copyable {
    var findings: [Finding] = []
    var reasons: [String: Int] = [:]
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
      state.reasons["\(rejection.kind.rawValue).\(rejection.reason.code)", default: 0] += 1
    }
  }

  var findings: [Finding] { state.withLock { $0.findings } }
  var reasons: [String: Int] { state.withLock { $0.reasons } }
}
