/// Every line has units.
enum ServiceLineUnits: ClaimValidation {
  static let code: StaticString = "service_lines.units"
  static let message: StaticString =
    "a line has 0 units: check the sessions' times"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains { $0.units == 0 }
  }
}

/// Every line has a price (CLM-5), and their sum can be held.
enum ServiceLineFee: ClaimValidation {
  static let code: StaticString = "service_lines.fee"
  static let message: StaticString =
    "a line has no price: add a fee schedule row in force"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.claim.totalBilled.value == nil || claim.lines.contains { $0.billed.value == nil }
  }
}

/// Every procedure code is `\d{4}[0-9A-Z]` or `[A-Z]\d{4}`.
enum ServiceLineProcedureCode: ClaimValidation {
  static let code: StaticString = "service_lines.procedure_code"
  static let message: StaticString =
    "a procedure code is not a CPT or HCPCS code: map the service code in plan_benefits"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains { !claim.pool.isProcedureCode($0.procedureCode) }
  }
}

/// Every modifier is `[A-Z0-9]{2}`.
enum ServiceLineModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.modifiers"
  static let message: StaticString =
    "a modifier is not two of A-Z and 0-9"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains { !claim.pool.areModifiers($0.modifiers) }
  }
}

/// Every line has a place of service.
enum ServiceLinePlaceOfService: ClaimValidation {
  static let code: StaticString = "service_lines.place_of_service"
  static let message: StaticString =
    "a line has no place of service: give the sessions a location"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains { $0.placeOfService.isMissing }
  }
}

/// No line has more than 4 modifiers.
enum ServiceLineTooManyModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.too_many_modifiers"
  static let message: StaticString =
    "a line has more than 4 modifiers: drop some"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains {
      claim.pool.elementCount(of: $0.modifiers) > PatientBilling.modifierLimit
    }
  }
}
