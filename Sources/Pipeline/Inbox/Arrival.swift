internal import Inbox
internal import Ledger

/// What came through the inbox for a run: known to the ledger from the moment at which the run has
/// happened.
struct Arrival {
  let taken: TakenRun
  let files: [SourceFile]

  /// - Throws: ``RunFailure/unfinished(_:)`` where a file was written to since it was taken.
  func checkUnchanged() throws(RunFailure) {
    if let name = taken.changed { throw .unfinished(name) }
  }

  /// The last thing before the commit.
  func settle(_ memory: LedgerTransaction?) throws {
    try checkUnchanged()
    try memory?.note(files, ofArrival: taken.name)
  }
}
