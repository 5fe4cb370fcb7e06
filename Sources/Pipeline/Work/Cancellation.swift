internal import Synchronization

/// Asks a run to end early, from any thread; the run looks now and then, between two pieces of work.
final class Cancellation: Sendable {
  enum Reason: Error, Sendable, Equatable {
    /// The process was asked to stop.
    case stopped
  }

  private let isCancelled = Atomic(false)
  private let reason = Mutex<Reason?>(nil)

  /// The first reason counts.
  func cancel(_ reason: Reason) {
    self.reason.withLock { if $0 == nil { $0 = reason } }
    isCancelled.store(true, ordering: .releasing)
  }

  var isMade: Bool { isCancelled.load(ordering: .acquiring) }

  /// - Throws: the ``Reason``, once there is one.
  func check() throws {
    if isCancelled.load(ordering: .acquiring), let reason = reason.withLock({ $0 }) {
      throw reason
    }
  }
}
