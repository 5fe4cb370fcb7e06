import AdapterKit
import ClaimCore

/// The export's rows, dealt out by their start as parts of the result come.
final class GatheredExport: PartGathering {
  private let selection: ExportSelection
  private let scope: Scope
  private let rows: OrderedBuckets<ExportRow>
  private let ranks: [UInt32]
  private let make: Make

  typealias Make =
    @Sendable (_ rows: OrderedBuckets<ExportRow>, _ whole: BillingResult?) -> [OutputDocument]

  /// - Parameter make: the documents of all rows.
  init(
    _ selection: ExportSelection, in scope: Scope, of outline: RunOutline,
    make: @escaping Make
  ) {
    self.selection = selection
    self.scope = scope
    self.make = make
    let ranks = outline.patientIDs.ranks(outline.practice.pool)
    self.ranks = ranks
    // Rows of one start stand by patient, whose rows come in their order.
    rows = OrderedBuckets(
      expecting: outline.sessionCount, bucketsOf: ExportRows.rowsInPiece, spill: outline.spill,
      samples: outline.samples.all.map {
        ExportSelection.place($0.start, rank: ranks[$0.patient.index])
      })
  }

  private struct Chosen: Sendable {
    let row: ExportRow
    let bucket: Int
  }

  func gather(_ part: BillingResult) -> Keep {
    var chosen: [Chosen] = []
    chosen.reserveCapacity(part.items.count)
    selection.forEachRow(of: part, in: scope) { _, item, session in
      let place = ExportSelection.place(session.start, rank: ranks[item.patient.index])
      chosen.append(
        Chosen(
          row: ExportRow(item, session, start: session.start), bucket: rows.bucket(of: place)))
    }
    return { [rows, chosen] () throws(RenderFault) in
      try RenderFault.catching {
        for chosen in chosen { try rows.append(chosen.row, to: chosen.bucket) }
      }
    }
  }

  var marksItems: Bool? { selection.marksItems }

  func documents(of whole: BillingResult?) -> [OutputDocument] { make(rows, whole) }
}
