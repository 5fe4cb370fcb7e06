/// References of records that belong to an authorization or a patient, resolved.
struct PatientLinks: ~Copyable {
  struct Assignment: BitwiseCopyable {
    var authorization: UInt32
    var practitioner: Ref<Practitioner>
    var dates: DateRange
    var position: Position
  }

  /// By authorization, a practitioner's together.
  let assignments: Grouped<Assignment>
  /// By patient, by rank and then code.
  let diagnoses: Grouped<Ref<Diagnosis>>
  /// By patient, latest start first, then by name.
  let referringProviders: Grouped<Ref<ReferringProvider>>
  let findings: [Finding]

  init(
    _ records: PracticeRecords, _ numbers: borrowing PatientNumbers,
    _ index: borrowing PracticeIndex.OfPatients, _ providers: borrowing PracticeIndex.OfProviders,
    pool: TextPool
  ) {
    var dangling = DanglingReferences(pool: pool)
    assignments = Self.assignments(records, index, providers, &dangling)
    findings = dangling.findings
    let patients = numbers.ids.count
    diagnoses = Grouped(groups: patients, records.rankedDiagnoses(pool)) {
      numbers.diagnoses[$0.index]
    }
    referringProviders = Grouped(groups: patients, records.rankedReferringProviders(pool)) {
      numbers.referringProviders[$0.index]
    }
  }

  /// Those of one practitioner stand together, so that they count as one (REND-2).
  private static func assignments(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex.OfPatients,
    _ providers: borrowing PracticeIndex.OfProviders, _ dangling: inout DanglingReferences
  ) -> Grouped<Assignment> {
    var assigned: [Assignment] = []
    assigned.reserveCapacity(records.renderingAssignments.count)
    for (row, assignment) in records.renderingAssignments.enumerated() {
      if row + IDIndex.lead < records.renderingAssignments.count {
        let later = records.renderingAssignments[row + IDIndex.lead]
        index.authorizations.expect(later.authorizationNumber)
      }
      let authorization = dangling.find(
        assignment.authorizationNumber, in: index.authorizations, of: .authorizations,
        assignment.position)
      guard let authorization else { continue }
      assigned.append(
        Assignment(
          authorization: UInt32(authorization),
          practitioner: dangling.resolve(
            assignment.practitionerID, in: providers.practitioners, of: .practitioners,
            assignment.position),
          dates: assignment.dates, position: assignment.position))
    }
    // Grouped twice, and grouping keeps the order: quicker than to sort them. No practitioner is last.
    let nobody = UInt32(records.practitioners.count)
    let byPractitioner = Grouped(groups: records.practitioners.count + 1, assigned) {
      $0.practitioner.isNone ? nobody : $0.practitioner.raw
    }
    return byPractitioner.rows.withRows { rows in
      Grouped(groups: records.authorizations.count, rows) { $0.authorization }
    }
  }
}
