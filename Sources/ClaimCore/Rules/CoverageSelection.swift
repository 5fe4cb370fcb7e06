/// Which coverage pays (billing.md section 2).
package struct CoverageSelection: BitwiseCopyable, Sendable {
  /// The rule that found it.
  package enum Rule: BitwiseCopyable, Sendable {
    /// COV-1
    case authorization
    /// COV-2
    case ofCase
    /// COV-3
    case ofPatient
    case none
  }

  /// Which of the patient's coverages are asked.
  enum Search: BitwiseCopyable {
    /// COV-2
    case naming(Ref<Case>)
    /// COV-3
    case namingNoCase
  }

  /// Why a coverage does not fit.
  package enum Obstacle: BitwiseCopyable, Sendable {
    case notPrimary, notInForce
    /// COV-2 asks for those of the session's case.
    case notOfTheCase
    /// COV-3 asks for those that name no case.
    case namesCase
  }

  /// Or none.
  package private(set) var coverage: Ref<Coverage> = .none
  package private(set) var rule = Rule.none
  /// How many fit equally (COV-2, COV-3); more than one is a finding.
  package private(set) var candidates = 0
  /// COV-1: the authorization's coverage, where it is not in force.
  package private(set) var lapsed: Ref<Coverage> = .none

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
        if practice.links.coverages[named].dates.contains(date) {
          coverage = named
          rule = .authorization
          candidates = 1
          return
        }
        lapsed = named
      }
    }
    if !`case`.isNone {
      choose(.naming(`case`), patient, date, practice)
      rule = .ofCase
      if !coverage.isNone { return }
    }
    choose(.namingNoCase, patient, date, practice)
    rule = coverage.isNone ? .none : .ofPatient
  }

  private mutating func choose(
    _ search: Search, _ patient: Ref<Patient>, _ date: CivilDate, _ practice: Practice
  ) {
    for row in practice.links.coveragesByPatient.range(patient.index) {
      let ref = practice.links.coveragesByPatient.rows[row]
      let candidate = practice.links.coverages[ref]
      guard Self.obstacle(candidate, search, date) == nil else { continue }
      candidates += 1
      if coverage.isNone || Self.precedes(ref, coverage, practice) { coverage = ref }
    }
  }

  /// `nil` where the coverage fits.
  @inline(__always)
  static func obstacle(
    _ coverage: PracticeLinks.CoverageLink, _ search: Search, _ date: CivilDate
  ) -> Obstacle? {
    if !coverage.isPrimary { return .notPrimary }
    if !coverage.dates.contains(date) { return .notInForce }
    switch search {
    case .naming(let wanted): return coverage.case == wanted ? nil : .notOfTheCase
    case .namingNoCase: return coverage.namesCase ? .namesCase : nil
    }
  }

  /// The latest start wins, then the smallest id.
  private static func precedes(
    _ a: Ref<Coverage>, _ b: Ref<Coverage>, _ practice: Practice
  ) -> Bool {
    let (left, right) = (practice.links.coverages[a].dates, practice.links.coverages[b].dates)
    if left.start != right.start { return left.start > right.start }
    return practice.pool.compare(practice.coverages[a].id, practice.coverages[b].id) < 0
  }
}
