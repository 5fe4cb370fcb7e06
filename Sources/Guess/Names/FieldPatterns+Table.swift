import ClaimCore

extension FieldPatterns {
  private static let range = [
    "start_date": "start date;start;period start;start year:0.9",
    "end_date": "end date;end;period end;end year:0.9",
  ]

  private static let patientID =
    "@patient id;@patient code:0.97;@patient:0.9;@patient mrn:0.7;mrn:0.6;@patient subscriberid:0.7;subscriberid:0.35"
  private static let practitionerID =
    "@practitioner id;@practitioner code:0.97;@practitioner:0.9;@practitioner npi:0.75;npi:0.5;@practitioner name:0.4"
  private static let planID = "@plan id;@plan:0.85;@plan code;@plan name:0.55"
  private static let payerID =
    "@payer id;@payer code;@payer:0.85;@payer electronic id:0.7;electronic id:0.5;@payer electronic:0.65;"
    + "@payer name:0.5"
  private static let unitID = "@unit id;@unit code;@unit:0.85;@unit name:0.5"
  private static let authorizationID = "@authorization id;@authorization code;@authorization:0.9"
  private static let serviceCode =
    "service code;@billing code:0.85;service id:0.7;procedure code:0.9;procedure:0.85;service:0.8;service type:0.7;"
    + "@session type:0.65;service name:0.5;code:0.7;@session code:0.8"

  private static func address(_ entity: String, prefix: String = "") -> [String: String] {
    [
      prefix + "address_line1":
        "@\(entity) address;@\(entity) address 1",
      prefix + "address_line2": "@\(entity) address 2",
      prefix + "city": "@\(entity) city;@\(entity) address city",
      prefix + "state": "@\(entity) state;@\(entity) address state",
      prefix + "zip": "@\(entity) zip;@\(entity) address zip",
    ]
  }

  private static func names(_ entity: String, prefix: String = "") -> [String: String] {
    [
      prefix + "first_name": "@\(entity) first name;@\(entity) first",
      prefix + "last_name": "@\(entity) last name;@\(entity) last",
    ]
  }

  private static func merge(_ tables: [String: String]...) -> [String: String] {
    tables.reduce(into: [:]) { $0.merge($1) { $1 } }
  }

