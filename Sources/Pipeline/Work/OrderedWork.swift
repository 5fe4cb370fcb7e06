internal import Dispatch
internal import Synchronization

/// Shares work out to threads and hands the results on in order, so that the number of threads
/// changes nothing that comes after.
struct OrderedWork: Sendable {
  /// Threads to work on, the caller's included.
  private(set) var jobs: Int
  /// Looked at before every item, as is the deadline.
  let cancellation: Cancellation?
  private var deadline: Deadline?
  /// Items that each thread may be ahead of the one whose turn it is: this bounds memory.
  private static let window = 4

  init(jobs: Int, cancellation: Cancellation? = nil) {
    self.jobs = max(1, jobs)
    self.cancellation = cancellation
  }

  /// - Parameters:
  ///   - next: the next item, `nil` at the end; called by one thread at a time.
  ///   - transform: the work; called by any thread.
  ///   - consume: takes the results in the order of the items; called by one thread at a time.
  ///   - finish: what is left to do for a result that was consumed; called by any thread.
  /// - Throws: the first error of the items and results, in their order; that the work was cancelled.
  func forEach<Item: Sendable, Output: Sendable>(
    next: @Sendable () throws -> Item?,
    transform: @Sendable (Item) throws -> Output,
    consume: @Sendable (Output) throws -> Void,
    finish: (@Sendable (Output) throws -> Void)? = nil
  ) throws {
    @Sendable func nextUnlessEnded() throws -> Item? {
      try cancellation?.check()
      try deadline?.check()
      return try next()
    }
    if jobs == 1 {
      while let item = try nextUnlessEnded() {
        let output = try transform(item)
        try consume(output)
        try finish?(output)
      }
      return
    }
    let queue = OrderedQueue<Output>()
    // A permit is for an item to be taken, or for a result to be finished; that gives it back.
    let permits = DispatchSemaphore(value: jobs * Self.window)
    DispatchQueue.concurrentPerform(iterations: jobs) { @Sendable _ in
      while true {
        permits.wait()
        if let finish, queue.finishNext(finish) {
          permits.signal()
          continue
        }
        let taken = queue.take(nextUnlessEnded)
        guard case .item(let number, let item) = taken else {
          // Nothing left, or stopped: wake whoever waits for a permit.
          permits.signal()
          return
        }
        queue.put(number, Result { try transform(item()) })
        queue.drain(consume, isLast: finish == nil) { permits.signal() }
      }
    }
    try queue.end()
  }
}

extension OrderedWork {
  /// The threads that are left while the caller's does something else.
  var withoutCaller: OrderedWork {
    var others = self
    others.jobs = max(1, jobs - 1)
    return others
  }

  /// The same, that ends with an error at a deadline.
  func until(_ deadline: Deadline?) -> OrderedWork {
    var work = self
    work.deadline = deadline
    return work
  }

  /// Does two things at once: one on another thread, one on the caller's.
  ///
  /// - Throws: what the caller's threw, else what the other did; both have ended by then.
  func beside<Aside, Here>(
    _ aside: @escaping () throws -> Aside, here: () throws -> Here
  ) throws -> (Aside, Here) {
    // The semaphore hands the result over.
    nonisolated(unsafe) var work: (() throws -> Aside)? = aside
    nonisolated(unsafe) var asides = Result<Aside, any Error>.failure(CancellationError())
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      // Let go of here, not when the thread pleases: files that the run drops have to be gone before the
      // process ends.
      if let work = work.take() { asides = Result { try work() } }
      ended.signal()
    }
    let heres = Result { try here() }
    ended.wait()
    // The same for what came of it.
    let taken = asides
    asides = .failure(CancellationError())
    let result = try heres.get()
    return (try taken.get(), result)
  }
}

/// Results that wait for their turn.
private final class OrderedQueue<Output: Sendable>: Sendable {
  enum Taken<Item> {
    case item(Int, () throws -> Item)
    case end
  }

  private struct Intake {
    var taken = 0
    var ended = false
  }

  private struct State {
    var due = 0
    var waiting: [Int: Result<Output, any Error>] = [:]
    var isDraining = false
    /// Consumed, but not finished.
    var consumed: [Output] = []
    var failure: (any Error)?
  }

  /// Apart from `state`, so that results pass on while the next item is read.
  private let intake = Mutex(Intake())
  private let state = Mutex(State())

  func take<Item: Sendable>(_ next: () throws -> Item?) -> Taken<Item> {
    if state.withLock({ $0.failure != nil }) { return .end }
    return intake.withLock { intake in
      if intake.ended { return .end }
      do {
        guard let item = try next() else {
          intake.ended = true
          return .end
        }
        intake.taken += 1
        return .item(intake.taken - 1) { item }
      } catch {
        // An item of its own, so that it is thrown when its turn comes.
        intake.ended = true
        intake.taken += 1
        return .item(intake.taken - 1) { throw error }
      }
    }
  }

  func put(_ number: Int, _ result: Result<Output, any Error>) {
    state.withLock { $0.waiting[number] = result }
  }

  /// Consumes what is due, unless another thread is at it.
  ///
  /// - Parameter isLast: nothing is left to do for what was consumed.
  func drain(_ consume: (Output) throws -> Void, isLast: Bool, after: () -> Void) {
    var isMine = false
    while true {
      let due: Result<Output, any Error>? = state.withLock { state in
        if state.isDraining && !isMine { return nil }
        guard let result = state.waiting.removeValue(forKey: state.due) else {
          if isMine { state.isDraining = false }
          return nil
        }
        state.isDraining = true
        state.due += 1
        return result
      }
      guard let due else { return }
      isMine = true
      do {
        let failed = state.withLock { $0.failure != nil }
        if !failed {
          let output = try due.get()
          try consume(output)
          if !isLast { state.withLock { $0.consumed.append(output) } }
        }
      } catch {
        fail(error)
      }
      after()
    }
  }

  /// - Returns: whether there was a result to finish.
  func finishNext(_ finish: (Output) throws -> Void) -> Bool {
    guard let output = state.withLock({ $0.consumed.popLast() }) else { return false }
    do { try finish(output) } catch { fail(error) }
    return true
  }

  private func fail(_ error: any Error) {
    state.withLock { if $0.failure == nil { $0.failure = error } }
  }

  func end() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
