internal import AdapterKit
internal import ClaimCore
internal import Manifests
internal import ReportPage

/// The run report (formats.md section 6): JSON whose counts balance.
struct RunReport {
  let pipeline: String
  let date: CivilDate
  let outcome: RunOutcome
  let summary: RunSummary
  let totals: BillingTotals?
  /// Why nothing was emitted.
  let reason: String?
  /// The run's id and times, where they stand in the report.
  let times: [(String, JSONValue)]

  /// The files that the manifest asks for, each made from the same document.
  func files(of manifest: Manifest) -> [OutputDocument] {
    if manifest.report == nil && manifest.reporting.page == nil { return [] }
    let document = content
    var files: [OutputDocument] = []
    if let path = manifest.report {
      files.append(
        OutputDocument(path: path, recordCount: 1, pieceCount: 1) { _, buffer in
          document.write(to: &buffer)
          buffer.append("\n")
        })
    }
    if let path = manifest.reporting.page {
      files.append(
        OutputDocument(path: path, recordCount: 1, pieceCount: 1) { _, buffer in
          ReportPage(document).write(to: &buffer)
        })
    }
    return files
  }

  private var content: JSONValue {
    var members: [(String, JSONValue)] =
      [
        ("report_version", .integer(1)),
        ("pipeline", .text(pipeline)),
        ("run_date", .text(date.iso)),
        ("outcome", .text(outcome.rawValue)),
      ] + (reason.map { [("reason", .text($0))] } ?? []) + times + [
        ("inputs", .array(summary.sources.map(Self.source))),
        ("records", records),
        ("rejections", Self.counts(summary.rejectionReasons)),
        ("rejected_records", rejectedRecords),
      ]
    if let totals {
      members += [
        ("charge_items", Self.chargeItems(totals)),
        ("claims", Self.claims(totals)),
        ("charge_periods", Self.periods(totals)),
        ("duplicate_groups", .integer(totals.duplicateGroups)),
        ("flow", totals.flow.json(summary.records[.sessions] ?? RunSummary.Records())),
        ("claims_by_payer", totals.payers.json),
        ("draft_claims", Self.drafts(totals.unmet)),
        ("duplicates", totals.duplicates.json),
      ]
    }
    members += [
      ("findings", findings),
      ("findings_file", .optional(summary.findingsPath)),
      ("outputs", .array(summary.outputs.map(Self.output))),
      ("quarantine", .array(summary.quarantine.map(Self.quarantine))),
    ]
    return .object(members)
  }

  private static func source(_ source: RunSummary.Source) -> JSONValue {
    .object([
      ("source", .text(source.name)), ("adapter", .text(source.adapter)),
      ("record", .text(source.record.rawValue)), ("read", .integer(source.read)),
      ("rejected", .integer(source.rejected)),
    ])
  }

  private var records: JSONValue {
    .object(
      RecordKind.allCases.compactMap { kind in
        summary.records[kind].map { counts in
          (
            kind.rawValue,
            .object([
              ("read", .integer(counts.read)), ("used", .integer(counts.used)),
              ("rejected", .integer(counts.rejected)),
              ("unchanged", .integer(counts.unchanged)),
              ("replaced", .integer(counts.replaced)),
            ])
          )
        }
      })
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
  }

  private static func chargeItems(_ totals: BillingTotals) -> JSONValue {
    .object([
      ("total", .integer(totals.itemCount)),
      (
        "by_status",
        .object(
          ChargeStatus.allCases.map {
            ($0.rawValue, .integer(totals.items[$0].count))
          })
      ),
      (
        "units_by_rule",
        .object(
          BillingRule.allCases.filter { $0 != .notSpecified }.map {
            ($0.rawValue, .integer(totals.items[$0]))
          })
      ),
    ])
  }

  private static func claims(_ totals: BillingTotals) -> JSONValue {
    func counts(_ count: (UnmetCount) -> Int) -> JSONValue {
      .object(
        totals.unmet.filter { count($0) > 0 }.map { ($0.code, .integer(count($0))) })
    }
    return .object([
      ("ready_to_submit", totals.claims.ready.json),
      ("draft", totals.claims.draft.json),
      ("charge_items", .integer(totals.lineItemCount)),
      ("lines", .integer(totals.lineCount)),
      ("units", .integer(totals.claims.lineUnits)),
      ("validation_failures", counts { $0.failed }),
      ("unchecked_validations", counts { $0.noData }),
    ])
  }

  private static func periods(_ totals: BillingTotals) -> JSONValue {
    .object(
      ChargePeriodStatus.allCases.map {
        ($0.rawValue, .integer(totals.periodsByStatus[$0, default: 0]))
      })
  }

  private var findings: JSONValue {
    .object(
      FindingCode.allCases.compactMap { code in
        summary.findings[code].map {
          (
            code.rawValue,
            .object([
              ("severity", .text(code.severity.rawValue)), ("count", .integer($0.count)),
              ("first", .array($0.first.map { $0.json(summary.sources) })),
            ])
          )
        }
      })
  }

  private static func output(_ output: RunSummary.Output) -> JSONValue {
    let members: [(String, JSONValue)] = [
      ("adapter", .text(output.adapter)), ("path", .text(output.path)),
      ("records", .integer(output.records)), ("bytes", .integer(output.bytes)),
      ("sha256", .text(output.sha256)),
    ]
    return .object(members + (output.batch.map { [("batch", $0.json)] } ?? []))
  }

  private static func quarantine(_ file: RunSummary.Quarantine) -> JSONValue {
    .object([
      ("source", .text(file.source)), ("path", .text(file.path)),
      ("reasons", .text(file.reasons)), ("records", .integer(file.records)),
    ])
  }
}
