@testable import ClaimCore

/// A billing result in words: ids and texts in place of rows and handles.
struct Billed {
  let result: BillingResult
  let allFindings: [Finding]
  private let pool: TextPool

  /// - Parameter findings: in order.
  init(_ result: BillingResult, _ findings: [Finding]) {
    self.result = result
    allFindings = findings
    pool = result.practice.pool
  }

  struct Line: Equatable {
    var code: String
    var modifiers: String
    var place: String
    var date: String
    var units: Int
    /// Cents.
    var billed: Int64?
    var sessions: [String]
    var pointers: [Int]
    var showsTimes: Bool
  }

  struct ClaimView: Equatable {
    var number: String
    var patient: String
    var coverage: String?
    var unit: String?
    var rendering: String?
    var referring: String?
    var facility: String
    var authorization: String
    var place: String
    var total: Int64?
    var status: ClaimStatus
    var diagnoses: [String]
    var failures: [String]
    /// What could not be checked.
    var unchecked: [String] = []
    var lines: [Line]
  }

  // MARK: Charge items

  func find(_ session: String) -> ChargeItem? {
    result.items.indices.map { result.items[$0] }.first { id($0) == session }
  }

  /// - Precondition: the session has a charge item.
  func item(_ session: String) -> ChargeItem { find(session)! }

  func id(_ item: ChargeItem) -> String { pool.string(result.session(of: item).id) }
  func status(_ session: String) -> ChargeStatus? { find(session)?.status }
  func units(_ session: String) -> Int { Int(item(session).units) }
  func modifiers(_ session: String) -> String { pool.string(item(session).modifiers) }
  func place(_ session: String) -> String { pool.string(item(session).placeOfService) }
  func procedure(_ session: String) -> String { pool.string(item(session).procedureCode) }
  func coverage(_ session: String) -> String? { coverageID(item(session).coverage) }
  func rendering(_ session: String) -> String? { practitionerID(item(session).rendering) }

  /// Statuses in the order of `sessions`.
  func statuses(_ sessions: [String]) -> [ChargeStatus?] { sessions.map(status) }

  // MARK: Claims

  var claims: [ClaimView] { result.claims.indices.map { view(result.claims[$0]) } }

  /// Every claim as its lines, every line as its sessions.
  var claimSessions: [[[String]]] { claims.map { $0.lines.map(\.sessions) } }

  /// The failures of the only claim.
  var failures: [String] { claims.count == 1 ? claims[0].failures : ["\(claims.count) claims"] }

  private func view(_ claim: Claim) -> ClaimView {
    let practice = result.practice
    return ClaimView(
      number: pool.string(claim.number),
      patient: pool.string(result.sessions.patientIDs[claim.patient.index]),
      coverage: coverageID(claim.coverage), unit: unitID(claim.businessUnit),
      rendering: practitionerID(claim.rendering),
      referring: claim.referring.isNone
        ? nil : pool.string(practice.referringProviders[claim.referring].lastName),
      facility: facility(claim.facility), authorization: pool.string(claim.authorizationNumber),
      place: pool.string(claim.placeOfService), total: claim.totalBilled.value?.cents,
      status: claim.status,
      diagnoses: claim.diagnoses.range.map {
        pool.string(practice.diagnoses[result.claimDiagnoses[$0]].code)
      },
      failures: unmet(claim, .fail), unchecked: unmet(claim, .noData),
      lines: claim.lines.range.map { view(result.lines[$0]) })
  }

  private func unmet(_ claim: Claim, _ outcome: ValidationOutcome) -> [String] {
    claim.unmet.range.filter { result.unmet[$0].outcome == outcome }.map {
      result.validations[Int(result.unmet[$0].validation)].code.description
    }
  }

  private func view(_ line: ClaimLine) -> Line {
    Line(
      code: pool.string(line.procedureCode), modifiers: pool.string(line.modifiers),
      place: pool.string(line.placeOfService), date: Self.written(line.startDate),
      units: Int(line.units), billed: line.billed.value?.cents,
      sessions: line.items.range.map { id(result.items[Int(result.lineItems[$0])]) },
      pointers: (0..<4).map { Int(line.diagnosisPointers[$0]) }.filter { $0 > 0 },
      showsTimes: line.showsTimes)
  }

  func facility(_ facility: Facility) -> String {
    switch facility {
    case .none: ""
    case .location(let ref): pool.string(result.practice.locations[ref].id)
    case .businessUnit(let ref): pool.string(result.practice.businessUnits[ref].id)
    }
  }

  private func coverageID(_ ref: Ref<Coverage>) -> String? {
    ref.isNone ? nil : pool.string(result.practice.coverages[ref].id)
  }

  private func practitionerID(_ ref: Ref<Practitioner>) -> String? {
    ref.isNone ? nil : pool.string(result.practice.practitioners[ref].id)
  }

  private func unitID(_ ref: Ref<BusinessUnit>) -> String? {
    ref.isNone ? nil : pool.string(result.practice.businessUnits[ref].id)
  }

  // MARK: Findings, duplicates, periods

  /// The codes of a session's findings, or of all, in alphabetical order.
  func findings(_ session: String? = nil) -> [String] {
    allFindings.filter { session == nil || pool.string($0.session) == session }
      .map(\.code.rawValue).sorted()
  }

  func messages(_ code: FindingCode) -> [String] {
    allFindings.filter { $0.code == code }.map { $0.message(in: pool) }
  }

  /// Groups of `session`, `+` for billable and `-` for awaiting submission, `=` for the same place.
  var duplicates: [[String]] {
    result.duplicateGroups.indices.map { group in
      result.duplicateGroups[group].range.map { row in
        let member = result.duplicateMembers[row]
        return id(result.items[Int(member.item)]) + (member.isBillable ? "+" : "-")
          + (member.samePlace ? "=" : "")
      }
    }
  }

  /// `patient unit start status count`
  var periods: [String] {
    result.periods.indices.map {
      let period = result.periods[$0]
      return pool.string(result.sessions.patientIDs[period.patient.index])
        + " \(unitID(period.businessUnit) ?? "-") \(Self.written(period.start)) "
        + "\(period.status.rawValue) \(period.itemCount)"
    }
  }

  static func written(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(pad(month))-\(pad(day))"
  }

  /// All of the result that does not name places in the input.
  var everything: [String] {
    let items = result.items.indices.map { index in
      let item = result.items[index]
      return
        "\(id(item)) \(item.status) \(item.units) \(item.suggestedUnits) \(item.minutes) "
        + "\(item.rule) \(pool.string(item.placeOfService)) \(pool.string(item.modifiers)) "
        + "\(practitionerID(item.rendering) ?? "-") \(coverageID(item.coverage) ?? "-") "
        + "\(String(describing: item.refusal)) \(facility(item.facility)) "
        + (item.claim == ChargeItem.noClaim
          ? "-" : pool.string(result.claims[Int(item.claim)].number))
    }
    let findings = allFindings.map {
      "\(pool.string($0.session)) \($0.code.rawValue) \($0.message(in: pool))"
    }
    return items + claims.map { "\($0)" } + duplicates.map { "\($0)" } + periods + findings.sorted()
  }
}
