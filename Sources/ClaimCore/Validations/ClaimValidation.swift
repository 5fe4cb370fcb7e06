/// One validation of a claim (CLM-7): a stable code, a sentence, and the test.
///
/// Each is a type of its own; its code names it everywhere, and ``ClaimValidations`` lists it once.
public protocol ClaimValidation: Sendable {
  static var code: StaticString { get }
  /// What is wrong, and what would be right.
  static var message: StaticString { get }
  static func fails(_ claim: borrowing ClaimFacts) -> Bool
}

/// Every validation.
public enum ClaimValidations {
  /// By code.
  public static let all: [any ClaimValidation.Type] =
    (patient + diagnosis + policyHolder + rendering + referring + payer + billing + lines)
    .sorted { $0.code.description < $1.code.description }

  private static let patient: [any ClaimValidation.Type] = [
    PatientDateOfBirth.self, PatientGender.self, PatientAddressLine1.self, PatientCity.self,
    PatientState.self, PatientZip.self,
  ]
  private static let diagnosis: [any ClaimValidation.Type] = [
    DiagnosisMissing.self, DiagnosisForm.self,
  ]
  private static let policyHolder: [any ClaimValidation.Type] = [
    PolicyHolderCoverage.self, PolicyHolderMemberID.self, PolicyHolderName.self,
    PolicyHolderDateOfBirth.self, PolicyHolderGender.self, PolicyHolderAddress.self,
  ]
  private static let rendering: [any ClaimValidation.Type] = [
    RenderingProviderMissing.self, RenderingProviderNPI.self, RenderingProviderTaxonomyCode.self,
    RenderingProviderQualifications.self,
  ]
  private static let referring: [any ClaimValidation.Type] = [
    ReferringProviderMissing.self, ReferringProviderNPI.self,
  ]
  private static let payer: [any ClaimValidation.Type] = [PayerElectronicPayerID.self]
  private static let billing: [any ClaimValidation.Type] = [
    BillingProviderName.self, BillingProviderNPI.self, BillingProviderTaxID.self,
    BillingProviderAddress.self,
  ]
  private static let lines: [any ClaimValidation.Type] = [
    ServiceLineUnits.self, ServiceLineFee.self, ServiceLineProcedureCode.self,
    ServiceLineModifiers.self, ServiceLinePlaceOfService.self, ServiceLineTooManyModifiers.self,
  ]
}

/// What a validation may look at.
public struct ClaimFacts: ~Copyable {
  let practice: Practice
  let claim: Claim
  let patient: Patient?
  let coverage: Coverage?
  let payer: Payer?
  let businessUnit: BusinessUnit?
  let rendering: Practitioner?
  let referring: ReferringProvider?
  let plan: Ref<Plan>
  let requirements: PlanRequirements
  let diagnoses: ArraySlice<Ref<Diagnosis>>
  let lines: ArraySlice<ClaimLine>
  /// Service codes with the dates they are billed on.
  let services: [(code: Text, date: CivilDate)]

  var pool: TextPool { practice.pool }
}

extension PatientBilling {
  /// Runs every validation and sets the claim's status (CLM-7).
  mutating func validate(_ claim: inout Claim) {
    let facts = facts(of: claim)
    for index in validations.indices where validations[index].fails(facts) {
      chunk.failures.append(ValidationFailure(validation: index))
    }
    let start = Int(claim.failures.start)
    claim.failures = Span32(start: start, count: chunk.failures.count - start)
    claim.status = claim.failures.count == 0 && !settings.claims.asDraft ? .readyToSubmit : .draft
  }

  private func facts(of claim: Claim) -> ClaimFacts {
    let lines = chunk.lines[claim.lines.range]
    var services: [(code: Text, date: CivilDate)] = []
    let plan = claim.coverage.isNone ? Ref.none : practice.links.coverages[claim.coverage].plan
    if !plan.isNone, !practice.links.benefitQualifications.range(plan.index).isEmpty {
      for line in lines {
        for row in line.items.range {
          services.append((session(Int(chunk.lineItems[row])).serviceCode, line.startDate))
        }
      }
    }
    return ClaimFacts(
      practice: practice, claim: claim,
      patient: claim.patient.index < practice.patients.count
        ? practice.patients[claim.patient] : nil,
      coverage: claim.coverage.isNone ? nil : practice.coverages[claim.coverage],
      payer: claim.payer.isNone ? nil : practice.payers[claim.payer],
      businessUnit: claim.businessUnit.isNone ? nil : practice.businessUnits[claim.businessUnit],
      rendering: claim.rendering.isNone ? nil : practice.practitioners[claim.rendering],
      referring: claim.referring.isNone ? nil : practice.referringProviders[claim.referring],
      plan: plan, requirements: requirements(of: plan),
      diagnoses: chunk.claimDiagnoses[claim.diagnoses.range], lines: lines, services: services)
  }
}
