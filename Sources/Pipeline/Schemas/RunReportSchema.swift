internal import AdapterKit
internal import ClaimCore

/// What a run's report holds (``RunReport``); tests hold every report to it.
enum RunReportSchema {
  static let document: JSONValue = .document(
    "run-report:1", title: "a run report",
    description:
      "What a run read, decided and wrote, in counts that balance. Where too many records were "
      + "rejected, or a limit was exceeded, nothing was billed, and what follows from billing is left out."
  ).adding(
    .members(
      [
        "report_version": ["const": 1],
        "pipeline": (["type": "string"] as JSONValue).saying("The manifest's."),
        "run_date": JSONValue.writtenDate.saying("In the manifest's time zone."),
        "outcome": JSONValue.choice(of: [
          "done", "done_with_errors", "too_many_rejects", "limit_exceeded",
        ]).saying(
          "done_with_errors: records were rejected within the limit, or there are findings of severity "
            + "error. limit_exceeded: one of the manifest's limits."),
        "reason": (["type": "string"] as JSONValue).saying(
          "Why nothing was emitted, where nothing was."),
        "run_id": RunReportParts.runID, "times": RunReportParts.times,
        "inputs": JSONValue.list(of: input).saying("Every source, in the manifest's order."),
        "records": [
          "description": "By record: read = used + rejected + unchanged + replaced.",
          "type": "object", "propertyNames": .reference(to: "record"),
          "additionalProperties": .counts([
            "read", "used", "rejected", "unchanged", "replaced",
          ]),
        ],
        "rejections": [
          "description": "By record and reason, such as sessions.no_such_time.",
          "type": "object", "propertyNames": ["pattern": "^[a-z_]+\\.[a-z0-9_]+$"],
          "additionalProperties": .reference(to: "some"),
        ],
        "rejected_records": RunReportParts.rejectedRecords,
        "charge_items": chargeItems, "claims": claims,
        "charge_periods": JSONValue.counts(
          ["New", "Blocked", "Ready to Bill", "Claim Created", "Open"]
        ).saying("By status."),
        "duplicate_groups": JSONValue.count.saying("In the duplicates report."),
        "flow": RunReportParts.flow, "claims_by_payer": RunReportParts.claimsByPayer,
        "draft_claims": RunReportParts.draftClaims, "duplicates": RunReportParts.duplicates,
        "findings": findings,
        "findings_file": [
          "description": "Where every finding stands, one a line.", "type": ["string", "null"],
        ],
        "outputs": JSONValue.list(of: output).saying(
          "Every file written, in the manifest's order."),
        "quarantine": JSONValue.list(
          of: .members([
            "source": ["type": "string"], "path": ["type": "string"],
            "reasons": ["type": "string"], "records": .reference(to: "some"),
          ])
        ).saying("Files of rejected records, and the reasons beside them."),
      ], optional: Set(afterBilling + ["reason", "run_id", "times"]))
  ).adding([
    "if": [
      "properties": ["outcome": ["enum": ["too_many_rejects", "limit_exceeded"]]]
    ],
    "then": [
      "properties": .object(
        afterBilling.map { ($0, false) } + [("outputs", ["maxItems": 0])])
    ],
    "else": ["required": .texts(afterBilling)],
    "$defs": definitions,
  ])

  private static let afterBilling = [
    "charge_items", "claims", "charge_periods", "duplicate_groups", "flow", "claims_by_payer",
    "draft_claims", "duplicates",
  ]

  private static let input = JSONValue.members([
    "source": (["type": "string"] as JSONValue)
      .saying("As the manifest has it; - is standard input."),
    "adapter": .reference(to: "adapter"), "record": .reference(to: "record"),
    "read": .count, "rejected": .count,
  ])

  private static let chargeItems = JSONValue.members([
    "total": .count,
    "by_status": JSONValue.counts(ChargeStatus.allCases.map(\.rawValue))
      .saying("They add up to total."),
    "units_by_rule": .counts(["commercial", "ama", "medicare"]),
  ])

  private static let claims = JSONValue.members([
    "ready_to_submit": .reference(to: "claims"), "draft": .reference(to: "claims"),
    "charge_items": JSONValue.count.saying("On the lines of claims."),
    "lines": .count, "units": .count,
    "validation_failures": JSONValue.reference(to: "by_validation")
      .saying("Claims that fail a validation, by its code."),
    "unchecked_validations": JSONValue.reference(to: "by_validation")
      .saying("Claims that a validation could not be checked for, by its code."),
  ])

  private static let findings: JSONValue = [
    "description": "By code.", "type": "object",
    "propertyNames": ["pattern": "^[A-Z0-9]+(-[0-9]+)?\\.[a-z0-9_]+$"],
    "additionalProperties": .members([
      "severity": .choice(of: ["error", "warning", "compliance"]),
      "count": .reference(to: "some"),
      "first": RunReportParts.firstFindings,
    ]),
  ]

  private static let output = JSONValue.members(
    [
      "adapter": .reference(to: "adapter"), "path": ["type": "string"],
      "records": JSONValue.count.saying("Rows, or claims."), "bytes": .count,
      "sha256": .form("^[0-9a-f]{64}$"), "batch": RunReportParts.batch,
    ], optional: ["batch"])

  private static let definitions =
    ([
      "count": ["type": "integer", "minimum": 0], "some": ["type": "integer", "minimum": 1],
      "adapter": .form("^[a-z0-9_]+$"),
      "record": .choice(of: RecordKind.allCases.map(\.rawValue)),
      "claims": .members(["claims": .count, "total_billed": .reference(to: "amount")]),
    ] as JSONValue).adding(RunReportParts.definitions).adding([
      "by_validation": [
        "type": "object", "propertyNames": ["pattern": .text(JSONValue.validationCode)],
        "additionalProperties": .reference(to: "some"),
      ]
    ])
}

extension JSONValue {
  static var count: JSONValue { .reference(to: "count") }

  /// An object with a count for each name.
  static func counts(_ names: [String]) -> JSONValue {
    .members(names.map { ($0, .count) })
  }
}
