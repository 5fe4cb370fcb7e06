/// How to do two things that do not need each other: on two threads where there are as many. The core
/// has no threads of its own; who calls it does.
public struct SideBySide: Sendable {
  private let perform:
    @Sendable (_ one: @Sendable () -> Void, _ other: @Sendable () -> Void) -> Void

  /// - Parameter perform: returns when both are done.
  public init(
    _ perform:
      @escaping @Sendable (
        _ one: @Sendable () -> Void, _ other: @Sendable () -> Void
      ) -> Void
  ) {
    self.perform = perform
  }

  /// On the caller's thread.
  public static let inTurn = SideBySide {
    $0()
    $1()
  }

  func make<One: ~Copyable, Other: ~Copyable>(
    _ makeOne: @Sendable () -> One, _ makeOther: @Sendable () -> Other
  ) -> Both<One, Other> {
    // Each is written by one thread, and read when both are done.
    nonisolated(unsafe) var one: One?
    nonisolated(unsafe) var other: Other?
    perform({ one = makeOne() }, { other = makeOther() })
    guard let one = one.take(), let other = other.take() else {
      preconditionFailure("both are done when the call returns")
    }
    return Both(one: one, other: other)
  }
}

/// Two values that were made side by side.
struct Both<One: ~Copyable, Other: ~Copyable>: ~Copyable {
  let one: One
  let other: Other
}

extension Both: Sendable where One: Sendable & ~Copyable, Other: Sendable & ~Copyable {}
