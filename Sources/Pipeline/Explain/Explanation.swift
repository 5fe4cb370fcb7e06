internal import AdapterKit

/// What `explain` tells of one session, for people and for programs (docs/explain.md).
struct Explanation {
  /// What became of the session, in one word.
  enum Outcome: String {
    case chargeItem = "charge_item"
    /// Cancelled, and on no claim.
    case noChargeItem = "no_charge_item"
    /// None of its records could be used.
    case rejected
    /// It is not among what this run decides; the ledger remembers it.
    case remembered
  }

  let session: String
  let outcome: Outcome
  /// One line.
  let summary: String
  let steps: [ExplanationStep]
}

/// One decision: what it came to, and why.
struct ExplanationStep {
  /// Such as `units`.
  let key: String
  /// As people read it.
  let title: String
  /// What it came to, in a few words.
  var result: String
  /// The same for programs.
  var values: [(String, JSONValue)]
  var reasons: [Reason] = []

  init(
    _ key: String, _ title: String, result: String = "", values: [(String, JSONValue)] = []
  ) {
    self.key = key
    self.title = title
    self.result = result
    self.values = values
  }

  /// - Parameter rule: its id in billing.md, or empty.
  mutating func because(
    _ rule: String, _ text: String, _ verdict: Reason.Verdict? = nil,
    _ sources: RecordPlace...
  ) {
    reasons.append(Reason(rule: rule, text: text, verdict: verdict, sources: sources))
  }
}

/// A sentence of a step.
struct Reason {
  /// What became of a candidate, or how a validation ended.
  enum Verdict: String {
    case chosen
    case notChosen = "not_chosen"
    case pass, fail
    case noData = "no_data"
    case notAsked = "not_asked"
  }

  /// A rule's id, or empty.
  let rule: String
  let text: String
  let verdict: Verdict?
  /// The records that it speaks of.
  let sources: [RecordPlace]
}

/// A record and where it stands.
struct RecordPlace {
  /// A kind of billing.md section 1.
  let record: String
  /// Its key; `nil` where its kind has none.
  let id: String?
  /// The source as the manifest has it; `nil` for what the ledger holds.
  let source: String?
  let line: Int
  /// From 1.
  let number: Int

  /// `sessions.csv:2`
  var text: String { source.map { "\($0):\(line)" } ?? "ledger" }
}
