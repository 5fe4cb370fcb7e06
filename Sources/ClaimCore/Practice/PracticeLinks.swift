/// The references between reference records, resolved.
final class PracticeLinks: Sendable {
  struct CoverageLink: BitwiseCopyable {
    var plan: Ref<Plan>
    var payer: Ref<Payer>
    var `case`: Ref<Case>
    /// Names a case, though perhaps one that is not there.
    var namesCase: Bool
  }
  struct AuthorizationLink: BitwiseCopyable {
    var patient: UInt32
    var coverage: Ref<Coverage>
  }

  let coverages: Table<CoverageLink>
  /// By coverage: the patient it covers.
  let coveragesByPatient: Grouped<Ref<Coverage>>
  let authorizations: Table<AuthorizationLink>
  /// By case: the patient.
  let cases: Table<UInt32>
  let payerOfPlan: Table<Ref<Payer>>
  let requirements: Table<PlanRequirements>
  let modifierRequirements: Table<ModifierRequirement>
  /// By plan, sorted by service code.
  let benefits: Grouped<Ref<PlanBenefit>>
  /// By plan, sorted by service code.
  let benefitQualifications: Grouped<BenefitQualification>
  /// By practitioner, sorted by qualification.
  let qualifications: Grouped<PractitionerQualification>
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
    let coverageLinks = records.coverages.map { coverage in
      let plan: Ref<Plan> = dangling.resolve(
        coverage.planID, in: index.plans, of: .plans, coverage.position)
      return CoverageLink(
        plan: plan, payer: plan.isNone ? .none : payers[plan.index],
        case: dangling.resolve(coverage.caseID, in: index.cases, of: .cases, coverage.position),
        namesCase: !coverage.caseID.isMissing)
    }
    coverages = Table(coverageLinks)
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

    let sortedBenefits = records.planBenefits.indices.sorted {
      pool.compare(records.planBenefits[$0].serviceCode, records.planBenefits[$1].serviceCode) < 0
    }
    benefits = Grouped(groups: records.plans.count, sortedBenefits.map { Ref<PlanBenefit>($0) }) {
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
    let assigned: [Assignment] = records.renderingAssignments.compactMap { assignment in
      guard
        let authorization = dangling.find(
          assignment.authorizationNumber, in: index.authorizations, of: .authorizations,
          assignment.position)
      else { return nil }
      return Assignment(
        authorization: UInt32(authorization),
        practitioner: dangling.resolve(
          assignment.practitionerID, in: index.practitioners, of: .practitioners,
          assignment.position),
        dates: assignment.dates)
    }
    // Those of one practitioner stand together, so that they count as one (REND-2).
    assignments = Grouped(
      groups: records.authorizations.count,
      assigned.sorted { $0.practitioner.raw < $1.practitioner.raw }
    ) { Int($0.authorization) }

    let rankedDiagnoses = records.diagnoses.indices.sorted {
      let (a, b) = (records.diagnoses[$0], records.diagnoses[$1])
      return a.rank != b.rank ? a.rank < b.rank : pool.compare(a.code, b.code) < 0
    }
    diagnoses = Grouped(
      groups: index.patientCount, rankedDiagnoses.map { Ref<Diagnosis>($0) }
    ) { index.patients.find(records.diagnoses[$0.index].patientID) }
    let rankedReferring = records.referringProviders.indices.sorted {
      let (a, b) = (records.referringProviders[$0], records.referringProviders[$1])
      if a.dates.start != b.dates.start { return a.dates.start > b.dates.start }
      let last = pool.compare(a.lastName, b.lastName)
      if last != 0 { return last < 0 }
      let first = pool.compare(a.firstName, b.firstName)
      if first != 0 { return first < 0 }
      // Namesakes by NPI and end, so that the order of the input changes nothing.
      let npi = pool.compare(a.npi, b.npi)
      return npi != 0 ? npi < 0 : a.dates.end > b.dates.end
    }
    referringProviders = Grouped(
      groups: index.patientCount, rankedReferring.map { Ref<ReferringProvider>($0) }
    ) { index.patients.find(records.referringProviders[$0.index].patientID) }

    findings += dangling.findings
  }
}

/// Follows references and keeps a finding for each that leads nowhere, or to another patient (REC-3).
struct DanglingReferences {
  let pool: TextPool
  private(set) var findings: [Finding] = []

  init(pool: TextPool) { self.pool = pool }

  mutating func find(
    _ key: Text, in index: borrowing IDIndex, of kind: RecordKind, _ position: Position
  ) -> Int? {
    if key.isMissing { return nil }
    if let row = index.find(key) { return row }
    findings.append(
      Finding(
        .unknownReference, at: position, session: .missing, .unknown(key, among: kind)))
    return nil
  }

  /// COV-1: one patient's insurance never pays for another, whatever the authorization says.
  mutating func coverage(
    of authorization: Authorization, among coverages: [Coverage], _ index: borrowing IDIndex
  ) -> Ref<Coverage> {
    guard
      let row = find(
        authorization.coverageID, in: index, of: .coverages, authorization.position)
    else { return .none }
    if pool.equal(coverages[row].patientID, authorization.patientID) { return Ref(row) }
    findings.append(
      Finding(
        .otherPatient, at: authorization.position, session: .missing,
        .subject(authorization.coverageID)))
    return .none
  }

  mutating func resolve<Record>(
    _ key: Text, in index: borrowing IDIndex, of kind: RecordKind, _ position: Position
  ) -> Ref<Record> {
    find(key, in: index, of: kind, position).map { Ref($0) } ?? .none
  }
}

extension Finding.Detail {
  /// An id that no record of a kind has (REC-3).
  public static func unknown(_ id: Text, among kind: RecordKind) -> Finding.Detail {
    .subject(id, Int32(RecordKind.allCases.firstIndex(of: kind) ?? 0))
  }
}
