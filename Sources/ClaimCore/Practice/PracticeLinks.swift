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
  /// Coverages' and plans', each that leads nowhere.
  let findings: [Finding]

  init(
    _ records: PracticeRecords, _ numbers: borrowing PatientNumbers,
    _ index: borrowing PracticeIndex.OfPatients, _ providers: borrowing PracticeIndex.OfProviders,
    pool: TextPool
  ) {
    var dangling = DanglingReferences(pool: pool)

    let payers = records.plans.map { plan in
      dangling.resolve(plan.payerID, in: providers.payers, of: .payers, plan.position) as Ref<Payer>
    }
    payerOfPlan = Table(payers)
    coverages = Table(Self.coverages(records, index, providers, payers, &dangling))
    let patients = numbers.ids.count
    coveragesByPatient = Grouped(
      groups: patients, records.coverages.indices.lazy.map { Ref<Coverage>($0) }
    ) { numbers.coverages[$0.index] }
    authorizations = Table(
      records.authorizations.indices.map { row in
        if row + IDIndex.lead < records.authorizations.count {
          providers.coverages.expect(records.authorizations[row + IDIndex.lead].coverageID)
        }
        return AuthorizationLink(
          patient: numbers.authorizations[row],
          coverage: dangling.coverage(
            of: records.authorizations[row], among: records.coverages, providers.coverages))
      })
    cases = Table(numbers.cases)

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
      return dangling.group(benefit.planID, in: providers.plans, of: .plans, benefit.position)
    }
    benefitQualifications = Grouped(
      groups: records.plans.count,
      records.benefitQualifications.sorted { pool.compare($0.serviceCode, $1.serviceCode) < 0 }
    ) { dangling.group($0.planID, in: providers.plans, of: .plans, $0.position) }
    qualifications = Grouped(
      groups: records.practitioners.count,
      records.practitionerQualifications.sorted {
        pool.compare($0.qualification, $1.qualification) < 0
      }
    ) {
      dangling.group(
        $0.practitionerID, in: providers.practitioners, of: .practitioners, $0.position)
    }
    services = Self.services(
      plans: records.plans.count, records, benefits, benefitQualifications, pool)
    qualificationSets = QualificationSets(
      required: benefitQualifications, held: qualifications, pool: pool)
    findings = dangling.findings
  }

  private static func coverages(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex.OfPatients,
    _ providers: borrowing PracticeIndex.OfProviders, _ payers: [Ref<Payer>],
    _ dangling: inout DanglingReferences
  ) -> [CoverageLink] {
    records.coverages.map { coverage in
      let plan: Ref<Plan> = dangling.resolve(
        coverage.planID, in: providers.plans, of: .plans, coverage.position)
      return CoverageLink(
        plan: plan, payer: plan.isNone ? .none : payers[plan.index],
        case: dangling.resolveCase(of: coverage, in: index.cases),
        namesCase: !coverage.caseID.isMissing, isPrimary: coverage.level == .primary,
        dates: coverage.dates)
    }
  }
}
