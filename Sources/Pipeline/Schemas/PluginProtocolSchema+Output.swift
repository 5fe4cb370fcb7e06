internal import AdapterKit
internal import ClaimCore

extension PluginProtocolSchema {
  /// What an output's program is sent and says.
  static let results: [(String, JSONValue)] = [
    ("write", write),
    ("batch", message("batch", ["batch": batch], description: "Before the first claim.")),
    (
      "claim",
      message(
        "claim", ["claim": ["type": "object"]],
        description: "A claim, as #/$defs/ready_claim of the schema claim-batch has it.")
    ),
    (
      "charge_item",
      message(
        "charge_item", ["charge_item": .reference(to: "item")], description: "A charge item.")
    ),
    ("duplicate", duplicate), ("item", item),
    (
      "sent_all",
      message(
        "end",
        [
          "counts": [
            "type": "object",
            "propertyNames": .choice(of: ReceivedRecords.allCases.map(\.rawValue)),
            "additionalProperties": count,
          ]
        ], description: "Everything was sent: how many of each.")
    ),
    (
      "file",
      message(
        "file", ["name": ["type": "string", "minLength": 1]],
        optional: ["records": count, "batch": ["type": "boolean"]],
        description: "What follows is this file's content.")
    ),
    ("text", message("text", ["text": text], description: "A piece of a file.")),
    (
      "data",
      message(
        "data",
        ["base64": .form("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")],
        description: "A piece of a file, of any bytes.")
    ),
    (
      "refused",
      message(
        "refused", ["code": .form("^[a-z][a-z0-9_]*$"), "message": text],
        optional: ["id": text],
        description: "A record can't be handed over: the run fails.")
    ),
    (
      "written_all",
      message("end", ["files": count, "records": count], description: "An output's last line.")
    ),
  ]

  private static let write = message(
    "write",
    [
      "options": .reference(to: "options"), "path": text, "pipeline": text,
      "date": .reference(to: "date"), "time": .reference(to: "moment"), "time_zone": text,
      "scope": open([
        ("from", .orNull(.reference(to: "date"))), ("to", .orNull(.reference(to: "date"))),
        ("business_units", .orNull(.list(of: text))),
      ]),
      "receives": .list(of: .choice(of: ReceivedRecords.allCases.map(\.rawValue))),
    ], description: "What an output shall write, after hello.")

  private static let batch = open([
    ("control_number", .form("^[0-9]{9}$")), ("transaction_date", .reference(to: "date")),
    ("pipeline", text), ("total_claims", count), ("total_billed", .form("^[0-9]+\\.[0-9]{2}$")),
  ])

  private static let duplicate = message(
    "duplicate",
    [
      "group": ["type": "integer", "minimum": 1],
      "role": .choice(of: ["billable", "awaiting_submission"]),
      "charge_status": .choice(of: ChargeStatus.allCases.map(\.rawValue)),
      "same_place_of_service": ["type": "boolean"], "charge_item": .reference(to: "item"),
    ], description: "A row of the duplicates report.")

  private static let optionalText = JSONValue.orNull(["type": "string", "minLength": 1])

  /// Every member is always there.
  private static let item = open(
    [
      ("session_id", text), ("charge_status", .choice(of: ChargeStatus.allCases.map(\.rawValue))),
      ("session_status", .choice(of: SessionStatus.allCases.map(\.rawValue))),
      ("billed_externally", ["type": "boolean"]), ("link", optionalText),
      ("date_of_service", .reference(to: "date")), ("end_date", .reference(to: "date")),
      ("start", .reference(to: "moment")), ("end", .reference(to: "moment")),
      ("service_code", text), ("procedure_code", text), ("modifiers", .list(of: text)),
      ("minutes", count), ("units", count), ("suggested_units", .orNull(count)),
      ("billing_rule", .choice(of: ["commercial", "ama", "medicare"])),
      ("timed", ["type": "boolean"]), ("time_per_unit", count), ("unit_type", text),
      ("patient", person("patient_id", ["mrn", "first_name", "last_name"])),
      ("practitioner", practitioner), ("qualifications", .list(of: text)),
      ("rendering_provider", practitioner), ("place_of_service", optionalText),
      ("telecare", ["type": "boolean"]),
      ("location", person("location_id", ["type", "name"])),
      ("business_unit", person("business_unit_id", ["name"])),
    ]
      + [
        "authorization_number", "case_id", "coverage_id", "plan_id", "payer_id", "claim_number",
      ].map { ($0, optionalText) })

  private static let practitioner = person(
    "practitioner_id", ["first_name", "last_name", "npi", "taxonomy_code"])

  /// A record by its id, or none.
  private static func person(_ id: String, _ fields: [String]) -> JSONValue {
    .orNull(open([(id, text)] + fields.map { ($0, optionalText) }))
  }
}
