/// The 17 record types of billing.md section 1.
public enum RecordKind: String, CaseIterable, Sendable {
  case sessions, patients, practitioners
  case practitionerQualifications = "practitioner_qualifications"
  case locations
  case businessUnits = "business_units"
  case payers, plans
  case planBenefits = "plan_benefits"
  case benefitQualifications = "benefit_qualifications"
  case feeSchedules = "fee_schedules"
  case coverages, authorizations
  case renderingAssignments = "rendering_assignments"
  case cases, diagnoses
  case referringProviders = "referring_providers"
}
