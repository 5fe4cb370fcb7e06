/// A practice's reference data, ready for look-ups from any thread: every reference between records
/// is resolved once, here, and everything that belongs to one patient, plan or authorization stands
/// together.
public final class Practice: Sendable {
  public let pool: TextPool
  public let patients: Table<Patient>
  public let practitioners: Table<Practitioner>
  public let locations: Table<Location>
  public let businessUnits: Table<BusinessUnit>
  public let payers: Table<Payer>
  public let plans: Table<Plan>
  public let planBenefits: Table<PlanBenefit>
  public let coverages: Table<Coverage>
  public let authorizations: Table<Authorization>
  public let cases: Table<Case>
  public let diagnoses: Table<Diagnosis>
  public let referringProviders: Table<ReferringProvider>

  /// Patient ids: those with a record first, then those that only other reference records name.
  public let patientIDs: [Text]
  public let patientIndex: IDIndex
  public let practitionerIndex: IDIndex
  public let locationIndex: IDIndex
  public let businessUnitIndex: IDIndex
  /// Owners are patients, values of ``patientIndex``.
  public let authorizationIndex: IDIndex
  /// Owners are patients, values of ``patientIndex``.
  public let caseIndex: IDIndex
  /// Service codes that benefits name: sessions share these texts.
  public let serviceCodeIndex: IDIndex

  /// By business unit: its place among the ids in their order, from 1.
  private let businessUnitRanks: Table<UInt32>
  let links: PracticeLinks
  let patientLinks: PatientLinks
  let feeIndex: FeeIndex
  /// References between reference records that lead nowhere (REC-3), and the like.
  public let findings: [Finding]

  /// - Parameters:
  ///   - records: the practice's, identity settled.
  ///   - pool: holds the records' texts.
  ///   - sideBySide: how to use two threads; by default the caller's does all.
  public init(
    _ records: PracticeRecords, pool: TextPool, sideBySide: SideBySide = .inTurn
  ) {
    self.pool = pool
    let first = sideBySide.make(
      { PatientNumbers(records, pool: pool) },
      { PracticeIndex.ByKey(records, pool: pool) })
    let second = sideBySide.make(
      {
        PracticeLinks(
          records, first.one, first.other.ofPatients, first.other.ofProviders, pool: pool)
      },
      {
        PatientLinks(
          records, first.one, first.other.ofPatients, first.other.ofProviders, pool: pool)
      })
    links = second.one
    patientLinks = second.other
    feeIndex = first.other.fees
    findings = links.findings + patientLinks.findings + feeIndex.findings
    patients = Table(records.patients)
    practitioners = Table(records.practitioners)
    locations = Table(records.locations)
    businessUnits = Table(records.businessUnits)
    businessUnitRanks = Table(records.businessUnitRanks(pool))
    payers = Table(records.payers)
    plans = Table(records.plans)
    planBenefits = Table(records.planBenefits)
    coverages = Table(records.coverages)
    authorizations = Table(records.authorizations)
    cases = Table(records.cases)
    diagnoses = Table(records.diagnoses)
    referringProviders = Table(records.referringProviders)
    patientIDs = first.one.ids
    authorizationIndex = first.other.ofPatients.authorizations.owned(by: first.one.authorizations)
    caseIndex = first.other.ofPatients.cases.owned(by: first.one.cases)
    patientIndex = first.one.index
    practitionerIndex = first.other.ofProviders.practitioners
    businessUnitIndex = first.other.ofProviders.businessUnits
    locationIndex = first.other.ofProviders.locations
    serviceCodeIndex = first.other.ofProviders.serviceCodes
  }

  /// Whose authorization it is: a value of ``patientIndex``.
  public func patient(of authorization: Ref<Authorization>) -> Int {
    Int(links.authorizations[authorization].patient)
  }

  /// Whose case it is: a value of ``patientIndex``.
  public func patient(of case: Ref<Case>) -> Int { Int(links.cases[`case`]) }

  /// A practitioner's qualifications in force on a date, in alphabetical order (formats.md section 3).
  public func forEachQualification(
    of practitioner: Ref<Practitioner>, on date: CivilDate, _ body: (Text) -> Void
  ) {
    let range = links.qualifications.range(practitioner.index)
    var last = Text.missing
    for row in range {
      let held = links.qualifications.rows[row]
      if held.dates.contains(date), !pool.equal(held.qualification, last) {
        body(held.qualification)
        last = held.qualification
      }
    }
  }

  /// Orders business units by id, none first: the order of the records means nothing.
  func rank(of unit: Ref<BusinessUnit>) -> UInt32 { unit.isNone ? 0 : businessUnitRanks[unit] }

  /// The payer of a coverage's plan, or none.
  public func payer(of coverage: Ref<Coverage>) -> Ref<Payer> {
    coverage.isNone ? .none : links.coverages[coverage].payer
  }
}
