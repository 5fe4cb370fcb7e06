internal import ByteIO
internal import GRDB

extension LedgerTransaction {
  /// Writes what a first load decides while it is billed; ``begin(at:pipeline:)`` comes before it, and
  /// ``remember(_:of:in:)`` writes the rest.
  public func write(_ load: FirstLoad) throws {
    // Also where it ends before the first part, nobody may wait for it.
    defer { load.stop() }
    try LookupIndexes.dropThoseOfEveryRow(database)
    let feed = try RowFeed(database)
    let charges = try RowInsert.charges(database, feed, run: run)
    let claims = try RowInsert.claims(database, feed, run: run)
    var changes = LedgerChanges()
    var firstClaim = try Remember.nextClaim(database, path: path)
    let batch = try nextBatch()
    var written = 0
    try load.eachPart { rows in
      try claims.insert(rows.claims.new, countingFrom: firstClaim, batch)
      try charges.insert(rows.charges.new, countingFrom: firstClaim)
      firstClaim += Int64(rows.claimCount)
      changes += rows.charges.changes
      written += rows.charges.new.count
      if written >= Self.chargesBeforeDisk {
        OpenFiles.beginWriting(path)
        written = 0
      }
    }
    firstLoad = WrittenLoad(changes: changes, hasClaims: load.hasClaims)
  }

  /// Some 15 MB.
  private static let chargesBeforeDisk = 1 << 16

  /// The number of the row that the next claims transaction gets.
  private func nextBatch() throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) + 1 FROM claims_transaction")
      ?? 1
  }
}

/// What a first load wrote while it was billed.
struct WrittenLoad {
  let changes: LedgerChanges
  let hasClaims: Bool
}
