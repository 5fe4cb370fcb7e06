/// Finds reference records by key: made once, for putting a practice together and for its sessions.
enum PracticeIndex {
  /// What sessions name beside their patients, by key; whose each is comes later.
  struct OfPatients: ~Copyable {
    let authorizations: IDIndex
    let cases: IDIndex

    init(_ records: PracticeRecords, pool: TextPool) {
      authorizations = IDIndex(records.authorizations.map(\.number), pool: pool)
      cases = IDIndex(records.cases.map(\.id), pool: pool)
    }
  }

  /// All of it that takes no patient's number.
  struct ByKey: ~Copyable {
    let ofPatients: OfPatients
    let ofProviders: OfProviders
    let fees: FeeIndex

    init(_ records: PracticeRecords, pool: TextPool) {
      ofPatients = OfPatients(records, pool: pool)
      ofProviders = OfProviders(records, pool: pool)
      fees = FeeIndex(records, ofProviders, pool: pool)
    }
  }

  /// Who treats and who pays, and what for.
  struct OfProviders: ~Copyable {
    let practitioners: IDIndex
    let locations: IDIndex
    let businessUnits: IDIndex
    let payers: IDIndex
    let plans: IDIndex
    let serviceCodes: IDIndex
    let coverages: IDIndex

    init(_ records: PracticeRecords, pool: TextPool) {
      practitioners = IDIndex(records.practitioners.map(\.id), pool: pool)
      locations = IDIndex(records.locations.map(\.id), pool: pool)
      businessUnits = IDIndex(records.businessUnits.map(\.id), pool: pool)
      payers = IDIndex(records.payers.map(\.id), pool: pool)
      plans = IDIndex(records.plans.map(\.id), pool: pool)
      serviceCodes = IDIndex(records.planBenefits.map(\.serviceCode), pool: pool)
      coverages = IDIndex(records.coverages.map(\.id), pool: pool)
    }
  }
}
