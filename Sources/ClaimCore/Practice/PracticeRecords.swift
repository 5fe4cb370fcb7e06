/// A practice's reference records as read, in the order of the manifest, path and position, with
/// second records of a key already rejected (REC-2).
public struct PracticeRecords: Sendable {
  public var patients: [Patient] = []
  public var practitioners: [Practitioner] = []
  public var practitionerQualifications: [PractitionerQualification] = []
  public var locations: [Location] = []
  public var businessUnits: [BusinessUnit] = []
  public var payers: [Payer] = []
  public var plans: [Plan] = []
  public var planBenefits: [PlanBenefit] = []
  public var benefitQualifications: [BenefitQualification] = []
  public var feeSchedules: [FeeSchedule] = []
  public var coverages: [Coverage] = []
  public var authorizations: [Authorization] = []
  public var renderingAssignments: [RenderingAssignment] = []
  public var cases: [Case] = []
  public var diagnoses: [Diagnosis] = []
  public var referringProviders: [ReferringProvider] = []

  public init() {}
}
