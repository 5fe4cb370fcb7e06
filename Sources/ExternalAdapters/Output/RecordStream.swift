import AdapterKit
import BillingExportAdapter
import ClaimBatchAdapter
import ClaimCore
import DuplicatesReportAdapter

/// All records of one kind that a program receives, as lines: `{"type":"claim","claim":{…}}`.
///
/// They are written step by step, as the program takes them, so that no more than one step of them is
/// ever in memory.
struct RecordStream: Sendable {
  let kind: ReceivedRecords
  let recordCount: Int
  let stepCount: Int
  /// Appends the lines of one step; called in order.
  let append: @Sendable (_ step: Int, _ buffer: inout ByteBuffer) -> Void

  private static let claimsInStep = 64
  private static let itemsInStep = 256

  private static func steps(_ count: Int, of size: Int) -> Int { (count + size - 1) / size }

  /// The batch's own data, and then its claims.
  init(_ claims: ReadyClaims) {
    kind = .claims
    recordCount = claims.count
    stepCount = 1 + Self.steps(claims.count, of: Self.claimsInStep)
    append = { step, buffer in
      if step == 0 {
        buffer.append("{\"type\":\"batch\",\"batch\":")
        claims.appendBatch(to: &buffer)
        return buffer.append("}\n")
      }
      let first = (step - 1) * Self.claimsInStep
      claims.append(
        first..<min(first + Self.claimsInStep, claims.count),
        after: "{\"type\":\"claim\",\"claim\":", before: "}\n", to: &buffer)
    }
  }

  /// - Parameter rows: of `result.items`, in their order.
  init(chargeItems rows: [UInt32], of result: BillingResult) {
    kind = .chargeItems
    recordCount = rows.count
    stepCount = Self.steps(rows.count, of: Self.itemsInStep)
    append = { step, buffer in
      let first = step * Self.itemsInStep
      var objects = ChargeItemObjects(result)
      for row in rows[first..<min(first + Self.itemsInStep, rows.count)] {
        buffer.append("{\"type\":\"charge_item\",\"charge_item\":")
        objects.append(result.items[Int(row)], to: &buffer)
        buffer.append("}\n")
      }
    }
  }

  /// A step is a group, which is never large.
  init(_ duplicates: DuplicateSelection, of result: BillingResult) {
    kind = .duplicates
    recordCount = duplicates.rowCount
    stepCount = duplicates.groupCount
    append = { step, buffer in
      var objects = ChargeItemObjects(result)
      for row in duplicates.rows(of: step) {
        buffer.append("{\"type\":\"duplicate\",\"duplicate\":{\"group\":")
        buffer.append(decimal: row.group)
        buffer.append(",\"role\":")
        buffer.append(jsonString: row.member.isBillable ? "billable" : "awaiting_submission")
        buffer.append(",\"charge_status\":")
        buffer.append(jsonString: row.member.status.rawValue)
        buffer.append(",\"same_place_of_service\":")
        buffer.append(row.member.samePlace ? "true" : "false")
        buffer.append(",\"charge_item\":")
        objects.append(result.items[Int(row.member.item)], to: &buffer)
        buffer.append("}}\n")
      }
    }
  }
}
