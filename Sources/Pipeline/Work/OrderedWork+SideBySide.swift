internal import ClaimCore
internal import Dispatch

extension OrderedWork {
  /// For the core, on as many threads as there are.
  var sideBySide: SideBySide {
    if jobs == 1 { return .inTurn }
    return SideBySide { one, other in
      DispatchQueue.concurrentPerform(iterations: 2) { @Sendable in $0 == 0 ? one() : other() }
    }
  }
}