  static let written: [RecordKind: [String: String]] = [
    .sessions: [
      "session_id": "@session id;service id:0.85;@encounter id:0.75;id:0.8;@session:0.6",
      "status": "@session status;status;service status;@encounter status:0.9;state:0.6",
      "patient_id": patientID, "practitioner_id": practitionerID, "service_code": serviceCode,
      "sequence": "order;@session order", "encounter_id": "@encounter id;@encounter:0.85",
      "business_unit_id": unitID, "location_id": "@location id;@location code;@location:0.75",
      "case_id": "@case id;@case:0.85", "authorization_number": authorizationID,
      "telecare":
        "telehealth;@location telehealth;@session telehealth;modality:0.6;service modality:0.6",
      "place_of_service": "pos;service pos;pos code;@location code:0.9",
      "link": "link;@session link;@encounter link;service link",
      "charge_status": "charge status;@billing status:0.8",
      "billed_externally": "@billing external;external",
      "claim_number": "@claim id;@claim:0.7;@billing claim;@billing claim id",
    ],
    .patients: merge(
      [
        "patient_id": "@patient id;@patient:0.7;@patient code;mrn:0.6;@patient mrn:0.65",
        "mrn": "mrn;@patient mrn;mrn id;@patient mrn id",
        "date_of_birth": "@patient birth;@patient birth date",
        "gender": "@patient gender", "time_zone": "@patient zone",
      ], names("patient"), address("patient")),
    .practitioners: merge(
      [
        "practitioner_id": "@practitioner id;@practitioner:0.7;@practitioner code;npi:0.5;"
          + "@practitioner npi:0.6;@practitioner name:0.3",
        "npi": "@practitioner npi",
        "taxonomy_code": "@practitioner taxonomy;"
          + "@practitioner taxonomy code",
      ], names("practitioner")),
    .practitionerQualifications: merge(
      [
        "practitioner_id": practitionerID,
        "qualification": "qualification;qualification name;qualification code;qualification type;"
          + "@practitioner qualification;name:0.5;code:0.5;type:0.6",
      ], range),
    .locations: merge(
      [
        "location_id": "@location id;@location code;@location:0.6;@location name:0.45",
        "type": "@location type;pos:0.6;@location pos:0.7;service pos:0.55",
        "name": "@location name;@location:0.7", "patient_id": patientID,
        "npi": "@location npi",
      ], address("location")),
    .businessUnits: merge(
      [
        "business_unit_id": "@unit id;@unit code;@unit:0.6;@unit name:0.45",
        "name": "@unit name;@unit:0.75", "npi": "@unit npi;@billing npi;@billing practitioner npi",
        "tax_id": "@unit taxid;taxid;@unit taxonomy:0.7;@billing taxid;@billing practitioner taxid",
        "taxonomy_code": "@unit taxonomy;@unit taxonomy code;@billing taxonomy",
        "phone": "@unit phone", "contact_name": "@contact name;@contact;@unit contact",
        "time_zone": "@unit zone", "charge_period": "charge period",
      ], address("unit")),
    .payers: [
      "payer_id": payerID, "name": "@payer name;@payer:0.75", "medicare": "medicare",
      "billing_rule": "rule;@billing rule;@payer rule",
      "electronic_payer_id": "@payer electronic id;electronic id;electronic;@payer electronic",
    ],
    .plans: [
      "plan_id": planID, "payer_id": payerID, "name": "@plan name;@plan:0.7",
      "requirements": "requirement;@plan requirement;@billing requirement",
    ],
    .planBenefits: [
      "plan_id": planID, "service_code": serviceCode,
      "procedure_code": "procedure code;procedure;@billing code:0.7",
      "time_per_unit": "duration unit;time per unit;duration per unit;unit duration",
      "unit_type": "unit type;units type", "timed": "timed",
    ],
    .benefitQualifications: [
      "plan_id": planID, "service_code": serviceCode,
      "any_of": "qualification;requirement qualification;requirement:0.6",
    ],
    .feeSchedules: merge(
      [
        "plan_id": planID, "business_unit_id": unitID,
        "procedure_code": "procedure code;procedure;service code:0.7;service:0.6;code:0.8",
        "billing_amount": "amount;@billing amount;charge amount;unit amount;charge:0.6",
        "expected_amount": "expected amount;expected",
      ], range),
    .coverages: merge(
      [
        "coverage_id": "@coverage id;@coverage:0.6", "patient_id": patientID, "plan_id": planID,
        "level": "@coverage level;level;order:0.7;@coverage order:0.8;@coverage type:0.4",
        "member_id": "subscriberid;@coverage subscriberid;@holder id:0.7;@patient id subscriberid;"
          + "medicaid id:0.7;@payer subscriberid;@patient subscriberid",
        "case_id": "@case id;@case:0.85",
        "relationship": "relationship;@holder relationship;@patient relationship;"
          + "@coverage relationship",
        "policy_holder_date_of_birth": "@holder birth;@holder birth date",
        "policy_holder_gender": "@holder gender",
      ], range, names("holder", prefix: "policy_holder_"),
      address("holder", prefix: "policy_holder_")),
    .authorizations: merge(
      [
        "authorization_number": authorizationID + ";id:0.8", "patient_id": patientID,
        "coverage_id": "@coverage id;@coverage:0.8", "status": "@authorization status;status",
      ], range),
    .renderingAssignments: merge(
      ["authorization_number": authorizationID, "practitioner_id": practitionerID], range),
    .cases: [
      "case_id": "@case id;@case:0.8;id:0.8", "patient_id": patientID,
      "billing_rule": "rule;@billing rule;@case rule",
    ],
    .diagnoses: merge(
      [
        "patient_id": patientID, "code": "@diagnosis code;@diagnosis:0.95;code:0.8",
        "rank": "order;@diagnosis order;level:0.6;@diagnosis level",
      ], range),
    .referringProviders: merge(
      [
        "patient_id": patientID, "npi": "@referring npi;@referring practitioner npi",
        "first_name": "@referring first name;@referring first;@referring practitioner first name;"
          + "@referring practitioner first",
        "last_name": "@referring last name;@referring last;@referring practitioner last name;"
          + "@referring practitioner last",
      ], range),
  ]
}
