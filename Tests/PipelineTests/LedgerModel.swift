/// What must become of charge items, run by run: the tables of billing.md sections 6, 7 and 9 over
/// ``LedgerPractice``, written down a second time and in another way. It keeps everything in mind and
/// decides over all of it in every run.
struct LedgerModel {
  typealias Session = LedgerPractice.Session

  enum Status: String {
    case scheduled, new
    case awaitingSubmission = "awaiting_submission"
    case onHold = "on_hold"
    case readyToBill = "ready_to_bill"
    case pendingAuthorization = "pending_authorization"
    case claimLineCreated = "claim_line_created"
    case awaitingResubmission = "awaiting_resubmission"
  }

  /// What billing can see.
  struct Facts: Equatable {
    let patient, code, location, authorization, practitioner, coverage: String
    let day, start, minutes: Int
  }

  struct Item {
    var session: Session
    /// `nil`: none, as the session was cancelled.
    var status: Status?
    /// As it was seen last, or billed.
    var facts: Facts
    var units: Int
    /// Its claim is in a batch, or was when the source's own system billed it.
    var isSent = false

    /// DUP-1: billed, or not submitted yet.
    var holdsBack: Bool {
      switch status {
      case .claimLineCreated: isSent
      case .awaitingResubmission, .scheduled, .awaitingSubmission: true
      default: false
      }
    }
  }

  /// By session.
  private(set) var items: [String: Item] = [:]
  /// Sessions of the claims that the last run sent.
  private(set) var sent: [String] = []
  /// Whether runs approve.
  let isAutomatic: Bool

  init(isAutomatic: Bool) { self.isAutomatic = isAutomatic }

  // MARK: One run

  /// - Parameter days: the period.
  mutating func run(_ drop: [Session], _ practice: LedgerPractice, days: ClosedRange<Int>) {
    let dropped = Set(drop.map(\.id))
    for session in drop { see(session, practice) }
    for id in items.keys where !dropped.contains(id) { leave(id, practice) }
    if isAutomatic { approve(days) }
    makeClaims(practice, days)
  }

  private func facts(_ session: Session, _ practice: LedgerPractice) -> Facts {
    let coverage = session.patient == "P3" ? practice.coverage : session.patient
    return Facts(
      patient: session.patient, code: session.code, location: session.location,
      authorization: session.authorization, practitioner: session.practitioner, coverage: coverage,
      day: session.day, start: session.start, minutes: session.minutes)
  }

  private func isPending(_ session: Session, _ practice: LedgerPractice) -> Bool {
    // A2 is P2's: another patient's authorization counts as none (REC-3).
    session.authorization == "A2" && session.patient == "P2" && practice.isPending
  }

  /// Commercial, by 15 minutes.
  private func units(_ session: Session) -> Int { (session.minutes + 14) / 15 }

  /// CHG-1, at first sight or where there is no item.
  private func first(_ session: Session, _ isPending: Bool) -> Status? {
    switch session.status {
    case "cancelled": nil
    case _ where isPending: .pendingAuthorization
    case "scheduled": .scheduled
    case "submitted": .new
    default: .awaitingSubmission
    }
  }

  /// The session is in the drop (CHG-2).
  private mutating func see(_ session: Session, _ practice: LedgerPractice) {
    let now = facts(session, practice)
    let isPending = isPending(session, practice)
    var item =
      items[session.id] ?? Item(session: session, status: nil, facts: now, units: units(session))
    let isKnown = items[session.id] != nil
    if !isKnown || item.status == nil || item.status == .pendingAuthorization && !isPending {
      // The source's own status is the item's earlier state at first sight, and as at first sight.
      switch session.chargeStatus {
      case "on_hold": item.status = .onHold
      case "claim_line_created":
        item.status = .claimLineCreated
        item.isSent = true
        item.facts = now
        item.units = units(session)
      default: break
      }
    }
    let hasChanged = item.facts != now
    switch (session.status, item.status) {
    case (_, .awaitingResubmission): break
    case ("submitted", .claimLineCreated) where item.isSent:
      if hasChanged { item.status = .awaitingResubmission }
    case (_, .claimLineCreated) where item.isSent: item.status = .awaitingResubmission
    case ("cancelled", _): item.status = nil
    case _ where isPending: item.status = .pendingAuthorization
    case (_, nil), (_, .pendingAuthorization): item.status = first(session, isPending)
    // On a claim that was never sent: Ready to Bill.
    case ("submitted", .claimLineCreated), ("submitted", .readyToBill):
      item.status = hasChanged ? .new : .readyToBill
    case ("submitted", .scheduled), ("submitted", .awaitingSubmission): item.status = .new
    case ("submitted", _): break
    case ("scheduled", .scheduled): break
    default: item.status = .awaitingSubmission
    }
    if !(item.status == .awaitingResubmission || item.isSent) || hasChanged {
      item.units = units(session)
    }
    item.facts = now
    item.session = session
    items[session.id] = item
  }

  /// The session is not in the drop: what it was stays, but for a claim that was never sent and for
  /// the authorization of what might be billed.
  private mutating func leave(_ id: String, _ practice: LedgerPractice) {
    guard var item = items[id], let status = item.status, !item.isSent,
      [.readyToBill, .pendingAuthorization, .claimLineCreated].contains(status)
        || status == .new && isAutomatic
    else { return }
    if isPending(item.session, practice) {
      item.status = .pendingAuthorization
    } else if status == .pendingAuthorization {
      let isHeld = item.session.chargeStatus == "on_hold"
      item.status =
        !isHeld
        ? first(item.session, false)
        : item.session.status == "submitted" ? .onHold : .awaitingSubmission
    } else if status == .claimLineCreated {
      item.status = .readyToBill
    }
    items[id] = item
  }

  /// APP-1 to APP-3, DUP-1, UNIT-7.
  private mutating func approve(_ days: ClosedRange<Int>) {
    for id in approvable where days.contains(items[id]?.session.day ?? 0) {
      items[id]?.status = .readyToBill
    }
  }

  private var approvable: [String] {
    items.filter { id, item in
      item.status == .new && item.units > 0
        && !items.contains { other, twin in
          other != id && twin.holdsBack && twin.session.patient == item.session.patient
            && twin.session.day == item.session.day && twin.session.code == item.session.code
            && twin.session.location == item.session.location
        }
    }.map(\.key)
  }

  /// CLM-1, CLM-7, CLM-8.
  private mutating func makeClaims(_ practice: LedgerPractice, _ days: ClosedRange<Int>) {
    sent = []
    for (id, item) in items where item.status == .readyToBill && days.contains(item.session.day) {
      items[id]?.status = .claimLineCreated
      let now = facts(item.session, practice)
      items[id]?.facts = now
      if item.session.patient == "P4" && !practice.hasBirthDate { continue }
      items[id]?.isSent = true
      sent.append(id)
    }
    sent.sort()
  }

  // MARK: A person (CHG-3)

  /// The sessions with which a person may do something.
  func possible(_ action: String) -> [String] {
    let from: Status? =
      switch action {
      case "hold": .new
      case "release": .onHold
      case "unapprove": .readyToBill
      case "resolve": .awaitingResubmission
      default: nil
      }
    let ids = action == "approve" ? approvable : items.filter { $0.value.status == from }.map(\.key)
    return ids.sorted()
  }

  mutating func act(_ action: String, on ids: [String]) {
    for id in ids {
      items[id]?.status =
        switch action {
        case "hold": .onHold
        case "release", "unapprove": .new
        case "resolve": .claimLineCreated
        default: .readyToBill
        }
    }
  }
}
