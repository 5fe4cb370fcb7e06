/// The patient's date of birth is there.
enum PatientDateOfBirth: ClaimValidation {
  static let code: StaticString = "patient.date_of_birth"
  static let message: StaticString =
    "the patient's date of birth is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.patient?.dateOfBirth == nil
  }
}

/// The patient's gender is there.
enum PatientGender: ClaimValidation {
  static let code: StaticString = "patient.gender"
  static let message: StaticString =
    "the patient's gender is missing: F, M or U"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.patient?.gender == nil
  }
}

/// The patient's street is there.
enum PatientAddressLine1: ClaimValidation {
  static let code: StaticString = "patient.address_line1"
  static let message: StaticString =
    "the patient's address line 1 is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.patient?.address.line1.isMissing ?? true
  }
}

/// The patient's city is there.
enum PatientCity: ClaimValidation {
  static let code: StaticString = "patient.city"
  static let message: StaticString =
    "the patient's city is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.patient?.address.city.isMissing ?? true
  }
}

/// The patient's state is two letters.
enum PatientState: ClaimValidation {
  static let code: StaticString = "patient.state"
  static let message: StaticString =
    "the patient's state is missing or not two letters"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !claim.pool.isState(claim.patient?.address.state ?? .missing)
  }
}

/// The patient's ZIP is 5 or 9 digits.
enum PatientZip: ClaimValidation {
  static let code: StaticString = "patient.zip"
  static let message: StaticString =
    "the patient's ZIP is missing or not 5 or 9 digits"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !claim.pool.isZip(claim.patient?.address.zip ?? .missing)
  }
}
