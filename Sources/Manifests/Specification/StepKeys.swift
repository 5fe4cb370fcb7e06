import AdapterKit
import ClaimCore

enum BillingKeys {
  static let defaultRule = ManifestKey.word(
    "default_rule", "rule", default: BillingRule.notSpecified,
    summary: "The billing rule where neither the case nor the payer has one (UNIT-1).",
    example: .commercial)
  static let medicareTotals = ManifestKey.word(
    "medicare_totals", "value", default: BillingSettings.MedicareTotals.flag,
    summary:
      "Whether a Medicare day's total of timed minutes is applied to the charges (`allocate`) "
      + "or only reported where it differs (`flag`) (UNIT-5).", example: .allocate)

  static let object = ObjectSpecification(
    "Billing", summary: "How minutes become billable units.",
    keys: [defaultRule.specification, medicareTotals.specification])
}

/// `approve.policy`.
enum ApprovalPolicy: String, CaseIterable { case auto, manual }

enum ApprovalKeys {
  static let policy = ManifestKey.word(
    "policy", "policy", default: ApprovalPolicy.auto,
    summary:
      "`auto` approves new charge items that nothing stands against; `manual` leaves that to a "
      + "person (`claimpipe charges approve`, with a ledger).", example: .manual)
  static let allowDuplicates = ManifestKey.boolean(
    "allow_duplicates", default: false,
    summary: "Whether items are approved in spite of a possible duplicate (DUP-1, APP-2).")

  static let object = ObjectSpecification(
    "Approve", summary: "From New to Ready to Bill.",
    keys: [policy.specification, allowDuplicates.specification] + ScopeKeys.keys)
}

enum ClaimsKeys {
  static let generate = ManifestKey.boolean(
    "generate", default: true, summary: "Whether claims are made of what is Ready to Bill.")
  static let asDraft = ManifestKey.boolean(
    "as_draft", default: false, summary: "Makes every claim Draft, for a person to look at first.")
  static let maxLines = ManifestKey.integer(
    "max_lines", 1...50, default: 50,
    summary: "Service lines on one claim; further ones go on another (CLM-3).", example: "12")
  static let mergeModifiers = ManifestKey.boolean(
    "merge_modifiers", default: false,
    summary: "Whether sessions of one service share a line in spite of different modifiers (CLM-2)."
  )

  static let object = ObjectSpecification(
    "Claims", summary: "From Ready to Bill to claims.",
    keys: [
      generate.specification, asDraft.specification, maxLines.specification,
      mergeModifiers.specification,
    ] + ScopeKeys.keys)
}

enum OutputKeys {
  static let adapter = ManifestKey(
    "adapter", .adapter(.output), required: "", summary: "What to write.",
    example: "billing_export")
  static let path = ManifestKey(
    "path", .outputFile, required: "the file to write",
    summary: "The file, which nothing else may use. It is written whole or not at all.",
    example: "out/billing-export.csv")
  static let options = ManifestKey(
    "options", .options(.output), summary: "The adapter's own options.",
    example: "{ delimiter: \";\" }")

  static let outbox = ManifestKey(
    "outbox", OutboxKeys.object,
    summary: "What stands beside the files for those who fetch them, and how long they stay.")
  static let hook = ManifestKey(
    "hook", HookKeys.object, summary: "A program that is run for each file, such as an upload.")

  static let object = ObjectSpecification(
    "An output", summary: "One kind of result, in one file or a few.",
    keys: [
      adapter.specification, path.specification, options.specification, outbox.specification,
      hook.specification,
    ] + ScopeKeys.keys)
}
