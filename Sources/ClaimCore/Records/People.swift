/// A patient; key `patient_id`.
public struct Patient: BitwiseCopyable, Sendable {
  public var id: Text
  public var mrn: Text
  public var firstName: Text
  public var lastName: Text
  public var dateOfBirth: CivilDate?
  public var gender: Gender?
  public var address: Address
  public var timeZone: Text
  public var position: Position

  public init(
    id: Text, mrn: Text, firstName: Text, lastName: Text, dateOfBirth: CivilDate?, gender: Gender?,
    address: Address, timeZone: Text, position: Position
  ) {
    self.id = id
    self.mrn = mrn
    self.firstName = firstName
    self.lastName = lastName
    self.dateOfBirth = dateOfBirth
    self.gender = gender
    self.address = address
    self.timeZone = timeZone
    self.position = position
  }
}

/// Who held a session; key `practitioner_id`.
public struct Practitioner: BitwiseCopyable, Sendable {
  public var id: Text
  public var firstName: Text
  public var lastName: Text
  public var npi: Text
  public var taxonomyCode: Text
  public var position: Position

  public init(
    id: Text, firstName: Text, lastName: Text, npi: Text, taxonomyCode: Text, position: Position
  ) {
    self.id = id
    self.firstName = firstName
    self.lastName = lastName
    self.npi = npi
    self.taxonomyCode = taxonomyCode
    self.position = position
  }
}

/// What a practitioner is, and when.
public struct PractitionerQualification: BitwiseCopyable, Sendable {
  public var practitionerID: Text
  public var qualification: Text
  public var dates: DateRange
  public var position: Position

  public init(
    practitionerID: Text, qualification: Text, dates: DateRange, position: Position
  ) {
    self.practitionerID = practitionerID
    self.qualification = qualification
    self.dates = dates
    self.position = position
  }
}

/// Who referred a patient, and when.
public struct ReferringProvider: BitwiseCopyable, Sendable {
  public var patientID: Text
  public var firstName: Text
  public var lastName: Text
  public var npi: Text
  public var dates: DateRange
  public var position: Position

  public init(
    patientID: Text, firstName: Text, lastName: Text, npi: Text, dates: DateRange,
    position: Position
  ) {
    self.patientID = patientID
    self.firstName = firstName
    self.lastName = lastName
    self.npi = npi
    self.dates = dates
    self.position = position
  }
}
