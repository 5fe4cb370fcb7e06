internal import ByteIO
internal import Dispatch
internal import Synchronization

/// Ends the programs of a run whose time is up: while it waits for one that says nothing it comes by
/// no deadline.
final class RunTimer: Sendable {
  private struct State {
    var isOver = false
    var hasEndedPrograms = false
  }

  private let deadline: Deadline
  private let state = Mutex(State())

  init(_ deadline: Deadline) {
    self.deadline = deadline
    wait(milliseconds: deadline.millisecondsLeft)
  }

  /// The run has come to its end: programs that are started afterwards are none of its.
  func end() { state.withLock { $0.isOver = true } }

  /// What a program's failure comes of, where its end was ours.
  var fault: LimitFault? {
    guard state.withLock({ $0.hasEndedPrograms }) else { return nil }
    do throws(LimitFault) {
      try deadline.check()
      return nil
    } catch {
      return error
    }
  }

  private func wait(milliseconds: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
      [weak self] in self?.fire()
    }
  }

  private func fire() {
    let isOver = state.withLock { state in
      if !state.isOver && ProcessGroups.endThoseThatRun() { state.hasEndedPrograms = true }
      return state.isOver
    }
    // Another may be started before the run looks at its deadline.
    if !isOver { wait(milliseconds: 500) }
  }
}
