import AdapterKit
import ClaimCore

/// One notation's writers, kept from piece to piece and from part to part of a result for what they
/// remember.
struct ClaimWriters<Notation: ClaimNotation>: Sendable {
  private let failures: FailureTexts
  private let writers = Reused<ClaimWriter<Notation>>()

  init(_ settings: BillingSettings) {
    failures = FailureTexts(settings.claims.checks.validations, as: Notation.self)
  }

  /// - Parameter result: of the practice that all of the writers' results are of.
  func use(for result: BillingResult, _ body: (inout ClaimWriter<Notation>) -> Void) {
    writers.use(orMake: ClaimWriter(result, failures: failures)) { writer in
      writer.result = result
      body(&writer)
    }
  }
}
