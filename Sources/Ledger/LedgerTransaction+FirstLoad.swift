extension LedgerTransaction {
  /// Writes the charges of a first load while they are billed; ``begin(at:pipeline:)`` comes before it,
  /// and ``remember(_:in:)`` writes the rest.
  public func writeCharges(from flow: ChargeFlow) throws {
    try LookupIndexes.dropThoseOfEveryRow(database)
    let insert = try ChargeInsert(database, RowFeed(database), run: run)
    var changes = LedgerChanges()
    var firstClaim = try Remember.nextClaim(database, path: path)
    try flow.eachPart { rows in
      try insert.insert(rows.piece.new, claimsFrom: firstClaim)
      firstClaim += Int64(rows.claimCount)
      changes += rows.piece.changes
    }
    firstLoad = changes
  }
}
