/// UNIT-5: how a day's minutes share out into units, by CMS's count (Medicare Claims Processing
/// Manual, chapter 5, section 20.2).
public enum MedicareAllocation {
  /// One timed Medicare charge of the day.
  public struct Charge: Sendable {
    /// Charges of one procedure code have one number; numbers order as the codes do.
    public let code: Int
    public let minutes: Int
    /// The instant of its start.
    public let start: Int64

    public init(code: Int, minutes: Int, start: Int64) {
      self.code = code
      self.minutes = minutes
      self.start = start
    }
  }

  /// Units for each charge.
  ///
  /// - Parameter charges: of one patient, date of service and business unit, by start and then
  ///   session id.
  public static func units(for charges: [Charge]) -> [Int] {
    var codes: [(code: Int, minutes: Int, start: Int64, charges: [Int])] = []
    var place: [Int: Int] = [:]
    for (index, charge) in charges.enumerated() {
      if let known = place[charge.code] {
        codes[known].minutes += charge.minutes
        codes[known].charges.append(index)
      } else {
        place[charge.code] = codes.count
        codes.append((charge.code, charge.minutes, charge.start, [index]))
      }
    }
    let total = BillableUnits.ama(minutes: charges.reduce(0) { $0 + $1.minutes })
    let perCode = share(total, among: codes.map(\.minutes)) { a, b in
      codes[a].start != codes[b].start
        ? codes[a].start < codes[b].start : codes[a].code < codes[b].code
    }
    var units = [Int](repeating: 0, count: charges.count)
    for (index, code) in codes.enumerated() {
      let own = code.charges.map { charges[$0].minutes }
      let shared = share(perCode[index], among: own, isBefore: <)
      for (charge, unit) in zip(code.charges, shared) { units[charge] = unit }
    }
    return units
  }

  /// Each part gets its whole quarter hours; the units still missing go one each to the largest
  /// remainders.
  private static func share(
    _ total: Int, among minutes: [Int], isBefore: (Int, Int) -> Bool
  ) -> [Int] {
    var units = minutes.map { $0 / 15 }
    let missing = total - units.reduce(0, +)
    guard missing > 0 else { return units }
    let byRemainder = minutes.indices.sorted {
      let (a, b) = (minutes[$0] % 15, minutes[$1] % 15)
      return a != b ? a > b : isBefore($0, $1)
    }
    for index in byRemainder.prefix(missing) { units[index] += 1 }
    return units
  }
}
