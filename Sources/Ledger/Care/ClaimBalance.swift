internal import ClaimCore

/// Every claim: its lines add up to it, and its sessions are those that say so.
enum ClaimBalance {
  static func check(
    _ reading: LedgerReading, _ verification: inout LedgerVerification,
    _ report: inout ProblemReport
  ) throws {
    let claims = try RowStatement(
      reading.database,
      """
      SELECT id, number, status, units, billed, lines,
        EXISTS (SELECT 1 FROM correction WHERE claim = claim.id)
      FROM claim
      """)
    let items = try RowStatement(
      reading.database,
      "SELECT session_id, claimed_units FROM charge WHERE claim = ? ORDER BY session_id")
    defer { claims.reset() }
    while try claims.step() {
      let (number, status) = (claims.string(1), claims.string(2))
      let (units, billed) = (claims.count(3), Money(cents: claims.number(4)))
      var totals = verification.claims[status, default: .init()]
      totals.count += 1
      totals.units += units
      totals.billed = totals.billed.adding(billed) ?? totals.billed
      verification.claims[status] = totals
      let text = claims.string(5)
      items.bind(1, claims.number(0))
      var sessions: [String] = []
      var itemUnits = 0
      try items.eachRow {
        sessions.append(items.string(0))
        itemUnits += items.count(1)
      }
      // A version that another took the place of: its lines may be purged, its items are elsewhere.
      let isHistorical = status == StoredClaimStatus.historical
      if isHistorical && text.isEmpty && sessions.isEmpty { continue }
      guard let lines = try? StoredClaimLine.all(text, of: number, path: reading.path) else {
        report.add("claim \(number): a line of it can't be read")
        continue
      }
      check(number, lines, units: units, billed: billed, &report)
      if isHistorical {
        if !sessions.isEmpty {
          report.add("claim \(number) was replaced, and session \(sessions[0]) is still on it")
        }
        continue
      }
      // While it is being corrected, its items are on the version that is to take its place.
      if claims.number(6) != 0 { continue }
      let listed = lines.flatMap(\.sessionIDs).sorted()
      if listed != sessions.sorted() {
        report.add(
          "claim \(number) lists \(listed.count) sessions, and \(sessions.count) are on it, or "
            + "others")
      } else if itemUnits != units {
        report.add(
          "claim \(number) bills \(units) units, and its charge items come to \(itemUnits)")
      }
    }
  }

  private static func check(
    _ number: String, _ lines: [StoredClaimLine], units: Int, billed: Money,
    _ report: inout ProblemReport
  ) {
    let lineUnits = lines.reduce(0) { $0 + $1.units }
    if lineUnits != units {
      report.add("claim \(number) has \(units) units, and its lines have \(lineUnits)")
    }
    // An amount that can't be held is kept as none.
    let sum = lines.compactMap(\.billed).reduce(Money?.some(.zero)) { $0?.adding($1) } ?? .zero
    if sum != billed {
      report.add("claim \(number): its lines do not add up to the amount billed")
    }
  }
}
