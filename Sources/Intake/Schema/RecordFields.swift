import ClaimCore

extension RecordKind {
  var key: [String] {
    switch self {
    case .sessions: ["session_id"]
    case .patients: ["patient_id"]
    case .practitioners: ["practitioner_id"]
    case .locations: ["location_id"]
    case .businessUnits: ["business_unit_id"]
    case .payers: ["payer_id"]
    case .plans: ["plan_id"]
    case .planBenefits: ["plan_id", "service_code"]
    case .coverages: ["coverage_id"]
    case .authorizations: ["authorization_number"]
    case .cases: ["case_id"]
    case .practitionerQualifications, .benefitQualifications, .feeSchedules,
      .renderingAssignments, .diagnoses, .referringProviders:
      []
    }
  }

  /// In the order of billing.md section 1, which is the order that the decoders read them in.
  var fields: [FieldSchema] {
    switch self {
    case .sessions: sessionFields
    case .patients, .practitioners, .practitionerQualifications, .referringProviders: peopleFields
    case .locations, .businessUnits: placeFields
    case .payers, .plans, .planBenefits, .benefitQualifications, .feeSchedules: insuranceFields
    case .coverages, .authorizations, .renderingAssignments, .cases, .diagnoses: coverFields
    }
  }

  private var sessionFields: [FieldSchema] {
    [
      .text("session_id").required, .choice("status", SessionStatus.self).required,
      .text("patient_id").required, .text("practitioner_id").required,
      .text("service_code").required, .field("start", .time).required,
      .field("end", .time).required, .field("sequence", .wholeNumber), .text("encounter_id"),
      .text("business_unit_id"), .text("location_id"), .text("case_id"),
      .text("authorization_number"), .field("telecare", .bool, default: "no"),
      .field("modifiers", .list), .field("place_of_service", .placeOfService), .text("link"),
      .choice("charge_status", TrackedChargeStatus.self),
      .field("billed_externally", .bool, default: "no"), .text("claim_number"),
    ]
  }

  private var peopleFields: [FieldSchema] {
    switch self {
    case .patients:
      [
        .text("patient_id").required, .personal("mrn"), .personal("first_name").required,
        .personal("last_name").required, .field("date_of_birth", .date, personal: true),
        .choice("gender", Gender.self, personal: true),
      ] + FieldSchema.address() + [.text("time_zone")]
    case .practitioners:
      [
        .text("practitioner_id").required, .personal("first_name").required,
        .personal("last_name").required, .text("npi"), .text("taxonomy_code"),
      ]
    case .practitionerQualifications:
      [.text("practitioner_id").required, .text("qualification").required] + FieldSchema.dates()
    default:
      [
        .text("patient_id").required, .personal("first_name").required,
        .personal("last_name").required, .text("npi"),
      ] + FieldSchema.dates()
    }
  }

  private var placeFields: [FieldSchema] {
    switch self {
    case .locations:
      [
        .text("location_id").required, .choice("type", LocationType.self).required,
        .personal("name"), .text("patient_id"),
      ] + FieldSchema.address() + [.text("npi")]
    default:
      [
        .text("business_unit_id").required, .text("name").required, .text("npi"),
        .text("tax_id"), .text("taxonomy_code"),
      ] + FieldSchema.address() + [
        .personal("phone"), .personal("contact_name"), .text("time_zone"),
        .choice("charge_period", ChargePeriodLength.self, default: .monthly),
      ]
    }
  }

  private var insuranceFields: [FieldSchema] {
    switch self {
    case .payers:
      [
        .text("payer_id").required, .text("name").required,
        .field("medicare", .bool, default: "no"),
        .choice("billing_rule", BillingRule.self, default: .notSpecified),
        .text("electronic_payer_id"),
      ]
    case .plans:
      [
        .text("plan_id").required, .text("payer_id").required, .text("name"),
        .field("requirements", .requirements),
      ]
    case .planBenefits:
      [
        .text("plan_id").required, .text("service_code").required,
        .field("procedure_code", .text, default: "the service code"),
        .field("time_per_unit", .minutes, default: "15"), .text("unit_type"),
        .field("timed", .bool, default: "yes"),
      ]
    case .benefitQualifications:
      [
        .text("plan_id").required, .text("service_code").required,
        .field("any_of", .list).required,
      ]
    default:
      [
        .text("plan_id"), .text("business_unit_id"), .text("procedure_code").required,
        .field("modifiers", .list), .field("billing_amount", .money).required,
        .field("expected_amount", .money),
      ] + FieldSchema.dates()
    }
  }

  private var coverFields: [FieldSchema] {
    switch self {
    case .coverages:
      [
        .text("coverage_id").required, .text("patient_id").required, .text("plan_id").required,
        .choice("level", CoverageLevel.self, default: .primary), .personal("member_id"),
        .text("case_id"),
      ] + FieldSchema.dates() + [
        .choice("relationship", Relationship.self, default: .`self`),
        .personal("policy_holder_first_name"), .personal("policy_holder_last_name"),
        .field("policy_holder_date_of_birth", .date, personal: true),
        .choice("policy_holder_gender", Gender.self, personal: true),
      ] + FieldSchema.address("policy_holder_", line2: false)
    case .authorizations:
      [
        .text("authorization_number").required, .text("patient_id").required,
        .text("coverage_id"),
        .choice("status", AuthorizationStatus.self, default: .active),
      ] + FieldSchema.dates()
    case .renderingAssignments:
      [.text("authorization_number").required, .text("practitioner_id").required]
        + FieldSchema.dates()
    case .cases:
      [
        .text("case_id").required, .text("patient_id").required,
        .choice("billing_rule", BillingRule.self, default: .notSpecified),
      ]
    default:
      [
        .text("patient_id").required, .text("code").required,
        .field("rank", .wholeNumber, default: "last"),
      ] + FieldSchema.dates()
    }
  }
}
