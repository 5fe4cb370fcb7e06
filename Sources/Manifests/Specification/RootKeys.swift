import AdapterKit
import ClaimCore

/// The manifest itself.
enum RootKeys {
  static let version = ManifestKey(
    "version", .integer(1...1), required: "write version: 1",
    summary: "The form of the manifest; there is one.", example: "1")

  static let pipeline = ManifestKey.text(
    "pipeline", "a name", required: "a name for this pipeline",
    summary: "A name of yours, which stands in every claim batch and in the run report.",
    example: "weekly-billing")

  static let timeZone = ManifestKey(
    "time_zone", .timeZone, default: "UTC",
    summary:
      "The zone of times without an offset, where neither the patient nor the business unit has "
      + "a zone of its own.", example: "America/New_York")

  static let inputs = ManifestKey(
    "inputs", .list(of: .object(InputKeys.object), isEmptyAllowed: true),
    required: "a list of inputs",
    summary: "What to read, in an order that settles which of two records with one id counts "
      + "(REC-1, REC-2). One of them has the sessions.")

  static let billing = ManifestKey(
    "billing", BillingKeys.object, summary: "How units are counted.")

  static let approve = ManifestKey(
    "approve", ApprovalKeys.object, summary: "Which charge items become Ready to Bill.")

  static let claims = ManifestKey(
    "claims", ClaimsKeys.object, summary: "Whether and how claims are made.")

  static let outputs = ManifestKey(
    "outputs", .some(.object(OutputKeys.object)), required: "a list of outputs",
    summary: "What to write. There may be several of a kind.")

  static let ledger = ManifestKey.file(
    "ledger",
    summary: "The database of what earlier runs did ([ledger.md](ledger.md)). Without it each run "
      + "stands alone.", example: "state/ledger.sqlite")

  static let inbox = ManifestKey(
    "inbox", InboxKeys.object, summary: "A folder that files arrive in; it takes a `ledger`.")

  static let rejects = ManifestKey(
    "rejects", RejectKeys.object, summary: "How many records that can't be used a run bears.")

  static let limits = ManifestKey(
    "limits", LimitKeys.object, summary: "What a run may take up. Without it nothing is limited.")

  static let report = ManifestKey.file(
    "report", summary: "The run report, JSON. Without it there is none.",
    example: "out/run-report.json")

  static let findings = ManifestKey.file(
    "findings",
    summary: "All findings, one JSON object a line. Without it they stand beside the report, as "
      + "`<its name>-findings.ndjson`.", example: "out/findings.ndjson")

  static let object = ObjectSpecification(
    "The manifest", summary: "",
    keys: [
      version.specification, pipeline.specification, timeZone.specification,
      inputs.specification, billing.specification, ScopeKeys.period.specification,
      ScopeKeys.businessUnits.specification, approve.specification, claims.specification,
      outputs.specification, ledger.specification, inbox.specification, rejects.specification,
      report.specification, findings.specification, ReportingKeys.page.specification,
      ReportingKeys.metrics.specification, ReportingKeys.status.specification, limits.specification,
    ], rules: [.needs("inbox", "ledger")])
}

/// `period` and `business_units`, which stand at the top and in every step (billing.md section 7).
enum ScopeKeys {
  static let period = ManifestKey(
    "period", PeriodKeys.object, "an object with from and to",
    summary: "Dates of service that are taken. In `approve`, `claims` and an output it narrows the "
      + "manifest's own.")

  static let businessUnits = ManifestKey.texts(
    "business_units", "a list of business unit ids",
    summary:
      "Ids of the business units that are taken; without it, all. In `approve`, `claims` and an "
      + "output it narrows the manifest's own.", example: "[NORTH, SOUTH]")

  static let keys = [period.specification, businessUnits.specification]
}

enum PeriodKeys {
  static let from = ManifestKey.date(
    "from", summary: "The first date; without it, there is no beginning.", example: "2026-01-01")
  static let to = ManifestKey.date(
    "to", summary: "The last date, which is part of it; without it, there is no end.",
    example: "2026-01-31")

  static let object = ObjectSpecification(
    "A period", summary: "Dates of service, one end or both.",
    keys: [from.specification, to.specification], rules: [.someOf(["from", "to"])])
}

enum RejectKeys {
  static let max = ManifestKey(
    "max", .rejectLimit, default: 0,
    summary:
      "How many records may be rejected before the run ends with status 3 and writes no output: "
      + "a count, or a percentage of the records read, with two decimals at the most.",
    example: "2.5%")
  static let quarantine = ManifestKey.text(
    "quarantine", "a folder", as: .folder,
    summary: "The folder of rejected records, verbatim, with a table of reasons beside each file. "
      + "Without it, `quarantine` beside the report, or beside the manifest where there is no report.",
    example: "out/quarantine")

  static let object = ObjectSpecification(
    "Rejects", summary: "Records that can't be used go to the quarantine, and the run goes on.",
    keys: [max.specification, quarantine.specification])
}
