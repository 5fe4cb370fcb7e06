/// Fees chosen by the texts of their modifiers, for lines and practices with more modifiers than a
/// ``ModifierSet`` takes; the tests ask it about all others too.
struct FeeCandidates {
  private struct Candidate {
    var row: FeeIndex.Row
    /// Where its modifiers stand on the line, in the row's order.
    var places: [Int]
    var equals = 1
  }

  private let pool: TextPool
  private let line: Text
  /// The rows that fit the line: of each set of modifiers the one that counts.
  private var candidates: [Candidate] = []

  init(pool: TextPool, line: Text) {
    self.pool = pool
    self.line = line
  }

  static func selection(
    plan: Ref<Plan>, businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, modifiers: Text,
    on date: CivilDate, in practice: Practice
  ) -> FeeSelection {
    var rows = FeeCandidates(pool: practice.pool, line: modifiers)
    practice.feeIndex.forEachRow(plan: plan, procedureCode, on: date) { rows.consider($0) }
    if rows.candidates.isEmpty {
      practice.feeIndex.forEachRow(businessUnit: businessUnit, procedureCode, on: date) {
        rows.consider($0)
      }
    }
    return rows.best.map { FeeSelection($0.row, equals: $0.equals) } ?? FeeSelection()
  }

  /// Rows come latest start first and then by amount: of equal modifiers the first one counts.
  private mutating func consider(_ row: FeeIndex.Row) {
    guard let places = places(of: row.modifiers) else { return }
    let equal = candidates.firstIndex {
      $0.places == places || $0.places.sorted() == places.sorted()
    }
    if let equal {
      candidates[equal].equals += 1
    } else {
      candidates.append(Candidate(row: row, places: places))
    }
  }

  /// The largest subset of the line's modifiers; of several the one whose first modifier stands
  /// first on the line.
  private var best: Candidate? {
    candidates.min { a, b in
      a.places.count != b.places.count
        ? a.places.count > b.places.count : a.places.lexicographicallyPrecedes(b.places)
    }
  }

  /// `nil` where one of the modifiers is not on the line.
  func places(of modifiers: Text) -> [Int]? {
    if modifiers.isMissing { return [] }
    if line.isMissing { return nil }
    var places: [Int] = []
    var fits = true
    pool.forEachElement(of: modifiers) { element in
      guard fits else { return }
      guard let place = pool.position(ofBytes: element, in: line) else {
        fits = false
        return
      }
      if !places.contains(place) { places.append(place) }
    }
    return fits ? places : nil
  }
}
