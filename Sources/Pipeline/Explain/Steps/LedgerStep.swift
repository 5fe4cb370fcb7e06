internal import AdapterKit
internal import ClaimCore
internal import Ledger

extension ChargeHistory {
  /// What the ledger remembers of the session, as it is before any run.
  var step: ExplanationStep {
    let status = entry.status?.name.description ?? "no charge item"
    let batches = claim?.batches.map(BatchEntry.digits) ?? []
    var step = ExplanationStep(
      "ledger", "Ledger",
      result: status + (claim.map { ", on claim \($0.number)" } ?? ""),
      values: [
        ("status", .optional(entry.status?.rawValue)),
        ("session_status", .text(entry.sessionStatus)), ("units", .integer(entry.units)),
        ("billed_externally", .boolean(entry.isBilledExternally)),
        ("claim_number", .optional(claim?.number)), ("claim_status", .optional(claim?.status)),
        ("batches", .array(batches.map { .text($0) })),
        ("first_run", .integer(Int(firstRun.number))), ("last_run", .integer(Int(lastRun.number))),
      ])
    step.because(
      "CHG-2",
      "the session was \(entry.sessionStatus), with \(Words.count(entry.units, "unit"))"
        + (entry.isBilledExternally ? ", billed externally" : ""))
    step.because("CHG-2", history)
    if let claim {
      let name = ClaimEntry.statuses.first { $0.word == claim.status }?.name ?? claim.status
      step.because(
        batches.isEmpty ? "CLM-7" : "CLM-8",
        "claim \(claim.number), version \(claim.version), is \(name)"
          + (batches.isEmpty
            ? ", in no batch yet"
            : ", in \(batches.count == 1 ? "batch" : "batches") \(batches.joined(separator: ", "))")
          + (claim.correction.map {
            $0 == ClaimFrequency.void.rawValue ? ", to be voided" : ", to be corrected"
          } ?? ""))
    }
    return step
  }

  /// In one line.
  private var history: String {
    let first = (events.first?.before ?? entry.status)?.name.description ?? "no charge item"
    return
      (["\(first) when first seen, by \(firstRun.words)"]
      + events.map {
        "\($0.after?.name.description ?? "no charge item") by \($0.run.words)"
          + ($0.why.isEmpty ? "" : " (\($0.why))")
      }).joined(separator: "; then ")
  }
}

extension LedgerRun {
  fileprivate var words: String { "run \(number), \(name), \(time)" }
}
