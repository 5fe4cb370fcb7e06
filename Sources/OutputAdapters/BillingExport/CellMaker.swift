import AdapterKit
import ClaimCore

/// Writes the cells that depend on one record alone.
struct CellMaker {
  let practice: Practice
  let writer: CSVCellWriter
  private var pool: TextPool { practice.pool }

  init(practice: Practice, writer: CSVCellWriter) {
    self.practice = practice
    self.writer = writer
  }

  /// `First Last ` as it is; plain where nothing in it asks for quotes.
  func patientNamePrefix(_ index: Int, _ buffer: inout ByteBuffer) -> Bool {
    let patient = practice.patients[index]
    let start = buffer.count
    buffer.append(firstName: patient.firstName, lastName: patient.lastName, of: pool)
    buffer.append(0x20)
    return !writer.changes(from: start, in: buffer)
  }

  /// What writes the cells of those columns that one record of a table alone says.
  func columns(
    _ columns: [ExportColumn], of table: ExportColumn.Table
  ) -> [PreparedCells.Writing] {
    columns.filter { $0.field.table == table }.map { column in
      if column.field == .qualification { return qualifications }
      return { index, buffer in
        write(column, index, &buffer)
        return true
      }
    }
  }

  private func write(_ column: ExportColumn, _ index: Int, _ buffer: inout ByteBuffer) {
    switch column.field {
    case .patientName:
      let patient = practice.patients[index]
      write(patient.firstName, patient.lastName, column.part, &buffer)
    case .patientMRN: writer.append(practice.patients[index].mrn, of: pool, to: &buffer)
    case .practitionerName, .renderingProvider:
      let practitioner = practice.practitioners[index]
      write(practitioner.firstName, practitioner.lastName, column.part, &buffer)
    case .renderingProviderNPI:
      writer.append(practice.practitioners[index].npi, of: pool, to: &buffer)
    case .businessUnit:
      writer.append(practice.businessUnits[index].name, of: pool, to: &buffer)
    case .locationType: buffer.append(practice.locations[index].type.rawValue)
    case .billingUnitType:
      let benefit = practice.planBenefits[index]
      if benefit.unitType.isMissing {
        writer.append(minutesAUnit: benefit.timePerUnit, to: &buffer)
      } else {
        writer.append(benefit.unitType, of: pool, to: &buffer)
      }
    default: break
    }
  }

  private func write(
    _ first: Text, _ last: Text, _ part: ExportColumn.Part?, _ buffer: inout ByteBuffer
  ) {
    switch part {
    case .first: writer.append(first, of: pool, to: &buffer)
    case .last: writer.append(last, of: pool, to: &buffer)
    default: writer.append(firstName: first, lastName: last, of: pool, to: &buffer)
    }
  }

  /// Of practitioners whose qualifications hold on every date; the others' cells are not plain.
  private func qualifications(_ index: Int, _ buffer: inout ByteBuffer) -> Bool {
    let practitioner = Ref<Practitioner>(index)
    guard practice.holdsQualificationsAlways(practitioner) else { return false }
    practice.appendQualifications(of: practitioner, on: .distantFuture, writer, to: &buffer)
    return true
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
