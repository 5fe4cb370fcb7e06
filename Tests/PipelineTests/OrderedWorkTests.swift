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

  private static func count(_ next: borrowing Mutex<Int>, below end: Int) -> Int? {
    next.withLock { next in
      defer { next += 1 }
      return next < end ? next : nil
    }
  }

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

  @Test(
    "results are consumed in order and each is finished once, on any number of threads",
    arguments: 1...4)
  func finishing(jobs: Int) throws {
    let next = Mutex(0)
    let consumed = Mutex([Int]())
    let finished = Mutex([Int]())
    try OrderedWork(jobs: jobs).forEach(
      next: { Self.count(next, below: 500) },
      transform: { $0 * 2 },
      consume: { output in consumed.withLock { $0.append(output) } },
      finish: { output in
        // Never before its turn.
        #expect(consumed.withLock { $0.contains(output) })
        finished.withLock { $0.append(output) }
      })
    let expected = (0..<500).map { $0 * 2 }
    #expect(consumed.withLock { $0 } == expected)
    #expect(finished.withLock { $0.sorted() } == expected)
  }

  @Test("what can't be finished ends the work with its error", arguments: 1...4)
  func failingFinish(jobs: Int) {
    let next = Mutex(0)
    let work = OrderedWork(jobs: jobs)
    #expect(throws: Fault.self) {
      try work.forEach(
        next: { Self.count(next, below: 5000) },
        transform: { $0 }, consume: { _ in },
        finish: { if $0 == 20 { throw Fault() } })
    }
    // Nothing more was begun than what was on its way.
    #expect(next.withLock { $0 } < 5000)
  }
}
