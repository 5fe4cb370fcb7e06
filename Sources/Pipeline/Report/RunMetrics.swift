internal import AdapterKit
internal import ClaimCore

/// The figures of the last run; the backlog's stay as they are in the file.
struct RunMetrics {
  private static let success = "last_success_timestamp_seconds"

  let pipeline: String
  let run: EndedRun
  let diary: RunDiary

  func text(after old: String) -> String {
    var metrics = MetricsText(pipeline: pipeline)
    addTimes(&metrics, old)
    if let summary = diary.summary { add(summary, &metrics) }
    if let totals = diary.totals { add(totals, &metrics) }
    return metrics.text + MetricsText.lines(of: old) { $0.hasPrefix(BacklogMetrics.prefix) }
  }

  private func addTimes(_ metrics: inout MetricsText, _ old: String) {
    metrics.add(
      "last_run_timestamp_seconds", "When the last run ended, in seconds since 1970.",
      "\(UTCTime(run.ended).seconds)")
    if let success = run.isSuccess ? "\(UTCTime(run.ended).seconds)" : Self.success(in: old) {
      metrics.add(
        Self.success, "When the last run that published its outputs ended, in seconds since 1970.",
        success)
    }
    metrics.add(
      "last_run_success", "Whether the last run published its outputs (exit status 0 or 1).",
      run.isSuccess ? "1" : "0")
    metrics.add(
      "last_run_exit_status", "The exit status of the last run.", "\(run.exit.rawValue)")
    let millis = run.milliseconds % 1000
    metrics.add(
      "last_run_duration_seconds", "How long the last run took.",
      "\(run.milliseconds / 1000).\(millis < 100 ? "0" : "")\(millis < 10 ? "0" : "")\(millis)")
  }

  /// As an earlier run left it; `nil` where there was none.
  private static func success(in old: String) -> String? {
    MetricsText.lines(of: old) { $0 == success }.split(separator: "\n")
      .first { !$0.hasPrefix("#") }?.split(separator: " ").last
      .flatMap { Int($0) }.map { "\($0)" }
  }

  private func add(_ summary: RunSummary, _ metrics: inout MetricsText) {
    var records: [(labels: MetricsText.Labels, value: String)] = []
    for kind in RecordKind.allCases {
      guard let counts = summary.records[kind] else { continue }
      for (fate, count) in [
        ("used", counts.used), ("rejected", counts.rejected), ("unchanged", counts.unchanged),
        ("replaced", counts.replaced),
      ] { records.append(([("record", kind.rawValue), ("fate", fate)], "\(count)")) }
    }
    metrics.add("records", "Records that the last run read, by what became of them.", records)
    metrics.add(
      "rejected_records", "Records that the last run rejected.", "\(summary.rejectedCount)")
    let counts = summary.findingCounts
    metrics.add(
      "findings", "Findings of the last run.", by: "severity",
      Finding.Severity.allCases.map { severity in
        (
          severity.rawValue,
          counts.filter { $0.key.severity == severity }.values.reduce(0, +)
        )
      })
  }

  private func add(_ totals: BillingTotals, _ metrics: inout MetricsText) {
    metrics.add(
      "charge_items", "Charge items of the last run.", by: "status",
      ChargeStatus.allCases.map { ($0.rawValue, totals.items[$0].count) })
    let statuses = [ClaimStatus.readyToSubmit, .draft]
    metrics.add(
      "claims", "Claims that the last run made.", by: "status",
      statuses.map { ($0.rawValue, totals.claims[$0].count) })
    metrics.add(
      "billed_dollars", "Total of the claims that the last run made, in US dollars.",
      statuses.compactMap { status in
        totals.claims[status].billed.map {
          (labels: [("status", status.rawValue)], value: $0.decimal)
        }
      })
    metrics.add(
      "duplicate_groups", "Groups in the duplicates report of the last run.",
      "\(totals.duplicateGroups)")
  }
}
