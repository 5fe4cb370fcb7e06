/// Whose insurance it is, where that is not the patient.
public struct PolicyHolder: BitwiseCopyable, Sendable {
  public var firstName: Text
  public var lastName: Text
  public var dateOfBirth: CivilDate?
  public var gender: Gender?
  public var address: Address

  public init(
    firstName: Text, lastName: Text, dateOfBirth: CivilDate?, gender: Gender?, address: Address
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.dateOfBirth = dateOfBirth
    self.gender = gender
    self.address = address
  }
}

/// A patient's insurance; key `coverage_id`.
public struct Coverage: BitwiseCopyable, Sendable {
  public var id: Text
  public var patientID: Text
  public var planID: Text
  public var level: CoverageLevel
  public var memberID: Text
  public var caseID: Text
  public var dates: DateRange
  public var relationship: Relationship
  public var policyHolder: PolicyHolder
  public var position: Position

  public init(
    id: Text, patientID: Text, planID: Text, level: CoverageLevel, memberID: Text, caseID: Text,
    dates: DateRange, relationship: Relationship, policyHolder: PolicyHolder, position: Position
  ) {
    self.id = id
    self.patientID = patientID
    self.planID = planID
    self.level = level
    self.memberID = memberID
    self.caseID = caseID
    self.dates = dates
    self.relationship = relationship
    self.policyHolder = policyHolder
    self.position = position
  }
}

/// A payer's leave to treat; key `authorization_number`.
public struct Authorization: BitwiseCopyable, Sendable {
  public var number: Text
  public var patientID: Text
  public var coverageID: Text
  public var status: AuthorizationStatus
  public var dates: DateRange
  public var position: Position

  public init(
    number: Text, patientID: Text, coverageID: Text, status: AuthorizationStatus, dates: DateRange,
    position: Position
  ) {
    self.number = number
    self.patientID = patientID
    self.coverageID = coverageID
    self.status = status
    self.dates = dates
    self.position = position
  }
}

/// Whom an authorization names as rendering provider.
public struct RenderingAssignment: BitwiseCopyable, Sendable {
  public var authorizationNumber: Text
  public var practitionerID: Text
  public var dates: DateRange
  public var position: Position

  public init(
    authorizationNumber: Text, practitionerID: Text, dates: DateRange, position: Position
  ) {
    self.authorizationNumber = authorizationNumber
    self.practitionerID = practitionerID
    self.dates = dates
    self.position = position
  }
}

/// A course of treatment; key `case_id`.
public struct Case: BitwiseCopyable, Sendable {
  public var id: Text
  public var patientID: Text
  public var billingRule: BillingRule
  public var position: Position

  public init(
    id: Text, patientID: Text, billingRule: BillingRule, position: Position
  ) {
    self.id = id
    self.patientID = patientID
    self.billingRule = billingRule
    self.position = position
  }
}

/// A patient's diagnosis; `rank` is `Int32.max` where it has none.
public struct Diagnosis: BitwiseCopyable, Sendable {
  public var patientID: Text
  public var code: Text
  public var rank: Int32
  public var dates: DateRange
  public var position: Position

  public init(
    patientID: Text, code: Text, rank: Int32, dates: DateRange, position: Position
  ) {
    self.patientID = patientID
    self.code = code
    self.rank = rank
    self.dates = dates
    self.position = position
  }
}
