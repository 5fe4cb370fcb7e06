internal import AdapterKit
internal import ClaimCore

/// A session with its charge item, as the ledger is to have them.
struct Charge {
  let session: Session
  let earlier: EarlierItem
  let item: ChargeItem?
  /// The ledger's number of the claim that it is on.
  let claim: Int64?
  /// What changes are told by: of a session that this run did not see, as it was seen or billed last.
  let facts: UInt64
  /// Of the session, over its record and what stands in columns of its own.
  let digest: UInt64

  /// - Parameters:
  ///   - item: its row of the result's items.
  ///   - claims: the ledger's numbers of the result's claims.
  ///   - record: takes the session's record, where the run's source has the session.
  init(
    of index: Int, _ item: Int?, _ claims: [Int64], in result: BillingResult,
    _ record: inout ByteBuffer
  ) {
    session = result.sessions.sessions[index]
    earlier = result.sessions.earlierItem(of: index)
    self.item = item.map { result.items[$0] }
    claim = self.item.flatMap { $0.claim == ChargeItem.noClaim ? nil : claims[Int($0.claim)] }
    if let item, earlier.isInSource || claim != nil {
      facts = result.facts[item]
    } else {
      facts = earlier.facts
    }
    record.removeAll()
    if earlier.isInSource {
      SessionRecord.append(session, of: result.practice, to: &record)
      digest = Self.digest(of: session, record, in: result)
    } else {
      digest = earlier.record
    }
  }

  var billedExternally: Bool { item?.billedExternally ?? earlier.billedExternally }

  var isChanged: Bool {
    earlier.keptStatus != item?.status || earlier.facts != facts || earlier.record != digest
      || earlier.units != item?.units ?? 0 || earlier.billedExternally != billedExternally
  }

  private static func digest(
    of session: Session, _ record: borrowing ByteBuffer, in result: BillingResult
  ) -> UInt64 {
    var digest = FactsDigest()
    record.withBytes { digest.add($0) }
    digest.add(result.sessions.patientIDs[session.patient.index], of: result.practice.pool)
    digest.add(result.practice.id(of: session.businessUnit), of: result.practice.pool)
    var status = session.status.rawValue
    status.withUTF8 { digest.add($0) }
    return digest.value
  }
}
