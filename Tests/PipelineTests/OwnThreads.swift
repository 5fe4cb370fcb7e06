import Foundation
import Testing

/// Tests that wait for programs, disks and clocks more than they compute. Swift's own threads are as
/// many as the processors: one that waits would leave its processor idle.
struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  private final class Threads: TaskExecutor {
    static let shared = Threads()
    private let queue = OperationQueue()

    private init() { queue.maxConcurrentOperationCount = 4 }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(Threads.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  static var onOwnThreads: Self { Self() }
}
