internal import Synchronization

/// Things that threads take for a piece of work and give back, so that what one remembers, or has made
/// room for, serves the next piece too.
public final class Reused<Value: ~Copyable>: Sendable {
  private let idle = Mutex<[Holder]>([])

  private final class Holder: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    var value: Value

    init(_ value: consuming Value) { self.value = value }
  }

  public init() {}

  /// Calls `body` with one that nobody else has just now.
  ///
  /// - Parameter new: made where all are taken.
  public func use<Result>(
    orMake new: @autoclosure () -> Value, _ body: (inout Value) throws -> Result
  ) rethrows -> Result {
    let holder = idle.withLock { $0.popLast() } ?? Holder(new())
    defer { idle.withLock { $0.append(holder) } }
    return try body(&holder.value)
  }
}
