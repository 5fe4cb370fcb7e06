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
  case qualification
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
  /// `First Last ` before it is a cell: the beginning of every charge item's name.
  let patientNames: PreparedCells.View
  private let owners: [PreparedCells]

  init(_ columns: [ExportColumn], of practice: Practice, writer: CSVCellWriter) {
    let maker = CellMaker(practice: practice, writer: writer)
    let names = maker.patientNamePrefixes()
    var owners = [names]
    var cells: [ExportCell] = []
    for column in columns {
      if let prepared = maker.prepare(column) {
        owners.append(prepared)
        cells.append(column.cell(prepared.view))
      } else {
        cells.append(column.computedCell)
      }
    }
    patientNames = names.view
    self.owners = owners
    self.cells = Table(cells)
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
    default: computedCell
    }
  }

  fileprivate var computedCell: ExportCell {
    switch field {
    case .modifiers: .modifiers
    case .placeOfService: .placeOfService
    case .telecare: .telecare
    case .billableUnits: .billableUnits
    case .qualification: .qualification
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
      buffer.append(firstName: patient.firstName, lastName: patient.lastName, of: pool)
      buffer.append(0x20)
    }
  }

  /// `nil` for what each row has to work out.
  func prepare(_ column: ExportColumn) -> PreparedCells? {
    switch column.field {
    case .patientName:
      PreparedCells(count: practice.patients.count) { index, buffer in
        let patient = practice.patients[index]
        append(patient.firstName, patient.lastName, column.part, &buffer)
      }
    case .patientMRN: texts(practice.patients.count) { practice.patients[$0].mrn }
    case .practitionerName, .renderingProvider:
      PreparedCells(count: practice.practitioners.count) { index, buffer in
        let practitioner = practice.practitioners[index]
        append(practitioner.firstName, practitioner.lastName, column.part, &buffer)
      }
    case .renderingProviderNPI:
      texts(practice.practitioners.count) { practice.practitioners[$0].npi }
    case .businessUnit: texts(practice.businessUnits.count) { practice.businessUnits[$0].name }
    case .locationType:
      PreparedCells(count: practice.locations.count) { index, buffer in
        buffer.append(practice.locations[index].type.rawValue)
      }
    case .billingUnitType:
      PreparedCells(count: practice.planBenefits.count) { index, buffer in
        let benefit = practice.planBenefits[index]
        if benefit.unitType.isMissing {
          writer.append(minutesAUnit: benefit.timePerUnit, to: &buffer)
        } else {
          writer.append(benefit.unitType, of: pool, to: &buffer)
        }
      }
    default: nil
    }
  }

  private func texts(_ count: Int, _ text: (Int) -> Text) -> PreparedCells {
    PreparedCells(count: count) { index, buffer in
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

extension CSVCellWriter {
  /// `15 minutes`, the billing unit type of a benefit that names none.
  func append(minutesAUnit minutes: Int32, to buffer: inout ByteBuffer) {
    let start = buffer.count
    buffer.append(decimal: Int(minutes))
    buffer.append(" minutes")
    closeCell(from: start, in: &buffer)
  }
}
