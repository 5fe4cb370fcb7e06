internal import AdapterKit
internal import ClaimCore

/// Some sessions with their charge items, as the ledger is to have them.
final class ChargePiece {
  /// Rows of those that it never saw.
  var new = RowBatch(columns: ChargeRows.columnCount)
  /// Those that it knows, in their order, without those that stay as they are and are on no claim.
  var known: [Charge] = []
  /// Rows of those of them that changed.
  var changed = RowBatch(columns: ChargeRows.columnCount)
  /// What became of the sessions.
  var changes = LedgerChanges()

  func removeAll() {
    new.removeAll()
    known.removeAll(keepingCapacity: true)
    changed.removeAll()
    changes = LedgerChanges()
  }
}

/// Makes the rows of charges, some sessions at a time and in their order.
final class ChargeRows {
  static let columnCount = 15

  let result: BillingResult
  /// The result's; at hand, since threads that ask for them row by row hold each other up.
  private let practice: Practice
  private let pool: TextPool
  /// The ledger's numbers of the result's claims.
  let claims: [Int64]
  private var nextItem = 0
  private var record = ByteBuffer(capacity: 1 << 12)

  init(of result: BillingResult, on claims: [Int64]) {
    self.result = result
    practice = result.practice
    pool = result.practice.pool
    self.claims = claims
  }

  var pieceCount: Int {
    (result.sessions.sessions.count + RowBatch.limit - 1) / RowBatch.limit
  }

  func make(_ number: Int, in piece: ChargePiece) {
    piece.removeAll()
    let first = number * RowBatch.limit
    add(first..<min(first + RowBatch.limit, result.sessions.sessions.count), to: piece)
  }

  /// Those of all sessions.
  func makeAll(in piece: ChargePiece) {
    piece.removeAll()
    add(result.sessions.sessions.indices, to: piece)
  }

  private func add(_ sessions: Range<Int>, to piece: ChargePiece) {
    for index in sessions {
      let charge = Charge(of: index, nextItem(of: index), claims, in: result, &record)
      if charge.earlier.row == 0 {
        piece.changes.new += 1
        add(charge, to: &piece.new)
        continue
      }
      piece.changes.count(charge)
      if charge.isChanged { add(charge, to: &piece.changed) }
      if charge.isChanged || charge.claim != nil { piece.known.append(charge) }
    }
  }

  /// Items stand by session, one at most.
  private func nextItem(of session: Int) -> Int? {
    guard nextItem < result.items.count, Int(result.items[nextItem].session) == session else {
      return nil
    }
    defer { nextItem += 1 }
    return nextItem
  }

  /// In the order of the statements' columns.
  private func add(_ charge: Charge, to row: inout RowBatch) {
    let (session, item) = (charge.session, charge.item)
    row.add(session.id, of: pool)
    row.add(result.sessions.patientIDs[session.patient.index], of: pool)
    row.add(practice.id(of: session.businessUnit), of: pool)
    row.add(Int64(session.start.date.days))
    row.add(session.status.rawValue)
    if let item { row.add(item.status.rawValue) } else { row.addNull() }
    row.add(Int64(item?.units ?? 0))
    row.add(Int64(bitPattern: charge.facts))
    row.add(charge.billedExternally ? 1 : 0)
    row.add(charge.claim)
    row.add(Int64(bitPattern: charge.digest))
    row.add(blob: record)
    row.add(item?.placeOfService ?? .missing, of: pool)
    row.add(item.map { practice.placeOfServiceMatters(for: $0.plan) } ?? true ? 1 : 0)
    row.add(charge.claim == nil ? nil : item.map { Int64($0.units) })
  }
}

extension LedgerChanges {
  /// Of a session that the ledger knows.
  fileprivate mutating func count(_ charge: Charge) {
    let earlier = charge.earlier
    if charge.isChanged {
      if earlier.isInSource { changed += 1 } else { others += 1 }
      return
    }
    if earlier.isInSource { unchanged += 1 }
    if charge.claim != nil && !earlier.isOnUnsentClaim { others += 1 }
  }

  static func += (all: inout LedgerChanges, more: LedgerChanges) {
    all.new += more.new
    all.changed += more.changed
    all.unchanged += more.unchanged
    all.others += more.others
  }
}

extension Practice {
  /// A business unit's id, missing where there is none.
  func id(of unit: Ref<BusinessUnit>) -> Text {
    unit.isNone ? .missing : businessUnits[unit].id
  }
}
