import Synchronization
import Testing

@testable import Pipeline

@Suite("Work on several threads")
struct OrderedWorkTests {
  private final class Dropped: Sendable {
    private let isDropped: @Sendable () -> Void
    init(_ isDropped: @escaping @Sendable () -> Void) { self.isDropped = isDropped }
    deinit { isDropped() }
  }

  private struct Fault: Error {}

  @Test("what one half made is gone when the other has failed: no file outlives the run")
  func beside() {
    let work = OrderedWork(jobs: 2)
    for _ in 0..<2000 {
      let count = Mutex(0)
      #expect(throws: Fault.self) {
        _ = try work.beside(
          { Dropped { count.withLock { $0 += 1 } } }, here: { () throws -> Int in throw Fault() })
      }
      #expect(count.withLock { $0 } == 1)
    }
  }
}
