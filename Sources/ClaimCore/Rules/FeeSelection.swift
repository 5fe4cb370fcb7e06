/// The price of a claim line (CLM-5).
struct FeeSelection {
  /// `nil`: no row fits, and the claim is Draft.
  private(set) var price: Money?
  /// Rows in force with the modifiers of the chosen one; more than one is a finding.
  private(set) var equals = 0

  /// - Parameters:
  ///   - modifiers: the line's, joined by `:`.
  ///   - date: the line's start date.
  init(
    plan: Ref<Plan>, businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, modifiers: Text,
    on date: CivilDate, in practice: Practice
  ) {
    var best = Candidate(pool: practice.pool, line: modifiers)
    practice.feeIndex.forEachRow(plan: plan, procedureCode, on: date) { best.consider($0) }
    if best.fee == nil {
      practice.feeIndex.forEachRow(businessUnit: businessUnit, procedureCode, on: date) {
        best.consider($0)
      }
    }
    price = best.fee?.billingAmount
    equals = best.equals
  }

  /// The best row so far: the largest subset of the line's modifiers, then the one whose first
  /// modifier stands first on the line. Rows come latest start first and then by amount, so of
  /// equal modifiers the first one stays.
  private struct Candidate {
    let pool: TextPool
    let line: Text
    var fee: FeeSchedule?
    var places: [Int] = []
    var equals = 0

    init(pool: TextPool, line: Text) {
      self.pool = pool
      self.line = line
    }

    mutating func consider(_ row: FeeSchedule) {
      guard let places = places(of: row.modifiers) else { return }
      guard fee != nil else { return take(row, places) }
      if places == self.places || places.sorted() == self.places.sorted() {
        equals += 1
      } else if places.count > self.places.count
        || places.count == self.places.count && places.lexicographicallyPrecedes(self.places)
      {
        take(row, places)
      }
    }

    private mutating func take(_ row: FeeSchedule, _ places: [Int]) {
      fee = row
      self.places = places
      equals = 1
    }

    /// Where a row's modifiers stand on the line, in the row's order; `nil` where one is not there.
    private func places(of modifiers: Text) -> [Int]? {
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
}
