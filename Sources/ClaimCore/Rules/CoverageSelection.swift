/// Which coverage pays (billing.md section 2).
struct CoverageSelection {
  /// Or none.
  private(set) var coverage: Ref<Coverage> = .none
  /// How many fit equally (COV-2, COV-3); more than one is a finding.
  private(set) var candidates = 0
  /// COV-1: the authorization's coverage, where it is not in force.
  private(set) var lapsed: Ref<Coverage> = .none

  /// - Parameters:
  ///   - authorization: the session's own, or none.
  ///   - case: the session's own, or none.
  init(
    patient: Ref<Patient>, authorization: Ref<Authorization>, case: Ref<Case>, on date: CivilDate,
    in practice: Practice
  ) {
    if !authorization.isNone {
      let named = practice.links.authorizations[authorization].coverage
      if !named.isNone {
        if practice.coverages[named].dates.contains(date) {
          coverage = named
          candidates = 1
          return
        }
        lapsed = named
      }
    }
    if !`case`.isNone {
      choose(patient, date, practice) { $0.case == `case` }
      if !coverage.isNone { return }
    }
    choose(patient, date, practice) { !$0.namesCase }
  }

  private mutating func choose(
    _ patient: Ref<Patient>, _ date: CivilDate, _ practice: Practice,
    where fits: (PracticeLinks.CoverageLink) -> Bool
  ) {
    for row in practice.links.coveragesByPatient.range(patient.index) {
      let ref = practice.links.coveragesByPatient.rows[row]
      let candidate = practice.coverages[ref]
      guard candidate.level == .primary, candidate.dates.contains(date),
        fits(practice.links.coverages[ref])
      else { continue }
      candidates += 1
      if coverage.isNone || precedes(candidate, practice.coverages[coverage], practice.pool) {
        coverage = ref
      }
    }
  }

  /// The latest start wins, then the smallest id.
  private func precedes(_ a: Coverage, _ b: Coverage, _ pool: TextPool) -> Bool {
    if a.dates.start != b.dates.start { return a.dates.start > b.dates.start }
    return pool.compare(a.id, b.id) < 0
  }
}
