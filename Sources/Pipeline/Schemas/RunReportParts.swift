internal import AdapterKit
internal import ClaimCore

/// The parts of a run report that show the first of each kind with the full count.
enum RunReportParts {
  static let runID = JSONValue.form(
    "^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}$",
    description:
      "As in logs and the status file; left out where --now gave the run's date, so that "
      + "the same input gives the same bytes.")

  static let times = JSONValue.members(
    [
      "started": .instant, "ended": .instant, "milliseconds": .count,
      "stages": .members(
        ["reading": .count, "billing": .count, "writing": .count], optional: ["billing"]),
    ], description: "Up to the moment at which the report was made; left out as run_id is.")

  static let rejectedRecords: JSONValue = [
    "description": "The records behind rejections: the first 20 of each reason.",
    "type": "object", "propertyNames": ["pattern": "^[a-z_]+\\.[a-z0-9_]+$"],
    "additionalProperties": .members([
      "count": .reference(to: "some"),
      "first": .list(
        of: .members([
          "source": .orNull(["type": "string"]), "line": .count,
          "field": .orNull(["type": "string"]), "message": ["type": "string"],
        ])),
    ]),
  ]

  static let firstFindings = JSONValue.list(
    of: .members([
      "source": .orNull(["type": "string"]), "line": .orNull(.count),
      "session_id": .orNull(["type": "string"]), "message": ["type": "string"],
    ])
  ).saying("The first 20, by place.")

  static let flow = JSONValue.members([
    "read": .count, "rejected": .count, "replaced": .count,
    "unchanged": .count, "used": .count,
    "from_ledger": JSONValue.count.saying("Sessions of earlier runs that are looked at again."),
    "without_charge_item": JSONValue.count.saying("Cancelled before they were billed."),
    "charge_items": [
      "description": "By status; those without any are left out.",
      "type": "object",
      "propertyNames": .choice(of: ChargeStatus.allCases.map(\.rawValue)),
      "additionalProperties": .counts([
        "on_ready_claims", "on_draft_claims", "on_no_claim_of_this_run",
      ]),
    ],
  ]).saying(
    "Sessions: read = rejected + replaced + unchanged + used, and unchanged + used + from_ledger = "
      + "without_charge_item + the charge items.")

  static let claimsByPayer = JSONValue.members([
    "payers": JSONValue.list(
      of: .members([("payer_id", ["type": "string"]), ("name", ["type": "string"])] + payer)
    ).saying("Those with claims of this run, most money first; 100 at the most."),
    "others": JSONValue.orNull(.members([("payers", .reference(to: "some"))] + payer))
      .saying("All further payers together."),
    "without_payer": JSONValue.orNull(.members(payer)).saying("Claims without a coverage."),
  ])

  private static let payer: [(String, JSONValue)] = [
    ("ready_to_submit", .reference(to: "claims")),
    ("draft", .reference(to: "claims")),
    (
      "by_rule",
      [
        "description": "Charge items on claims, by the billing rule that counts their units.",
        "type": "object",
        "propertyNames": .choice(of: BillingRule.allCases.map(\.rawValue)),
        "additionalProperties": .members([
          "charge_items": .reference(to: "some"), "units": .count,
          "billed": .reference(to: "amount"),
        ]),
      ]
    ),
  ]

  static let draftClaims: JSONValue = [
    "description": "Claims that fail a validation, by its code, with the numbers of the first 20.",
    "type": "object", "propertyNames": ["pattern": .text(JSONValue.validationCode)],
    "additionalProperties": .members([
      "claims": .reference(to: "some"), "message": ["type": "string"],
      "first": .list(of: ["type": "string"]),
    ]),
  ]

  static let duplicates = JSONValue.members([
    "groups": .count, "sessions": .count,
    "first": JSONValue.list(
      of: .members([
        "patient_id": ["type": "string"], "date_of_service": .writtenDate,
        "service_code": ["type": "string"], "sessions": .reference(to: "some"),
        "first": .list(of: duplicate),
      ])
    ).saying("The first 20 groups, and of each the first 20 sessions."),
  ])

  private static let duplicate = JSONValue.members([
    "session_id": ["type": "string"],
    "role": .choice(of: ["billable", "awaiting_submission"]),
    "charge_item_status": .choice(of: ChargeStatus.allCases.map(\.rawValue)),
    "not_approved_for": JSONValue.orNull(
      .choice(of: ["zero_units", "duplicate", "billed_externally"])
    ).saying("Why it stays New."),
    "same_place_of_service": ["type": "boolean"],
  ])

  static let batch = JSONValue.members([
    "control_number": .reference(to: "some"), "claims": .reference(to: "some"),
    "total_billed": .reference(to: "amount"),
  ]).saying("Where the file is a batch of claims.")

  static let definitions: JSONValue = [
    "amount": JSONValue.orNull(["type": "string", "pattern": "^[0-9]+\\.[0-9]{2}$"]).saying(
      "US dollars, always with two decimals; null where the sum can't be held.")
  ]
}

extension JSONValue {
  fileprivate static var instant: JSONValue {
    .form("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$", description: "UTC.")
  }
}
