import AdapterKit
import ClaimCore

/// What a column takes its cells from.
enum ExportCell: BitwiseCopyable {
  case chargeItemName
  /// Ready-made, by the record that a row refers to.
  case patient(PreparedCells.View)
  case practitioner(PreparedCells.View)
  case rendering(PreparedCells.View)
  case businessUnit(PreparedCells.View)
  case location(PreparedCells.View)
  case billingUnitType(PreparedCells.View)
  /// Ready-made where the practitioner's hold on every date: such a cell is plain.
  case qualification(PreparedCells.View)
  case start(ExportColumn.Part?)
  case end(ExportColumn.Part?)
  case modifiers
  case placeOfService
  case procedureCode
  case authorizationNumber
  case telecare
  case billableUnits
  case duration
}

/// The columns' cells over one practice, with everything that records say written out once.
final class ExportCells: Sendable {
  let cells: Table<ExportCell>
  /// `First Last ` before it is a cell: the beginning of every charge item's name; plain where nothing
  /// in it asks for quotes.
  let patientNames: PreparedCells.View
  let most: RowMost
  private let qualifications: PreparedCells.View?
  private let owners: [PreparedCells]

  init(_ columns: [ExportColumn], of practice: Practice, writer: CSVCellWriter) {
    let maker = CellMaker(practice: practice, writer: writer)
    let names = maker.patientNamePrefixes()
    var owners = [names]
    var cells: [ExportCell] = []
    var most = RowMost()
    var qualifications: PreparedCells.View?
    for column in columns {
      let prepared = maker.prepare(column)
      if let prepared {
        owners.append(prepared)
        cells.append(column.cell(prepared.view))
        if column.field == .qualification { qualifications = prepared.view }
      } else {
        cells.append(column.computedCell)
      }
      most.add(column, prepared: prepared?.longest ?? 0, name: names.longest)
    }
    patientNames = names.view
    self.most = most
    self.qualifications = qualifications
    self.owners = owners
    self.cells = Table(cells)
  }

  /// Whether a column shows qualifications that depend on the row's date.
  @inline(__always)
  func datesQualifications(of practitioner: Ref<Practitioner>) -> Bool {
    guard let qualifications else { return false }
    return !qualifications.isPlain(practitioner)
  }
}

extension ExportColumn {
  /// Only for fields that ``CellMaker/prepare(_:)`` makes ready.
  fileprivate func cell(_ view: PreparedCells.View) -> ExportCell {
    switch field {
    case .patientName, .patientMRN: .patient(view)
    case .practitionerName: .practitioner(view)
    case .renderingProvider, .renderingProviderNPI: .rendering(view)
    case .businessUnit: .businessUnit(view)
    case .locationType: .location(view)
    case .billingUnitType: .billingUnitType(view)
    case .qualification: .qualification(view)
    default: computedCell
    }
  }

  fileprivate var computedCell: ExportCell {
    switch field {
    case .modifiers: .modifiers
    case .placeOfService: .placeOfService
    case .telecare: .telecare
    case .billableUnits: .billableUnits
    case .start: .start(part)
    case .end: .end(part)
    case .duration: .duration
    case .procedureCode: .procedureCode
    case .authorizationNumber: .authorizationNumber
    default: .chargeItemName
    }
  }
}

/// Writes the cells that depend on one record alone.
private struct CellMaker {
  let practice: Practice
  let writer: CSVCellWriter
  private var pool: TextPool { practice.pool }

  init(practice: Practice, writer: CSVCellWriter) {
    self.practice = practice
    self.writer = writer
  }

  func patientNamePrefixes() -> PreparedCells {
    let pool = practice.pool
    return PreparedCells(count: practice.patients.count) { index, buffer in
      let patient = practice.patients[index]
      let start = buffer.count
      buffer.append(firstName: patient.firstName, lastName: patient.lastName, of: pool)
      buffer.append(0x20)
      return !writer.changes(from: start, in: buffer)
    }
  }

  /// `nil` for what each row has to work out.
  func prepare(_ column: ExportColumn) -> PreparedCells? {
    switch column.field {
    case .patientName:
      cells(practice.patients.count) { index, buffer in
        let patient = practice.patients[index]
        append(patient.firstName, patient.lastName, column.part, &buffer)
      }
    case .patientMRN: texts(practice.patients.count) { practice.patients[$0].mrn }
    case .practitionerName, .renderingProvider:
      cells(practice.practitioners.count) { index, buffer in
        let practitioner = practice.practitioners[index]
        append(practitioner.firstName, practitioner.lastName, column.part, &buffer)
      }
    case .renderingProviderNPI:
      texts(practice.practitioners.count) { practice.practitioners[$0].npi }
    case .businessUnit: texts(practice.businessUnits.count) { practice.businessUnits[$0].name }
    case .locationType:
      cells(practice.locations.count) { index, buffer in
        buffer.append(practice.locations[index].type.rawValue)
      }
    case .billingUnitType:
      cells(practice.planBenefits.count) { index, buffer in
        let benefit = practice.planBenefits[index]
        if benefit.unitType.isMissing {
          writer.append(minutesAUnit: benefit.timePerUnit, to: &buffer)
        } else {
          writer.append(benefit.unitType, of: pool, to: &buffer)
        }
      }
    case .qualification: qualifications()
    default: nil
    }
  }

  /// Of practitioners whose qualifications hold on every date; the others' cells are not plain.
  private func qualifications() -> PreparedCells {
    PreparedCells(count: practice.practitioners.count) { index, buffer in
      let practitioner = Ref<Practitioner>(index)
      guard practice.holdsQualificationsAlways(practitioner) else { return false }
      practice.appendQualifications(
        of: practitioner, on: .distantFuture, writer, to: &buffer)
      return true
    }
  }

  private func cells(
    _ count: Int, write: (_ index: Int, _ buffer: inout ByteBuffer) -> Void
  ) -> PreparedCells {
    PreparedCells(count: count) { index, buffer in
      write(index, &buffer)
      return true
    }
  }

  private func texts(_ count: Int, _ text: (Int) -> Text) -> PreparedCells {
    cells(count) { index, buffer in
      writer.append(text(index), of: pool, to: &buffer)
    }
  }

  private func append(
    _ first: Text, _ last: Text, _ part: ExportColumn.Part?, _ buffer: inout ByteBuffer
  ) {
    switch part {
    case .first: writer.append(first, of: pool, to: &buffer)
    case .last: writer.append(last, of: pool, to: &buffer)
    default: writer.append(firstName: first, lastName: last, of: pool, to: &buffer)
    }
  }
}

extension Practice {
  /// A practitioner's qualifications on a date as one cell.
  func appendQualifications(
    of practitioner: Ref<Practitioner>, on date: CivilDate, _ writer: CSVCellWriter,
    to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    forEachQualification(of: practitioner, on: date) { qualification in
      if buffer.count > start { buffer.append(", ") }
      buffer.append(qualification, of: pool)
    }
    writer.closeCell(from: start, in: &buffer)
  }
}

extension CSVCellWriter {
  /// `15 minutes`, the billing unit type of a benefit that names none.
  func append(minutesAUnit minutes: Int32, to buffer: inout ByteBuffer) {
    let start = buffer.count
    buffer.append(decimal: Int(minutes))
    buffer.append(" minutes")
    closeCell(from: start, in: &buffer)
  }
}
