/// Finds reference records by key: made once, for putting a practice together and for its sessions.
enum PracticeIndex {
  /// What sessions name of their patients.
  struct OfPatients: ~Copyable {
    let numbers: PatientNumbers
    /// Owners are patients.
    let authorizations: IDIndex
    /// Owners are patients.
    let cases: IDIndex

    init(_ records: PracticeRecords, pool: TextPool) {
      numbers = PatientNumbers(records, pool: pool)
      authorizations = IDIndex(
        records.authorizations.map(\.number), owners: numbers.authorizations, pool: pool)
      cases = IDIndex(records.cases.map(\.id), owners: numbers.cases, pool: pool)
    }
  }

  /// Who treats and who pays.
  struct OfProviders: ~Copyable {
    let practitioners: IDIndex
    let businessUnits: IDIndex
    let payers: IDIndex
    let plans: IDIndex
    let coverages: IDIndex

    init(_ records: PracticeRecords, pool: TextPool) {
      practitioners = IDIndex(records.practitioners.map(\.id), pool: pool)
      businessUnits = IDIndex(records.businessUnits.map(\.id), pool: pool)
      payers = IDIndex(records.payers.map(\.id), pool: pool)
      plans = IDIndex(records.plans.map(\.id), pool: pool)
      coverages = IDIndex(records.coverages.map(\.id), pool: pool)
    }
  }
}
