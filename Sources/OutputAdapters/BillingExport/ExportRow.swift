import AdapterKit
import ClaimCore

/// What a row is made from: the few fields of a charge item and its session that columns show.
struct ExportRow: BitwiseCopyable, Sendable {
  let start: Moment
  let end: Moment
  let dateOfService: CivilDate
  let patient: Ref<Patient>
  let practitioner: Ref<Practitioner>
  let rendering: Ref<Practitioner>
  let businessUnit: Ref<BusinessUnit>
  let location: Ref<Location>
  let benefit: Ref<PlanBenefit>
  let timePerUnit: Int32
  let units: Int32
  let minutes: Int32
  let telecare: Bool
  let procedureCode: Text
  let placeOfService: Text
  let modifiers: Text
  let authorizationNumber: Text

  /// - Parameter start: the session's.
  init(_ item: ChargeItem, _ session: Session, start: Moment) {
    self.start = start
    end = session.end
    dateOfService = item.dateOfService
    patient = item.patient
    practitioner = session.practitioner
    rendering = item.rendering
    businessUnit = session.businessUnit
    location = session.location
    benefit = item.benefit
    timePerUnit = item.timePerUnit
    units = item.units
    minutes = item.minutes
    telecare = session.telecare
    procedureCode = item.procedureCode
    placeOfService = item.placeOfService
    modifiers = item.modifiers
    authorizationNumber = session.authorizationNumber
  }
}

/// Writes the rows of one piece.
struct ExportRowWriter: ~Copyable {
  private let columns: ExportCells
  private let practice: Practice
  private let pool: TextPool
  private let writer: CSVCellWriter
  private let patterns: ExportPatterns
  private let patientNames: PreparedCells.View
  /// Rows stand by start, so that neighbours share theirs.
  private var dateTimes = RepeatedText<Moment>(unused: Moment(instant: .min, offset: .min))

  init(
    _ columns: ExportCells, practice: Practice, _ writer: CSVCellWriter,
    _ patterns: ExportPatterns
  ) {
    self.columns = columns
    self.practice = practice
    pool = practice.pool
    self.writer = writer
    self.patterns = patterns
    patientNames = columns.patientNames
  }

  mutating func append(_ row: ExportRow, to buffer: inout ByteBuffer) {
    for index in columns.cells.indices {
      if index > 0 { writer.separate(&buffer) }
      append(columns.cells[index], of: row, to: &buffer)
    }
    writer.endRow(&buffer)
  }

  @inline(__always)
  private mutating func append(
    _ cell: ExportCell, of row: ExportRow, to buffer: inout ByteBuffer
  ) {
    switch cell {
    case .chargeItemName: appendName(of: row, to: &buffer)
    case .patient(let cells): cells.append(row.patient, to: &buffer)
    case .practitioner(let cells): cells.append(row.practitioner, to: &buffer)
    case .rendering(let cells): cells.append(row.rendering, to: &buffer)
    case .businessUnit(let cells): cells.append(row.businessUnit, to: &buffer)
    case .location(let cells): cells.append(row.location, to: &buffer)
    case .billingUnitType(let cells):
      if row.benefit.isNone {
        writer.append(minutesAUnit: row.timePerUnit, to: &buffer)
      } else {
        cells.append(row.benefit, to: &buffer)
      }
    case .qualification: appendQualification(of: row, to: &buffer)
    case .start(let part): append(row.start, part, to: &buffer)
    case .end(let part): append(row.end, part, to: &buffer)
    case .modifiers: writer.append(row.modifiers, of: pool, to: &buffer)
    case .placeOfService: writer.append(row.placeOfService, of: pool, to: &buffer)
    case .procedureCode: writer.append(row.procedureCode, of: pool, to: &buffer)
    case .authorizationNumber: writer.append(row.authorizationNumber, of: pool, to: &buffer)
    case .telecare: writer.append(row.telecare, to: &buffer)
    case .billableUnits: buffer.append(decimal: Int(row.units))
    case .duration: buffer.append(decimal: Int(row.minutes))
    }
  }

  /// `<patient first and last name> <procedure code> <start>`; without a record it begins with the
  /// code.
  private mutating func appendName(of row: ExportRow, to buffer: inout ByteBuffer) {
    let start = buffer.count
    patientNames.append(row.patient, to: &buffer)
    buffer.append(row.procedureCode, of: pool)
    buffer.append(0x20)
    append(dateTime: row.start, to: &buffer)
    writer.closeCell(from: start, in: &buffer)
  }

  private mutating func append(
    _ moment: Moment, _ part: ExportColumn.Part?, to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    switch part {
    case .date: patterns.date.append(moment, to: &buffer)
    case .time: patterns.time.append(moment, to: &buffer)
    default: append(dateTime: moment, to: &buffer)
    }
    writer.closeCell(from: start, in: &buffer)
  }

  private mutating func append(dateTime moment: Moment, to buffer: inout ByteBuffer) {
    // Minutes apart, whatever the seconds: 2^26 microseconds are 67 seconds.
    let hash = Int(truncatingIfNeeded: moment.instant >> 26)
    dateTimes.append(moment, hash: hash, to: &buffer) { [patterns] in
      patterns.dateTime.append(moment, to: &$0)
    }
  }

  private func appendQualification(of row: ExportRow, to buffer: inout ByteBuffer) {
    if row.practitioner.isNone { return }
    let start = buffer.count
    practice.forEachQualification(of: row.practitioner, on: row.dateOfService) { qualification in
      if buffer.count > start { buffer.append(", ") }
      buffer.append(qualification, of: pool)
    }
    writer.closeCell(from: start, in: &buffer)
  }
}
