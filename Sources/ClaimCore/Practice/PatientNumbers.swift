/// Whose reference records are: every patient has a number, those with a record of their own first,
/// then those that only other reference records name.
struct PatientNumbers: ~Copyable {
  /// By number.
  let ids: [Text]
  let index: IDIndex
  /// By record, the patient's number or ``Groups/none``.
  let coverages: [UInt32]
  let authorizations: [UInt32]
  let cases: [UInt32]
  let diagnoses: [UInt32]
  let referringProviders: [UInt32]

  init(_ records: PracticeRecords, pool: TextPool) {
    var ids = records.patients.map(\.id)
    let known = IDIndex(ids, pool: pool)
    // Each record is looked up once, unless its patient has no record, which is rare.
    var unknown: [Text] = []
    var coverages = known.numbers(of: records.coverages, \.patientID, &unknown)
    var authorizations = known.numbers(of: records.authorizations, \.patientID, &unknown)
    var cases = known.numbers(of: records.cases, \.patientID, &unknown)
    var diagnoses = known.numbers(of: records.diagnoses, \.patientID, &unknown)
    var referring = known.numbers(of: records.referringProviders, \.patientID, &unknown)
    if unknown.isEmpty {
      index = known
    } else {
      let distinct = IDIndex(unknown, pool: pool)
      for (row, id) in unknown.enumerated() where distinct.find(id) == row { ids.append(id) }
      let all = IDIndex(ids, pool: pool)
      all.fill(&coverages, of: records.coverages, \.patientID)
      all.fill(&authorizations, of: records.authorizations, \.patientID)
      all.fill(&cases, of: records.cases, \.patientID)
      all.fill(&diagnoses, of: records.diagnoses, \.patientID)
      all.fill(&referring, of: records.referringProviders, \.patientID)
      index = all
    }
    self.ids = ids
    self.coverages = coverages
    self.authorizations = authorizations
    self.cases = cases
    self.diagnoses = diagnoses
    referringProviders = referring
  }
}

extension IDIndex {
  /// The row of the id of each record, or `none`; ids that have no row come to `unknown`.
  fileprivate func numbers<Record>(
    of records: RowList<Record>, _ id: (Record) -> Text, _ unknown: inout [Text]
  ) -> [UInt32] {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(records.count)
    for (row, record) in records.enumerated() {
      if row + IDIndex.lead < records.count { expect(id(records[row + IDIndex.lead])) }
      let id = id(record)
      if let row = find(id) {
        numbers.append(UInt32(row))
      } else {
        numbers.append(Groups.none)
        if !id.isMissing { unknown.append(id) }
      }
    }
    return numbers
  }

  /// Looks those up that had no row.
  fileprivate func fill<Record>(
    _ numbers: inout [UInt32], of records: RowList<Record>, _ id: (Record) -> Text
  ) {
    for (place, record) in records.enumerated() where numbers[place] == Groups.none {
      if let row = find(id(record)) { numbers[place] = UInt32(row) }
    }
  }
}
