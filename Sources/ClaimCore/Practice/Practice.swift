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
  let feeIndex: FeeIndex
  /// References between reference records that lead nowhere (REC-3), and the like.
  public let findings: [Finding]

  /// - Parameters:
  ///   - records: the practice's, identity settled.
  ///   - pool: holds the records' texts.
  public init(_ records: PracticeRecords, pool: TextPool) {
    self.pool = pool
    let patientIDs = Practice.patientIDs(of: records, pool: pool)
    self.patientIDs = patientIDs
    let index = PracticeIndex(records, patientIDs: patientIDs, pool: pool)
    var findings: [Finding] = []
    links = PracticeLinks(records, index, pool: pool, findings: &findings)
    feeIndex = FeeIndex(records, index, pool: pool, findings: &findings)
    self.findings = findings
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
    patientIndex = IDIndex(patientIDs, pool: pool)
    practitionerIndex = IDIndex(records.practitioners.map(\.id), pool: pool)
    locationIndex = IDIndex(records.locations.map(\.id), pool: pool)
    businessUnitIndex = IDIndex(records.businessUnits.map(\.id), pool: pool)
    authorizationIndex = IDIndex(
      records.authorizations.map(\.number),
      owners: links.authorizations.withRows { $0.map(\.patient) }, pool: pool)
    caseIndex = IDIndex(
      records.cases.map(\.id), owners: links.cases.withRows { Array($0) }, pool: pool)
    serviceCodeIndex = IDIndex(records.planBenefits.map(\.serviceCode), pool: pool)
  }

  private static func patientIDs(of records: PracticeRecords, pool: TextPool) -> [Text] {
    var ids = records.patients.map(\.id)
    let known = IDIndex(ids, pool: pool)
    var others =
      records.coverages.map(\.patientID) + records.authorizations.map(\.patientID)
      + records.cases.map(\.patientID) + records.diagnoses.map(\.patientID)
      + records.referringProviders.map(\.patientID)
    others.removeAll { known.find($0) != nil }
    let distinct = IDIndex(others, pool: pool)
    for (row, id) in others.enumerated() where distinct.find(id) == row { ids.append(id) }
    return ids
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
