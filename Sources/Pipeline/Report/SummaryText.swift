internal import ClaimCore

/// A run's counts for people: the last lines on the terminal.
struct SummaryText {
  let summary: RunSummary
  /// `nil` where billing was not reached.
  let totals: BillingTotals?
  let isDryRun: Bool

  func write(to log: Log) {
    for kind in RecordKind.allCases {
      guard let counts = summary.records[kind], counts.rejected > 0 || kind == .sessions else {
        continue
      }
      log.info(
        "\(kind.rawValue): \(counts.read) read = \(counts.used) used + \(counts.rejected) rejected "
          + "+ \(counts.unchanged) unchanged + \(counts.replaced) replaced")
    }
    for (reason, count) in summary.rejectionReasons.sorted(by: { $0.key < $1.key }) {
      log.warning("rejected, \(reason): \(count)")
    }
    if let totals { write(totals, to: log) }
    for severity in Finding.Severity.allCases {
      let count = summary.findingCounts.filter { $0.key.severity == severity }.values.reduce(0, +)
      if count > 0 { log.info("findings of severity \(severity.rawValue): \(count)") }
    }
    if let path = summary.findingsPath, !summary.findingCounts.isEmpty {
      log.info("  where and why: \(path)")
    }
    writeOutputs(to: log)
    if summary.markedCount > 0 {
      log.info("marked as billed externally: \(summary.markedCount) charge items")
    }
    for file in summary.quarantine {
      log.warning("quarantine \(file.path): \(file.records) records; why: \(file.reasons)")
    }
    if isDryRun { log.info("dry run: nothing was written") }
  }

  /// Lines for one adapter: an output may be thousands of files, which the report names.
  private static let mostLines = 20

  private func writeOutputs(to log: Log) {
    var count = 0
    for (index, output) in summary.outputs.enumerated() {
      let isFirst = index == 0 || summary.outputs[index - 1].adapter != output.adapter
      count = isFirst ? 1 : count + 1
      let isLast =
        index + 1 == summary.outputs.count
        || summary.outputs[index + 1].adapter != output.adapter
      if count <= Self.mostLines || isLast {
        log.info("wrote \(output.path): \(output.records) records, \(output.bytes) bytes")
      } else if count == Self.mostLines + 1 {
        log.info("wrote further files by \(output.adapter), which the run report names")
      }
    }
  }

  private func write(_ totals: BillingTotals, to log: Log) {
    let statuses = ChargeStatus.allCases.filter { totals.items[$0].count > 0 }.map {
      "\(totals.items[$0].count) \($0.name)"
    }
    log.info("charge items: \(totals.itemCount) = \(statuses.joined(separator: " + "))")
    for status in [ClaimStatus.readyToSubmit, .draft] {
      let name = status == .draft ? "Draft" : "Ready to Submit"
      let claims = totals.claims[status]
      let billed = claims.billed?.decimal ?? "more than can be held"
      log.info("claims \(name): \(claims.count), billed \(billed)")
    }
    UnmetText(totals.unmet).write(to: log)
    if totals.duplicateGroups > 0 {
      log.info("duplicates report: \(totals.duplicateGroups) groups")
    }
  }
}
