internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// The claims of a run that are in a batch so far: a ledger lets each go out once (CLM-8).
struct ClaimsTaken {
  private let billed: BilledSessions
  /// By row of the result's claims.
  private var isTaken: [Bool] = []

  init(of billed: BilledSessions) { self.billed = billed }

  mutating func take(_ batch: ClaimsTransaction, path: String) throws(OutputFault) {
    if isTaken.isEmpty { isTaken = [Bool](repeating: false, count: billed.totals.claimCount) }
    for row in batch.claims {
      if isTaken[Int(row)] {
        // A second batch is made of the whole.
        let result = billed.whole
        let number = result.practice.pool.string(result.claims[Int(row)].number)
        throw OutputFault(
          path: path, action: "can't be written",
          cause: "claim \(number) is in the batch of another output already",
          remedy: "with a ledger a claim goes out once: give each output payers, a period or "
            + "business units of its own")
      }
      isTaken[Int(row)] = true
    }
  }
}
