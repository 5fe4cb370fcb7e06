public import ClaimCore

/// A block's sessions, to be merged in order.
public struct DecodedSessions: Sendable {
  let source: Int
  /// Records in the block.
  public internal(set) var read = 0
  /// Positions count the block's records; patients past the practice's are numbers of `newPatients`.
  /// Without their ids.
  var rows: [StoredSession] = []
  var ids = SessionIDBytes(expecting: 0)
  /// Ids that no reference record has, each once.
  var newPatients: [Text] = []
  public internal(set) var rejections: [Rejection] = []
  public internal(set) var findings: [Finding] = []

  init(source: Int) { self.source = source }
}
