/// The run's sessions, identity settled (REC-1).
public final class SessionSet: Sendable {
  public let sessions: Table<Session>
  /// Every patient id that occurs, patients with a record first: `Session.patient` indexes it.
  public let patientIDs: Table<Text>

  public init(sessions: [Session], patientIDs: [Text]) {
    self.sessions = Table(sessions)
    self.patientIDs = Table(patientIDs)
  }
}
