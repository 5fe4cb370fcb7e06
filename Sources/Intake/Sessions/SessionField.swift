/// Places in the schema of sessions.
enum SessionField {
  static let id = 0
  static let status = 1
  static let patient = 2
  static let practitioner = 3
  static let serviceCode = 4
  static let start = 5
  static let end = 6
  static let sequence = 7
  static let encounter = 8
  static let businessUnit = 9
  static let location = 10
  static let `case` = 11
  static let authorization = 12
  static let telecare = 13
  static let modifiers = 14
  static let placeOfService = 15
  static let link = 16
  static let chargeStatus = 17
  static let billedExternally = 18
  static let claimNumber = 19

  /// Their names, by place.
  static let names = [
    "session_id", "status", "patient_id", "practitioner_id", "service_code", "start", "end",
    "sequence", "encounter_id", "business_unit_id", "location_id", "case_id",
    "authorization_number", "telecare", "modifiers", "place_of_service", "link", "charge_status",
    "billed_externally", "claim_number",
  ]
}
