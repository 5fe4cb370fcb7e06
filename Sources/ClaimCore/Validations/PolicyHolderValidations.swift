/// There is a coverage.
enum PolicyHolderCoverage: ClaimValidation {
  static let code: StaticString = "policy_holder.coverage"
  static let message: StaticString =
    "no coverage is in force on the date of service: add one"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.coverage == nil
  }
}

/// The coverage has a member id.
enum PolicyHolderMemberID: ClaimValidation {
  static let code: StaticString = "policy_holder.member_id"
  static let message: StaticString =
    "the coverage has no member id: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.coverage?.memberID.isMissing ?? true
  }
}

/// A policy holder who is not the patient has a first and a last name.
enum PolicyHolderName: ClaimValidation {
  static let code: StaticString = "policy_holder.name"
  static let message: StaticString =
    "the policy holder's first or last name is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.other { $0.firstName.isMissing || $0.lastName.isMissing }
  }
}

/// A policy holder who is not the patient has a date of birth.
enum PolicyHolderDateOfBirth: ClaimValidation {
  static let code: StaticString = "policy_holder.date_of_birth"
  static let message: StaticString =
    "the policy holder's date of birth is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.other { $0.dateOfBirth == nil }
  }
}

/// A policy holder who is not the patient has a gender.
enum PolicyHolderGender: ClaimValidation {
  static let code: StaticString = "policy_holder.gender"
  static let message: StaticString =
    "the policy holder's gender is missing: F, M or U"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.other { $0.gender == nil }
  }
}

/// A policy holder who is not the patient has an address.
enum PolicyHolderAddress: ClaimValidation {
  static let code: StaticString = "policy_holder.address"
  static let message: StaticString =
    "the policy holder's address is incomplete: line 1, city, state and ZIP"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.other { !$0.address.isComplete }
  }
}

extension ClaimFacts {
  /// Whether the insurance is not the patient's own and its holder lacks something.
  func other(_ lacks: (PolicyHolder) -> Bool) -> Bool {
    guard let coverage, coverage.relationship != .self else { return false }
    return lacks(coverage.policyHolder)
  }
}
