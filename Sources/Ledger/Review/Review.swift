internal import ClaimCore
internal import GRDB

/// A person's action on charge items, checked by the rules that a run keeps (CHG-3, APP, DUP-1).
struct Review {
  let database: Database
  let path: String
  let run: Int64
  let request: ReviewRequest
  private var outcome = ReviewOutcome()
  private var accepted: [(item: ReviewItem, status: ChargeStatus)] = []
  /// Accepted or not.
  private var chosen = Set<Int64>()

  private let sameDay: RowStatement

  init(_ database: Database, path: String, run: Int64, _ request: ReviewRequest) throws {
    sameDay = try RowStatement(
      database,
      """
      \(ReviewItem.select) WHERE charge.patient_id = ? AND charge.date_of_service = ?
      ORDER BY charge.session_id
      """)
    self.database = database
    self.path = path
    self.run = run
    self.request = request
  }

  mutating func perform() throws -> ReviewOutcome {
    for item in try items() { try judge(item) }
    try refuseParted()
    try apply()
    return outcome
  }

  // MARK: Which

  private mutating func items() throws -> [ReviewItem] {
    switch request.subject {
    case .sessions(let ids): return try items(ids)
    case .matching(var filter):
      if filter.statuses.isEmpty { filter.statuses = [request.action.step.from] }
      let conditions = filter.conditions
      let rows = try RowStatement(
        database, "\(ReviewItem.select) \(conditions.sql) ORDER BY charge.session_id",
        conditions.values)
      var items: [ReviewItem] = []
      try rows.eachRow { items.append(try ReviewItem(rows, path: path)) }
      chosen = Set(items.map(\.row))
      return items
    }
  }

  private mutating func items(_ ids: [String]) throws -> [ReviewItem] {
    let rows = try RowStatement(database, "\(ReviewItem.select) WHERE charge.session_id = ?")
    var items: [ReviewItem] = []
    for id in ids {
      rows.bind(1, id)
      defer { rows.reset() }
      guard try rows.step() else {
        outcome.refused.append(ReviewObstacle(session: id, cause: .unknown))
        continue
      }
      let item = try ReviewItem(rows, path: path)
      // The same session named twice is one.
      if chosen.insert(item.row).inserted { items.append(item) }
    }
    return items
  }

  // MARK: Whether

  private mutating func judge(_ item: ReviewItem) throws {
    func refuse(_ cause: ReviewObstacle.Cause) {
      outcome.refused.append(ReviewObstacle(session: item.session, cause: cause))
    }
    guard let status = item.status else { return refuse(.noItem) }
    let next: ChargeStatus
    do throws(ReviewRefusal) {
      next = try request.action.apply(to: status)
    } catch {
      return refuse(.status(error))
    }
    if request.action == .approve, item.units == 0, case .matching = request.subject {
      outcome.passedOver.append(item.session)
      return
    }
    if request.action == .approve, let cause = try approvalObstacle(item) { return refuse(cause) }
    if request.correction != nil, let cause = correctionObstacle(item) { return refuse(cause) }
    accepted.append((item, next))
  }

  /// APP-2, APP-3, UNIT-7.
  private mutating func approvalObstacle(_ item: ReviewItem) throws -> ReviewObstacle.Cause? {
    if item.units == 0 { return .zeroUnits }
    if item.isBilledExternally { return .billedExternally }
    let others = try sameDay(as: item).filter(item.isSameService)
    let blocking = others.filter(\.isBlocking)
    if !blocking.isEmpty && !request.allowsDuplicates {
      return .duplicate(of: blocking.prefix(5).map { "\($0.session) (\($0.state))" })
    }
    let held = others.filter(\.isHeld)
    if !held.isEmpty { outcome.heldDuplicates.append((item.session, held.map(\.session))) }
    return nil
  }

  private func sameDay(as item: ReviewItem) throws -> [ReviewItem] {
    sameDay.bind(1, item.patient)
    sameDay.bind(2, item.date)
    var items: [ReviewItem] = []
    try sameDay.eachRow { items.append(try ReviewItem(sameDay, path: path)) }
    return items
  }

  private func correctionObstacle(_ item: ReviewItem) -> ReviewObstacle.Cause? {
    if item.claim == nil { return .onNoClaim }
    if StoredClaimStatus.unsent.contains(item.claimStatus) {
      return .claimNotSent(item.claimNumber)
    }
    if item.claimStatus != StoredClaimStatus.submitted { return .claimReplaced(item.claimNumber) }
    return item.isOnVoidClaim && request.correction == .void ? .claimVoided(item.claimNumber) : nil
  }

