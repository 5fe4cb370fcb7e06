import ClaimCore

/// A session with what tells it from others of its id (REC-1), as it waits to be billed.
struct StoredSession: BitwiseCopyable, Sendable {
  var session: Session
  let identity: SessionIdentity
}
