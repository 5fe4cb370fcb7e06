internal import ClaimCore

/// Every session: its record, its status and its claim go together.
enum StatusChecks {
  static func check(
    _ reading: LedgerReading, _ verification: inout LedgerVerification,
    _ report: inout ProblemReport
  ) throws {
    let rows = try RowStatement(
      reading.database,
      """
      SELECT session_id, patient_id, business_unit_id, session_status, item_status, units,
        claim, record, record_digest, date_of_service
      FROM charge
      """)
    defer { rows.reset() }
    while try rows.step() {
      verification.sessionCount += 1
      let session = rows.string(0)
      if digest(of: rows) != UInt64(bitPattern: rows.number(8)) {
        report.add("session \(session): its record is not the one that was written")
      } else if day(of: rows) != rows.number(9) {
        report.add("session \(session): its date of service is not that of its record")
      }
      if rows.number(5) != rows.count(5) || rows.number(5) < 0 {
        report.add("session \(session) has \(rows.number(5)) units")
      }
      guard let state = SessionStatus(rawValue: rows.string(3)) else {
        report.add("session \(session) has the unknown status \(rows.string(3))")
        continue
      }
      let isOnClaim = !rows.isNull(6)
      guard let written = rows.optionalString(4) else {
        if isOnClaim { report.add("session \(session) is on a claim without a charge item") }
        continue
      }
      guard let status = ChargeStatus(rawValue: written) else {
        report.add("session \(session): its charge item has the unknown status \(written)")
        continue
      }
      verification.items[status, default: (0, 0)].count += 1
      verification.items[status, default: (0, 0)].units += rows.count(5)
      if isOnClaim && !status.isBilled {
        report.add("session \(session) is on a claim and \(status.name)")
      }
      if !agree(state, status) {
        report.add(
          "session \(session) is \(state.rawValue), and its charge item is \(status.name)")
      }
    }
  }

  /// CHG-1, CHG-2: what a session's own status allows.
  private static func agree(_ session: SessionStatus, _ status: ChargeStatus) -> Bool {
    switch status {
    case .new, .onHold, .readyToBill: session == .submitted
    case .scheduled: session == .scheduled
    case .awaitingSubmission: session != .submitted && session != .cancelled
    case .pendingAuthorization: session != .cancelled
    case .claimLineCreated, .awaitingResubmission: true
    }
  }

  private static func day(of rows: RowStatement) -> Int64? {
    rows.withBytes(7) { try? StoredSession.start($0).date.days }.map(Int64.init)
  }

  /// As ``Remember`` writes it.
  private static func digest(of rows: RowStatement) -> UInt64 {
    var digest = FactsDigest()
    for column: Int32 in [7, 1, 2, 3] { rows.withBytes(column) { digest.add($0) } }
    return digest.value
  }
}
