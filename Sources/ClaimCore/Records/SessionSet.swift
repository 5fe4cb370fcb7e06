/// The run's sessions, identity settled (REC-1).
public final class SessionSet: Sendable {
  public let sessions: Table<Session>
  public let patientIDs: PatientIDs
  /// By session, what a ledger knows of its charge item; empty without a ledger, and with one that
  /// knows nothing yet.
  public let earlier: Table<EarlierItem>
  /// Claims that are to be corrected or voided (CLM-9).
  public let corrections: [ClaimCorrection]

  public convenience init(sessions: [Session], patientIDs: [Text]) {
    self.init(sessions: Table(sessions), patientIDs: PatientIDs(patientIDs))
  }

  public init(
    sessions: consuming Table<Session>, patientIDs: PatientIDs,
    earlier: consuming Table<EarlierItem> = Table([]), corrections: [ClaimCorrection] = []
  ) {
    self.sessions = sessions
    self.patientIDs = patientIDs
    self.earlier = earlier
    self.corrections = corrections
  }

  public var ids: [Text] { sessions.indices.map { sessions[$0].id } }

  /// What a ledger knows of a session's charge item.
  public func earlierItem(of session: Int) -> EarlierItem {
    earlier.isEmpty ? .unseen : earlier[session]
  }
}
