extension CoverageStory {
  init(
    _ selection: CoverageSelection, of session: Session, on date: CivilDate, in practice: Practice
  ) {
    self.selection = selection
    let own = practice.links.coveragesByPatient.range(session.patient.index)
      .map { practice.links.coveragesByPatient.rows[$0] }
      .sorted {
        if $0 == selection.coverage || $1 == selection.coverage { return $0 == selection.coverage }
        let (a, b) = (practice.coverages[$0], practice.coverages[$1])
        if a.dates.start != b.dates.start { return a.dates.start > b.dates.start }
        return practice.pool.compare(a.id, b.id) < 0
      }
    candidates = own.map {
      ($0, Self.verdict($0, selection, case: session.case, on: date, in: practice))
    }
  }

  /// The same questions that the selection asked, of one coverage.
  private static func verdict(
    _ ref: Ref<Coverage>, _ selection: CoverageSelection, case: Ref<Case>, on date: CivilDate,
    in practice: Practice
  ) -> Verdict {
    if ref == selection.coverage { return .chosen }
    let coverage = practice.links.coverages[ref]
    let search: CoverageSelection.Search
    switch selection.rule {
    case .authorization: return .notAsked
    case .ofCase: search = .naming(`case`)
    case .ofPatient, .none: search = .namingNoCase
    }
    if let obstacle = CoverageSelection.obstacle(coverage, search, date) {
      // COV-2 found one, so COV-3 did not ask for those that name no case.
      if case .notOfTheCase = obstacle, !coverage.namesCase { return .notAsked }
      return .obstacle(obstacle)
    }
    let chosen = practice.coverages[selection.coverage]
    return coverage.dates.start == chosen.dates.start ? .laterID : .startsEarlier
  }
}
