import AdapterKit
import ClaimCore
import Synchronization

/// Writers that threads take and give back, so that what one remembers serves the next piece too, and
/// the next part of a result.
final class ClaimWriters<Notation: ClaimNotation>: Sendable {
  private let failures: FailureTexts
  private let idle = Mutex<[Kept]>([])

  private final class Kept: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    var writer: ClaimWriter<Notation>

    init(_ result: BillingResult, _ failures: FailureTexts) {
      writer = ClaimWriter(result, failures: failures)
    }
  }

  init(_ settings: BillingSettings) {
    failures = FailureTexts(settings.claims.checks.validations, as: Notation.self)
  }

  /// - Parameter result: of the practice that all of the writers' results are of.
  func use(for result: BillingResult, _ body: (inout ClaimWriter<Notation>) -> Void) {
    let kept = idle.withLock { $0.popLast() } ?? Kept(result, failures)
    kept.writer.result = result
    body(&kept.writer)
    idle.withLock { $0.append(kept) }
  }
}
