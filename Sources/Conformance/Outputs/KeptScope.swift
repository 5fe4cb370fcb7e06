import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  /// The synthetic practice's patients have sessions in one business unit each, so that no claim and no
  /// group of duplicates is in two.
  static let scope = Check(
    "scope", "keeps to the business units and dates that a manifest limits it to"
  ) { trial in
    let result = try trial.result(sessions: min(5000, trial.recordCount))
    func count(_ scope: Scope) throws -> Int {
      try trial.documents(result, scope: scope).reduce(0) { $0 + $1.recordCount }
    }
    func count(in units: Set<String>) throws -> Int {
      try count(Scope(dates: .always, businessUnits: units))
    }
    let all = try count(.everything)
    var reasons: [String] = []
    let parts = try SyntheticPractice.businessUnits.map { try count(in: [$0]) }
    if parts.reduce(0, +) != all {
      reasons.append(
        "\(all) records of both business units are \(parts.map(String.init).joined(separator: " and ")) "
          + "of each alone")
    }
    let none = try count(in: [])
    if none != 0 { reasons.append("\(none) records of no business unit") }
    let later = try count(
      Scope(dates: DateRange(start: CivilDate(days: 30_000), end: nil), businessUnits: nil))
    if later != 0 { reasons.append("\(later) records of dates that no session has") }
    return Verdict(reasons)
  }
}
