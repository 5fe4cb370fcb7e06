internal import ClaimCore
internal import GRDB

/// Takes charges from the ledger's rows; see ``ChargeLookups`` for their columns.
struct ChargeReading {
  let corrections: PendingCorrections
  private let makesClaims: Bool
  private let path: String
  private let itemStatuses = Words<ChargeStatus>()
  private let sessionStatuses = Words<SessionStatus>()

  init(_ database: Database, path: String, _ pool: TextPool, _ request: RecallRequest) throws {
    corrections = try PendingCorrections(
      database, path: path, pool, makesClaims: request.makesClaims)
    makesClaims = request.makesClaims
    self.path = path
  }

  /// Adds a charge's session with its item, once.
  func add(
    _ row: RowStatement, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    guard known.insert(row.number(0)) else { return }
    do {
      extra.add(try extra.session(of: row), try item(row, isInSource: false))
    } catch is RecordDamage {
      throw LedgerFault.damaged(
        path: path, cause: "the record of session \(row.string(1)) can't be read")
    }
  }

  func item(_ row: RowStatement, isInSource: Bool) throws -> EarlierItem {
    var status: ChargeStatus?
    if !row.isNull(5) {
      guard let known = row.withBytes(5, { itemStatuses.find($0) }) else {
        throw LedgerFault.damaged(
          path: path, cause: "session \(row.string(1)) has the unknown status \(row.string(5))")
      }
      status = known
    }
    guard let session = row.withBytes(4, { sessionStatuses.find($0) }) else {
      throw LedgerFault.damaged(
        path: path, cause: "session \(row.string(1)) has the unknown status \(row.string(4))")
    }
    let isUnsent = makesClaims && row.number(11) != 0
    let correction = corrections.number(ofClaim: row.number(12))
    let isAnew = isUnsent && correction == EarlierItem.noCorrection
    return EarlierItem(
      row: row.number(0), record: UInt64(bitPattern: row.number(9)),
      status: isAnew ? .readyToBill : status, isOnUnsentClaim: isUnsent,
      facts: UInt64(bitPattern: row.number(7)), units: Int32(clamping: row.number(6)),
      billedExternally: row.number(8) != 0, isInSource: isInSource, session: session,
      correction: correction, isVoided: corrections.isVoid(row.number(12)))
  }
}

/// The values of a type by the words that the ledger has for them.
private struct Words<Value: RawRepresentable & CaseIterable> where Value.RawValue == String {
  private let words = Value.allCases.map { (bytes: Array($0.rawValue.utf8), value: $0) }

  func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Value? {
    words.first { $0.bytes.count == bytes.count && $0.bytes.elementsEqual(bytes) }?.value
  }
}
