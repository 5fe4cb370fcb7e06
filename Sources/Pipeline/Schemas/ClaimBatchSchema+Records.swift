internal import AdapterKit
internal import ClaimCore
internal import Intake

extension ClaimBatchSchema {
  /// The records that a claim names, by the names of their definitions.
  private static let kinds: [(String, RecordKind)] = [
    ("patient", .patients), ("coverage", .coverages), ("payer", .payers),
    ("practitioner", .practitioners), ("referring_provider", .referringProviders),
    ("business_unit", .businessUnits), ("location", .locations),
  ]

  static var records: [(String, JSONValue)] { kinds.map { ($0.0, record($0.1)) } }

  private static func record(_ kind: RecordKind) -> JSONValue {
    let fields = RecordSchema.of(kind).fields
    return .members(
      fields.map { ($0.name, schema($0)) },
      optional: Set(fields.filter { !isAlwaysWritten($0) }.map(\.name)))
  }

  /// A field with a default always has a value; others are left out where they are missing.
  private static func isAlwaysWritten(_ field: FieldSchema) -> Bool {
    field.isRequired || field.defaultValue != nil
  }

  private static func schema(_ field: FieldSchema) -> JSONValue {
    switch field.type {
    case .date: return .reference(to: "date")
    case .bool: return ["type": "boolean"]
    case .choice(Gender.allCases.map(\.rawValue)): return .reference(to: "gender")
    case .choice(let words):
      let choice = JSONValue.choice(of: words)
      return field.name == "relationship"
        ? choice.saying("Of the patient to the policy holder.") : choice
    default: return .reference(to: "text")
    }
  }

  static let readyClaim: JSONValue = [
    "description": "A claim that passed every validation, as every one in a batch.",
    "allOf": [.reference(to: "claim")],
    "properties": [
      "status": ["const": "ready_to_submit"],
      "place_of_service": ["type": "string"],
      "patient": needing(
        ["date_of_birth", "gender"] + address,
        ["state": .reference(to: "state"), "zip": .reference(to: "zip")]),
      "coverage": needing(["member_id"]).adding([
        "if": ["properties": ["relationship": ["const": "self"]]],
        "else": [
          "required": .texts(
            (["first_name", "last_name", "date_of_birth", "gender"] + address)
              .map { "policy_holder_" + $0 })
        ],
      ]),
      "payer": needing(["electronic_payer_id"]),
      "billing_provider": needing(
        ["npi", "tax_id"] + address,
        ["npi": .reference(to: "npi"), "tax_id": .form("^[0-9]{2}-?[0-9]{7}$")]),
      "rendering_provider": needing(["npi"], ["npi": .reference(to: "npi")]),
      "referring_provider": [
        "type": ["object", "null"], "required": ["npi"],
        "properties": ["npi": .reference(to: "npi")],
      ],
      "diagnoses": [
        "minItems": 1, "items": ["pattern": "^[A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?$"],
      ],
      "lines": ["items": ["properties": readyLine]],
      "validation_failures": ["maxItems": 0],
      "unchecked_validations": false,
    ],
  ]

  private static let address = ["address_line1", "city", "state", "zip"]

  private static let readyLine: JSONValue = [
    "procedure_code": ["pattern": "^([0-9]{4}[0-9A-Z]|[A-Z][0-9]{4})$"],
    "modifiers": ["maxItems": 4, "items": ["pattern": "^[A-Z0-9]{2}$"]],
    "place_of_service": ["type": "string"], "units": ["minimum": 1],
    "unit_price": ["type": "string"], "billed": ["type": "string"],
  ]

  /// A record that is there and has these members, some of them of a form.
  private static func needing(_ names: [String], _ forms: JSONValue? = nil) -> JSONValue {
    let schema: JSONValue = ["type": "object", "required": .texts(names)]
    return forms.map { schema.adding(["properties": $0]) } ?? schema
  }

  static let draftClaim: JSONValue = [
    "description": .text(
      "A claim that failed a validation, or that one could not be checked for, or any "
        + "where claims are made as drafts."),
    "allOf": [.reference(to: "claim")], "properties": ["status": ["const": "draft"]],
  ]

  static let forms: [(String, JSONValue)] = [
    (
      "text",
      [
        "description": "As the source has it, trimmed at both ends.", "type": "string",
        "minLength": 1,
      ]
    ),
    ("date", .writtenDate),
    ("clock", .form("^([01][0-9]|2[0-3]):[0-5][0-9]$", description: "Local time, HH:MM.")),
    (
      "amount",
      .form(
        "^[0-9]+\\.[0-9]{2}$",
        description: "US dollars, always with two decimals; a string, so that no reader rounds it.")
    ),
    ("gender", .choice(of: Gender.allCases.map(\.rawValue))), ("state", .form("^[A-Za-z]{2}$")),
    ("zip", .form("^[0-9]{5}(-?[0-9]{4})?$")), ("npi", .form("^[12][0-9]{9}$")),
    (
      "validation_code",
      .form(
        JSONValue.validationCode, description: "The record and what of it, such as patient.zip.")
    ),
  ]
}
