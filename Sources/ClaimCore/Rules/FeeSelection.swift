/// The price of a claim line (CLM-5).
struct FeeSelection {
  /// `nil`: no row fits, and the claim is Draft.
  private(set) var fee: FeeSchedule?
  /// Rows in force with the modifiers of the chosen one; more than one is a finding.
  private(set) var equals = 0

  var price: Money? { fee?.billingAmount }

  /// - Parameters:
  ///   - modifiers: the line's, joined by `:`.
  ///   - date: the line's start date.
  init(
    plan: Ref<Plan>, businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, modifiers: Text,
    on date: CivilDate, in practice: Practice
  ) {
    var candidates = Candidates(pool: practice.pool, line: modifiers)
    practice.feeIndex.forEachRow(plan: plan, procedureCode, on: date) { candidates.consider($0) }
    if candidates.rows.isEmpty {
      practice.feeIndex.forEachRow(businessUnit: businessUnit, procedureCode, on: date) {
        candidates.consider($0)
      }
    }
    guard let best = candidates.best else { return }
    fee = best.fee
    equals = best.equals
  }

  /// Whether a row's modifiers are all on the line.
  static func fits(_ fee: FeeSchedule, modifiers: Text, _ pool: TextPool) -> Bool {
    Candidates(pool: pool, line: modifiers).places(of: fee.modifiers) != nil
  }

  /// The rows that fit a line: of each set of modifiers the one that counts.
  private struct Candidates {
    struct Row {
      var fee: FeeSchedule
      /// Where its modifiers stand on the line, in the row's order.
      var places: [Int]
      var equals = 1
    }

    let pool: TextPool
    let line: Text
    var rows: [Row] = []

    init(pool: TextPool, line: Text) {
      self.pool = pool
      self.line = line
    }

    /// Rows come latest start first and then by amount: of equal modifiers the first one counts.
    mutating func consider(_ fee: FeeSchedule) {
      guard let places = places(of: fee.modifiers) else { return }
      let equal = rows.firstIndex {
        $0.places == places || $0.places.sorted() == places.sorted()
      }
      if let equal {
        rows[equal].equals += 1
      } else {
        rows.append(Row(fee: fee, places: places))
      }
    }

    /// The largest subset of the line's modifiers; of several the one whose first modifier stands
    /// first on the line.
    var best: Row? {
      rows.min { a, b in
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
}
