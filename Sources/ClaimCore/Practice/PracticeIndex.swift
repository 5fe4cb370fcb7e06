/// Finds reference records by key while a practice is put together.
struct PracticeIndex: ~Copyable {
  let patients: IDIndex
  let patientCount: Int
  let practitioners: IDIndex
  let payers: IDIndex
  let plans: IDIndex
  let businessUnits: IDIndex
  let coverages: IDIndex
  let authorizations: IDIndex
  let cases: IDIndex

  init(_ records: PracticeRecords, patientIDs: [Text], pool: TextPool) {
    patients = IDIndex(patientIDs, pool: pool)
    patientCount = patientIDs.count
    practitioners = IDIndex(records.practitioners.map(\.id), pool: pool)
    payers = IDIndex(records.payers.map(\.id), pool: pool)
    plans = IDIndex(records.plans.map(\.id), pool: pool)
    businessUnits = IDIndex(records.businessUnits.map(\.id), pool: pool)
    coverages = IDIndex(records.coverages.map(\.id), pool: pool)
    authorizations = IDIndex(records.authorizations.map(\.number), pool: pool)
    cases = IDIndex(records.cases.map(\.id), pool: pool)
  }
}
