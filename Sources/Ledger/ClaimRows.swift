internal import AdapterKit
internal import ClaimCore

/// Rows of some claims.
final class ClaimPiece {
  var new = RowBatch(columns: ClaimRows.columnCount)
  /// Of claims that the ledger has and no batch took.
  var kept = RowBatch(columns: ClaimRows.columnCount)
}

/// Makes the rows of a run's claims, some at a time.
struct ClaimRows {
  static let columnCount = 13

  let result: BillingResult
  /// The ledger's number of each claim; see ``Remember/numbers(_:)``.
  let rows: [Int64]
  /// The number of the first claim that it does not have.
  let firstNew: Int64
  /// By claim the claims transaction that has it; empty where there is none.
  let batches: [Int64?]

  var pieceCount: Int { (rows.count + RowBatch.limit - 1) / RowBatch.limit }

  func make(_ number: Int, in piece: ClaimPiece) {
    let first = number * RowBatch.limit
    make(first..<min(first + RowBatch.limit, rows.count), in: piece)
  }

  /// Those of all claims.
  func makeAll(in piece: ClaimPiece) { make(rows.indices, in: piece) }

  private func make(_ claims: Range<Int>, in piece: ClaimPiece) {
    piece.new.removeAll()
    piece.kept.removeAll()
    for index in claims {
      if rows[index] >= firstNew {
        add(index, to: &piece.new)
      } else {
        add(index, to: &piece.kept)
      }
    }
  }

  /// In the order of the statements' columns. CLM-8: what is in a batch is submitted.
  private func add(_ index: Int, to row: inout RowBatch) {
    let (practice, pool) = (result.practice, result.practice.pool)
    let claim = result.claims[index]
    let batch = batches.isEmpty ? nil : batches[index]
    let lines = claim.lines.range
    row.add(rows[index])
    row.add(claim.number, of: pool)
    row.add(Int64(claim.version))
    row.add(claim.frequency.rawValue)
    row.add(batch == nil ? claim.status.rawValue : "submitted")
    row.add(result.sessions.patientIDs[claim.patient.index], of: pool)
    row.add(claim.payer.isNone ? .missing : practice.payers[claim.payer].id, of: pool)
    row.add(practice.id(of: claim.businessUnit), of: pool)
    row.add(lines.isEmpty ? 0 : Int64(result.lines[lines.lowerBound].startDate.days))
    row.add(claim.totalBilled.value?.cents ?? 0)
    row.add(lines.reduce(0) { $0 + Int64(result.lines[$1].units) })
    row.add(.text) { text in
      for line in lines {
        if line > lines.lowerBound { text.append(0x0A) }
        add(result.lines[line], pool, to: &text)
      }
    }
    row.add(batch)
  }

  private func add(_ line: ClaimLine, _ pool: TextPool, to text: inout ByteBuffer) {
    add(line.procedureCode, pool, to: &text)
    add(line.modifiers, pool, to: &text)
    add(line.placeOfService, pool, to: &text)
    text.append(line.startDate)
    text.append(0x09)
    text.append(line.endDate)
    text.append(0x09)
    text.append(decimal: Int(line.units))
    text.append(0x09)
    if let billed = line.billed.value { text.append(decimal: Int(billed.cents)) }
    for item in line.items.range {
      text.append(0x09)
      let session = Int(result.items[Int(result.lineItems[item])].session)
      pool.withBytes(result.sessions.sessions[session].id) { text.append($0) }
    }
  }

  private func add(_ value: Text, _ pool: TextPool, to text: inout ByteBuffer) {
    pool.withBytes(value) { text.append($0) }
    text.append(0x09)
  }
}
