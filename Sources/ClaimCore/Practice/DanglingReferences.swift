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

  /// The same as a group's number for ``Grouped``.
  mutating func group(
    _ key: Text, in index: borrowing IDIndex, of kind: RecordKind, _ position: Position
  ) -> UInt32 {
    find(key, in: index, of: kind, position).map { UInt32($0) } ?? Groups.none
  }

  /// COV-2 and COV-3: a coverage that names a case is for that case alone, even where it isn't there.
  mutating func resolveCase(of coverage: Coverage, in index: borrowing IDIndex) -> Ref<Case> {
    if coverage.caseID.isMissing { return .none }
    if let row = index.find(coverage.caseID) { return Ref(row) }
    findings.append(
      Finding(
        .unknownReference, at: coverage.position, session: .missing,
        "names \(pool.string(coverage.caseID)), which is not among the cases, and so pays for no "
          + "session: add that case or clear the id"))
    return .none
  }

  /// COV-1: one patient's insurance never pays for another, whatever the authorization says.
  mutating func coverage(
    of authorization: Authorization, among coverages: RowList<Coverage>, _ index: borrowing IDIndex
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