  /// A corrected or void claim stands for all of the old one: its items are reviewed together.
  private mutating func refuseParted() throws {
    guard request.correction != nil else { return }
    let rows = try RowStatement(
      database,
      """
      SELECT id, session_id FROM charge
      WHERE claim = ? AND item_status = 'awaiting_resubmission' ORDER BY session_id
      """)
    var whole: [(ReviewItem, ChargeStatus)] = []
    for (item, status) in accepted {
      guard let claim = item.claim else { continue }
      rows.bind(1, claim)
      var others: [String] = []
      try rows.eachRow { if !chosen.contains(rows.number(0)) { others.append(rows.string(1)) } }
      if others.isEmpty {
        whole.append((item, status))
      } else {
        outcome.refused.append(
          ReviewObstacle(
            session: item.session,
            cause: .claimHasOthers(item.claimNumber, sessions: Array(others.prefix(5)))))
      }
    }
    accepted = whole
  }

  // MARK: Doing

  private mutating func apply() throws {
    let update = try RowStatement(
      database, "UPDATE charge SET item_status = ?, run = ? WHERE id = ?")
    let event = try RowStatement(
      database, "INSERT INTO charge_event (charge, run, before, after, why) VALUES (?, ?, ?, ?, ?)")
    let why = why
    for (item, status) in accepted {
      update.bind(1, status.rawValue)
      update.bind(2, run)
      update.bind(3, item.row)
      try update.run()
      event.bind(1, item.row)
      event.bind(2, run)
      event.bind(3, item.status?.rawValue ?? "")
      event.bind(4, status.rawValue)
      event.bind(5, why)
      try event.run()
      outcome.done.append(item.session)
    }
    if let correction = request.correction {
      try ask(for: correction)
    } else if request.action == .resolve {
      try withdrawCorrections()
    }
  }

  private var why: String {
    let words =
      switch request.correction {
      case .corrected: "by hand, with a corrected claim to follow"
      case .void: "by hand, with its claim to be voided"
      default: "by hand"
      }
    return request.why.map { "\(words): \($0)" } ?? words
  }

  private mutating func ask(for correction: ClaimFrequency) throws {
    let insert = try RowStatement(
      database, "INSERT OR REPLACE INTO correction (claim, frequency, run) VALUES (?, ?, ?)")
    let event = try RowStatement(
      database, "INSERT INTO claim_event (claim, run, what) VALUES (?, ?, ?)")
    var asked = Set<Int64>()
    for (item, _) in accepted {
      guard let claim = item.claim, asked.insert(claim).inserted else { continue }
      insert.bind(1, claim)
      insert.bind(2, correction.rawValue)
      insert.bind(3, run)
      try insert.run()
      event.bind(1, claim)
      event.bind(2, run)
      event.bind(3, correction == .void ? "a void was asked for" : "a correction was asked for")
      try event.run()
      outcome.corrections.append(item.claimNumber)
      if !item.hasPayerNumber { outcome.withoutPayerNumber.append(item.claimNumber) }
    }
  }
}

extension Review {
  /// A claim that stands as it was sent is not to be corrected any more, unless a run has made its new
  /// version already.
  private func withdrawCorrections() throws {
    for claim in Set(accepted.compactMap { $0.item.claim }).sorted() {
      try database.execute(
        sql: """
          DELETE FROM correction WHERE claim = ?1 AND NOT EXISTS (
            SELECT 1 FROM claim WHERE original = ?1 AND claims_transaction IS NULL)
          """, arguments: [claim])
      if database.changesCount == 0 { continue }
      try database.execute(
        sql: "INSERT INTO claim_event (claim, run, what) VALUES (?, ?, ?)",
        arguments: [claim, run, "what was asked for was withdrawn"])
    }
  }
}

extension LedgerTransaction {
  /// Does what a person wants, as far as the rules allow; ``begin(at:pipeline:)`` comes before it.
  ///
  /// Nothing stays without ``commit()``: not calling it where something was refused makes the action
  /// one of all or nothing.
  public func review(_ request: ReviewRequest) throws -> ReviewOutcome {
    var review = try Review(database, path: path, run: run, request)
    return try review.perform()
  }
}
