import ClaimCore

/// Claims in the order of the loops that they stand in: by billing provider, patient and coverage,
/// the providers and a patient's coverages by first appearance, and then as CLM-6 has them.
enum ClaimOrder {
  private static let claimsBetweenTrims = 1 << 12

  /// - Parameter rows: of `result.claims`, ascending: by patient and first line.
  static func loops(_ rows: [UInt32], in result: BillingResult) -> [UInt32] {
    var ordered = byUnit(rows, in: result)
    var start = 0
    var nextTrim = 0
    while start < ordered.count {
      if start >= nextTrim {
        result.spill.trim()
        nextTrim = start + claimsBetweenTrims
      }
      let first = result.claims[Int(ordered[start])]
      var end = start + 1
      while end < ordered.count, isSamePatient(first, result.claims[Int(ordered[end])]) { end += 1 }
      groupByCoverage(&ordered, start..<end, in: result)
      start = end
    }
    return ordered
  }

  private static func isSamePatient(_ a: Claim, _ b: Claim) -> Bool {
    a.businessUnit == b.businessUnit && a.patient == b.patient
  }

  /// A counting sort, which keeps the order inside a unit.
  private static func byUnit(_ rows: [UInt32], in result: BillingResult) -> [UInt32] {
    let none = result.practice.businessUnits.count
    func unit(_ row: UInt32) -> Int {
      let unit = result.claims[Int(row)].businessUnit
      return unit.isNone ? none : unit.index
    }
    var counts = [Int](repeating: 0, count: none + 1)
    var units: [Int] = []
    result.inParts(of: rows.count) { part in
      for row in rows[part] {
        let unit = unit(row)
        if counts[unit] == 0 { units.append(unit) }
        counts[unit] += 1
      }
    }
    if units.count < 2 { return rows }
    var places = counts
    var place = 0
    for unit in units {
      places[unit] = place
      place += counts[unit]
    }
    var ordered = [UInt32](repeating: 0, count: rows.count)
    result.inParts(of: rows.count) { part in
      for row in rows[part] {
        let unit = unit(row)
        ordered[places[unit]] = row
        places[unit] += 1
      }
    }
    return ordered
  }

  /// - Parameter range: one patient's claims, whose coverages are few.
  private static func groupByCoverage(
    _ rows: inout [UInt32], _ range: Range<Int>, in result: BillingResult
  ) {
    func coverage(_ row: UInt32) -> Ref<Coverage> { result.claims[Int(row)].coverage }
    let first = coverage(rows[range.lowerBound])
    if rows[range].allSatisfy({ coverage($0) == first }) { return }
    var coverages: [Ref<Coverage>] = []
    for row in rows[range] where !coverages.contains(coverage(row)) {
      coverages.append(coverage(row))
    }
    rows.replaceSubrange(
      range, with: coverages.flatMap { wanted in rows[range].filter { coverage($0) == wanted } })
  }
}
