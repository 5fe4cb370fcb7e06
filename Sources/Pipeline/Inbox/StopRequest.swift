internal import ByteIO
internal import Inbox
internal import Synchronization

/// The process was asked to stop, or will be: ends the run under way, and wakes whoever waits.
final class StopRequest: Sendable {
  private struct State {
    var isMade = false
    var current: Cancellation?
  }
  private let state = Mutex(State())
  private let wakeup: Wakeup

  init(_ wakeup: Wakeup) { self.wakeup = wakeup }

  var isMade: Bool { state.withLock { $0.isMade } }

  /// Takes the system's requests from now on.
  func listen() { whenAskedToStop { self.make() } }

  func make() {
    state.withLock { state in
      state.isMade = true
      state.current?.cancel(.stopped)
    }
    // A run may be waiting for what a program says.
    ProcessGroups.endRunning()
    wakeup.wake()
  }

  /// What ends the run that begins now.
  func cancellation() -> Cancellation {
    state.withLock { state in
      let cancellation = Cancellation()
      if state.isMade { cancellation.cancel(.stopped) }
      state.current = cancellation
      return cancellation
    }
  }
}
