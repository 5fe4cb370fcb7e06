/// The references between reference records, resolved.
final class PracticeLinks: Sendable {
  struct CoverageLink: BitwiseCopyable {
    var plan: Ref<Plan>
    var payer: Ref<Payer>
    var `case`: Ref<Case>
    /// Names a case, though perhaps one that is not there.
    var namesCase: Bool
    var isPrimary: Bool
    var dates: DateRange
  }
  struct AuthorizationLink: BitwiseCopyable {
    var patient: UInt32
    var coverage: Ref<Coverage>
  }

  let coverages: Table<CoverageLink>
  /// By patient: the coverages of that patient.
  let coveragesByPatient: Grouped<Ref<Coverage>>
  let authorizations: Table<AuthorizationLink>
  /// By case: the patient.
  let cases: Table<UInt32>
  let payerOfPlan: Table<Ref<Payer>>
  let requirements: Table<PlanRequirements>
  let modifierRequirements: Table<ModifierRequirement>
  /// By plan, sorted by service code.
  let services: Grouped<PlanService>
  /// By plan, sorted by service code.
  let benefitQualifications: Grouped<BenefitQualification>
  /// By practitioner, sorted by qualification.
  let qualifications: Grouped<PractitionerQualification>
  /// Both as sets of bits.
  let qualificationSets: QualificationSets
  /// By authorization, a practitioner's together.
  let assignments: Grouped<Assignment>
  /// By patient, by rank and then code.
  let diagnoses: Grouped<Ref<Diagnosis>>
  /// By patient, latest start first, then by name.
  let referringProviders: Grouped<Ref<ReferringProvider>>

  struct Assignment: BitwiseCopyable {
    var authorization: UInt32
    var practitioner: Ref<Practitioner>
    var dates: DateRange
    var position: Position
  }

  init(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex, pool: TextPool,
    findings: inout [Finding]
  ) {
    var dangling = DanglingReferences(pool: pool)

    let payers = records.plans.map { plan in
      dangling.resolve(plan.payerID, in: index.payers, of: .payers, plan.position) as Ref<Payer>
    }
    payerOfPlan = Table(payers)
    coverages = Table(Self.coverages(records, index, payers, &dangling))
    coveragesByPatient = Grouped(
      groups: index.patientCount, records.coverages.indices.map { Ref<Coverage>($0) }
    ) { index.patients.find(records.coverages[$0.index].patientID) }
    authorizations = Table(
      records.authorizations.map { authorization in
        AuthorizationLink(
          patient: UInt32(index.patients.find(authorization.patientID) ?? 0),
          coverage: dangling.coverage(of: authorization, among: records.coverages, index.coverages))
      })
    cases = Table(records.cases.map { UInt32(index.patients.find($0.patientID) ?? 0) })

    var modifiers: [ModifierRequirement] = []
    var writer = TextWriter(pool, chunkSize: 1 << 12)
    var requirements: [PlanRequirements] = []
    for plan in records.plans {
      requirements.append(
        PlanRequirements(plan.requirements, writer: &writer, modifiers: &modifiers))
    }
    self.requirements = Table(requirements)
    modifierRequirements = Table(modifiers)

    let benefits = Grouped(groups: records.plans.count, records.benefitsByService(pool)) {
      let benefit = records.planBenefits[$0.index]
      return dangling.find(benefit.planID, in: index.plans, of: .plans, benefit.position)
    }
    benefitQualifications = Grouped(
      groups: records.plans.count,
      records.benefitQualifications.sorted { pool.compare($0.serviceCode, $1.serviceCode) < 0 }
    ) { dangling.find($0.planID, in: index.plans, of: .plans, $0.position) }
    qualifications = Grouped(
      groups: records.practitioners.count,
      records.practitionerQualifications.sorted {
        pool.compare($0.qualification, $1.qualification) < 0
      }
    ) {
      dangling.find($0.practitionerID, in: index.practitioners, of: .practitioners, $0.position)
    }
    services = Self.services(
      plans: records.plans.count, records, benefits, benefitQualifications, pool)
    qualificationSets = QualificationSets(
      required: benefitQualifications, held: qualifications, pool: pool)
    assignments = Grouped(
      groups: records.authorizations.count, Self.assignments(records, index, &dangling)
    ) { Int($0.authorization) }
    diagnoses = Grouped(groups: index.patientCount, records.rankedDiagnoses(pool)) {
      index.patients.find(records.diagnoses[$0.index].patientID)
    }
    referringProviders = Grouped(groups: index.patientCount, records.rankedReferringProviders(pool))
    {
      index.patients.find(records.referringProviders[$0.index].patientID)
    }
    findings += dangling.findings
  }

  private static func coverages(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex, _ payers: [Ref<Payer>],
    _ dangling: inout DanglingReferences
  ) -> [CoverageLink] {
    records.coverages.map { coverage in
      let plan: Ref<Plan> = dangling.resolve(
        coverage.planID, in: index.plans, of: .plans, coverage.position)
      return CoverageLink(
        plan: plan, payer: plan.isNone ? .none : payers[plan.index],
        case: dangling.resolveCase(of: coverage, in: index.cases),
        namesCase: !coverage.caseID.isMissing, isPrimary: coverage.level == .primary,
        dates: coverage.dates)
    }
  }

  /// Those of one practitioner stand together, so that they count as one (REND-2).
  private static func assignments(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex,
    _ dangling: inout DanglingReferences
  ) -> [Assignment] {
    var assigned: [Assignment] = []
    for assignment in records.renderingAssignments {
      let authorization = dangling.find(
        assignment.authorizationNumber, in: index.authorizations, of: .authorizations,
        assignment.position)
      guard let authorization else { continue }
      assigned.append(
        Assignment(
          authorization: UInt32(authorization),
          practitioner: dangling.resolve(
            assignment.practitionerID, in: index.practitioners, of: .practitioners,
            assignment.position),
          dates: assignment.dates, position: assignment.position))
    }
    return assigned.sorted { $0.practitioner.raw < $1.practitioner.raw }
  }
}
