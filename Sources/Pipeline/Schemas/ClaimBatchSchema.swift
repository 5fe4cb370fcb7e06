internal import AdapterKit
internal import ClaimCore
internal import Intake

/// What `claim_batch` writes as JSON (docs/claim-batch.md). The records in it have the fields that
/// ``RecordSchema`` gives them; tests hold all that is written to it.
enum ClaimBatchSchema {
  static let document: JSONValue = .document(
    "claim-batch:1:json", title: "a file of claims",
    description:
      "What claim_batch writes with format: json: a batch of claims that are ready to submit, "
      + "or the Draft claims beside it. With format: ndjson, each line meets #/$defs/ready_claim or "
      + "#/$defs/draft_claim, and so #/$defs/claim. docs/claim-batch.md says more."
  ).adding([
    "oneOf": [
      .members(
        ["batch": .reference(to: "batch"), "claims": .list(of: .reference(to: "ready_claim"))],
        description: "The batch."),
      .members(
        ["claims": .list(of: .reference(to: "draft_claim"))], description: "The Draft claims."),
    ],
    "$defs": .object(definitions),
  ])

  private static var definitions: [(String, JSONValue)] {
    [("batch", batch), ("claim", claim), ("line", line)] + records
      + [("ready_claim", readyClaim), ("draft_claim", draftClaim)] + forms
  }

  private static let text = JSONValue.reference(to: "text")
  private static let amount = JSONValue.reference(to: "amount")
  private static let optionalText: JSONValue = ["type": ["string", "null"], "minLength": 1]

  private static let batch = JSONValue.members(
    [
      "control_number": .form("^[0-9]{9}$"), "transaction_date": .reference(to: "date"),
      "pipeline": (["type": "string"] as JSONValue)
        .saying("The manifest's name for what made the batch."),
      "total_claims": ["type": "integer", "minimum": 0], "total_billed": amount,
    ], description: "The claims transaction's own data.")

  private static let claim = JSONValue.members(
    [
      "claim_number": .form("^[A-Z0-9]{1,20}$", description: "Unique for ever."),
      "version": [
        "description": "1, and one more with each correction.", "type": "integer", "minimum": 1,
      ],
      "status": .choice(of: ["ready_to_submit", "draft"]),
      "frequency_code": .choice(of: ["1", "7", "8"]).saying("1 original, 7 corrected, 8 void."),
      "original_claim_number": optionalText.saying(
        "Of a correction or void: the claim that it stands for."),
      "payer_claim_number": [
        "description": "The payer's own number of that claim; left out where it is not known.",
        "type": "string", "minLength": 1,
      ],
      "place_of_service": optionalText.saying("Its first line's."),
      "authorization_number": optionalText,
      "total_billed": amount.saying("The sum of the lines that have a price; 0.00 if none has."),
      "patient": .orNull(.reference(to: "patient")),
      "coverage": .orNull(.reference(to: "coverage")),
      "payer": .orNull(.reference(to: "payer")),
      "billing_provider": .orNull(.reference(to: "business_unit")),
      "rendering_provider": .orNull(.reference(to: "practitioner")),
      "referring_provider": .orNull(.reference(to: "referring_provider")),
      "facility": [
        "description":
          "The location, or the business unit where an office has no address of its own.",
        "anyOf": [
          .reference(to: "location"), .reference(to: "business_unit"), ["type": "null"],
        ],
      ],
      "diagnoses": [
        "description": "ICD-10-CM codes by rank; lines point to them by number.",
        "type": "array", "maxItems": 12, "items": text,
      ],
      "lines": ["type": "array", "minItems": 1, "items": .reference(to: "line")],
      "validation_failures": .list(
        of: .members(["code": .reference(to: "validation_code"), "message": text])
      ).saying("What the claim fails, by code."),
      "unchecked_validations": [
        "description": .text(
          "What could not be checked, because what it looks at is not there; left out "
            + "where there is nothing."),
        "type": "array", "minItems": 1, "items": .reference(to: "validation_code"),
      ],
    ], optional: ["payer_claim_number", "unchecked_validations"],
    description:
      "A claim: what a line of ndjson holds. Fields of the records it names are left out "
      + "where they are missing.")

  private static let line = JSONValue.members(
    [
      "line_number": ["description": "From 1.", "type": "integer", "minimum": 1],
      "procedure_code": text, "modifiers": .list(of: text), "start_date": .reference(to: "date"),
      "end_date": .reference(to: "date"), "place_of_service": optionalText,
      "units": ["type": "integer", "minimum": 0],
      "unit_price": .orNull(amount).saying("Null without a fee in force."),
      "billed": .orNull(amount).saying("Units times the price."),
      "diagnosis_pointers": [
        "description": "Numbers of the claim's diagnoses, from 1.", "type": "array", "maxItems": 4,
        "items": ["type": "integer", "minimum": 1, "maximum": 12],
      ],
      "session_ids": [
        "description": "The sessions on the line, by start and then id.", "type": "array",
        "minItems": 1, "items": text,
      ],
      "start_time": .reference(to: "clock"), "end_time": .reference(to: "clock"),
    ], optional: ["start_time", "end_time"],
    description: "A service line; start_time and end_time stand where the plan asks for them."
  ).adding(["dependentRequired": ["start_time": ["end_time"], "end_time": ["start_time"]]])
}
