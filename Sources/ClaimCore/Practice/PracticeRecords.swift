/// A practice's reference records as read, in the order of the manifest, path and position, with
/// second records of a key already rejected (REC-2).
public struct PracticeRecords: Sendable {
  public var patients: RowList<Patient> = []
  public var practitioners: RowList<Practitioner> = []
  public var practitionerQualifications: RowList<PractitionerQualification> = []
  public var locations: RowList<Location> = []
  public var businessUnits: RowList<BusinessUnit> = []
  public var payers: RowList<Payer> = []
  public var plans: RowList<Plan> = []
  public var planBenefits: RowList<PlanBenefit> = []
  public var benefitQualifications: RowList<BenefitQualification> = []
  public var feeSchedules: RowList<FeeSchedule> = []
  public var coverages: RowList<Coverage> = []
  public var authorizations: RowList<Authorization> = []
  public var renderingAssignments: RowList<RenderingAssignment> = []
  public var cases: RowList<Case> = []
  public var diagnoses: RowList<Diagnosis> = []
  public var referringProviders: RowList<ReferringProvider> = []

  public init() {}
}
