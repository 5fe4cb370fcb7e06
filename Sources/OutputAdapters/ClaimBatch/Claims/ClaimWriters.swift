import AdapterKit
import ClaimCore
import Synchronization

/// Writers that threads take and give back, so that what one remembers serves the next piece too.
final class ClaimWriters<Notation: ClaimNotation>: Sendable {
  private let result: BillingResult
  private let failures: FailureTexts
  private let idle = Mutex<[Kept]>([])

  private final class Kept: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    var writer: ClaimWriter<Notation>

    init(_ result: BillingResult, _ failures: FailureTexts) {
      writer = ClaimWriter(result, failures: failures)
    }
  }

  init(_ result: BillingResult) {
    self.result = result
    failures = FailureTexts(result.validations, as: Notation.self)
  }

  func use(_ body: (inout ClaimWriter<Notation>) -> Void) {
    let kept = idle.withLock { $0.popLast() } ?? Kept(result, failures)
    body(&kept.writer)
    idle.withLock { $0.append(kept) }
  }
}
