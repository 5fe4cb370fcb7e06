import AdapterKit
import ClaimCore

/// The rows of one export, rendered piece by piece on any thread.
final class ExportRows: Sendable {
  static let rowsInPiece = 4096
  /// Rows whose records are fetched together, so that the waits for memory overlap.
  private static let batch = 32

  private let result: BillingResult
  private let order: [UInt32]
  private let headers: [String]
  private let writer: CSVCellWriter
  private let columns: ExportCells
  private let patterns: ExportPatterns

  init(
    _ result: BillingResult, order: [UInt32], columns: [ExportColumn], writer: CSVCellWriter,
    patterns: ExportPatterns
  ) {
    self.result = result
    self.order = order
    self.writer = writer
    self.patterns = patterns
    headers = columns.map(\.header)
    self.columns = ExportCells(columns, of: result.practice, writer: writer)
  }

  var count: Int { order.count }
  var pieceCount: Int { max(1, (count + Self.rowsInPiece - 1) / Self.rowsInPiece) }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    if piece == 0 { writer.appendHeader(headers, to: &buffer) }
    let first = piece * Self.rowsInPiece
    let last = min(first + Self.rowsInPiece, count)
    withUnsafeTemporaryAllocation(of: Row.self, capacity: Self.batch) { rows in
      for start in stride(from: first, to: last, by: Self.batch) {
        let fetched = fetch(start..<min(start + Self.batch, last), into: rows)
        columns.cells.withRows { cells in
          for row in 0..<fetched { append(rows[row], cells, to: &buffer) }
        }
      }
    }
  }

  /// What a row is made from.
  private struct Row: BitwiseCopyable {
    var item: ChargeItem
    var session: Session
  }

  private func fetch(_ range: Range<Int>, into rows: UnsafeMutableBufferPointer<Row>) -> Int {
    result.items.withRows { items in
      result.sessions.sessions.withRows { sessions in
        for (slot, index) in range.enumerated() {
          let item = items[Int(order[index])]
          rows.initializeElement(
            at: slot, to: Row(item: item, session: sessions[Int(item.session)]))
        }
      }
    }
    return range.count
  }

  private func append(
    _ row: Row, _ cells: UnsafeBufferPointer<ExportCell>, to buffer: inout ByteBuffer
  ) {
    for index in cells.indices {
      if index > 0 { writer.separate(&buffer) }
      append(cells[index], of: row, to: &buffer)
    }
    writer.endRow(&buffer)
  }

  @inline(__always)
  private func append(_ cell: ExportCell, of row: Row, to buffer: inout ByteBuffer) {
    let pool = result.practice.pool
    switch cell {
    case .chargeItemName: appendName(of: row, to: &buffer)
    case .patient(let cells): cells.append(row.item.patient, to: &buffer)
    case .practitioner(let cells): cells.append(row.session.practitioner, to: &buffer)
    case .rendering(let cells): cells.append(row.item.rendering, to: &buffer)
    case .businessUnit(let cells): cells.append(row.session.businessUnit, to: &buffer)
    case .location(let cells): cells.append(row.session.location, to: &buffer)
    case .billingUnitType(let cells):
      if row.item.benefit.isNone {
        writer.append(minutesAUnit: row.item.timePerUnit, to: &buffer)
      } else {
        cells.append(row.item.benefit, to: &buffer)
      }
    case .qualification: appendQualification(of: row, to: &buffer)
    case .start(let part): append(row.session.start, part, to: &buffer)
    case .end(let part): append(row.session.end, part, to: &buffer)
    case .modifiers: writer.append(row.item.modifiers, of: pool, to: &buffer)
    case .placeOfService: writer.append(row.item.placeOfService, of: pool, to: &buffer)
    case .procedureCode: writer.append(row.item.procedureCode, of: pool, to: &buffer)
    case .authorizationNumber:
      writer.append(row.session.authorizationNumber, of: pool, to: &buffer)
    case .telecare: writer.append(row.session.telecare, to: &buffer)
    case .billableUnits: buffer.append(decimal: Int(row.item.units))
    case .duration: buffer.append(decimal: Int(row.item.minutes))
    }
  }

  /// `<patient first and last name> <procedure code> <start>`; without a record it begins with the code.
  private func appendName(of row: Row, to buffer: inout ByteBuffer) {
    let start = buffer.count
    columns.patientNames.append(row.item.patient, to: &buffer)
    buffer.append(row.item.procedureCode, of: result.practice.pool)
    buffer.append(0x20)
    patterns.dateTime.append(row.session.start, to: &buffer)
    writer.closeCell(from: start, in: &buffer)
  }

  private func append(
    _ moment: Moment, _ part: ExportColumn.Part?, to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    switch part {
    case .date: patterns.date.append(moment, to: &buffer)
    case .time: patterns.time.append(moment, to: &buffer)
    default: patterns.dateTime.append(moment, to: &buffer)
    }
    writer.closeCell(from: start, in: &buffer)
  }

  private func appendQualification(of row: Row, to buffer: inout ByteBuffer) {
    if row.session.practitioner.isNone { return }
    let pool = result.practice.pool
    let start = buffer.count
    result.practice.forEachQualification(
      of: row.session.practitioner, on: row.item.dateOfService
    ) { qualification in
      if buffer.count > start { buffer.append(", ") }
      buffer.append(qualification, of: pool)
    }
    writer.closeCell(from: start, in: &buffer)
  }
}
