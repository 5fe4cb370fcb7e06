import AdapterKit
import ClaimCore

/// Writes the rows of one piece, each into room that is made once.
struct ExportRowWriter: ~Copyable {
  private let columns: ExportCells
  private let practice: Practice
  private let pool: TextPool
  private let writer: CSVCellWriter
  private let patterns: ExportPatterns
  private let patientNames: PreparedCells.View
  /// Whether dates with times never ask for quotes or a guard, and names have no other reason to.
  private let areDateTimesPlain: Bool
  private let areNamesPlain: Bool
  private let longestDateTime: Int
  /// Rows stand by start, so that neighbours share theirs.
  private var dateTimes = RepeatedText<Moment>(
    unused: Moment(instant: .min, offset: .min))
  /// Shows the day of the row before.
  private var clock = DateTimePattern.LocalClock()
  /// What was read ahead, for nothing but that it was read.
  private var touched: UInt8 = 0
  /// The row's qualifications where they depend on its date.
  private var qualifications = ByteBuffer(capacity: 256)

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
    areDateTimesPlain =
      !writer.guardsFormulas && patterns.dateTime.isPlain(beside: writer.delimiter)
    // A blank stands before the date.
    areNamesPlain = areDateTimesPlain && writer.delimiter != 0x20
    longestDateTime = max(
      patterns.dateTime.longest, patterns.date.longest, patterns.time.longest)
  }

  /// Appends rows one after the other: what they refer to lies far apart, and two short loops wait for
  /// many places at once where the rows themselves would wait for each.
  mutating func append(_ rows: UnsafeBufferPointer<ExportRow>, to buffer: inout ByteBuffer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: rows.count) { places in
      for (index, row) in rows.enumerated() {
        places.initializeElement(at: index, to: patientNames.place(of: row.patient.number))
      }
      for (index, row) in rows.enumerated() {
        touched &+= patientNames.touch(at: places[index])
        touched &+= pool.withBytes(row.authorizationNumber) { $0.first ?? 0 }
      }
    }
    for row in rows { append(row, to: &buffer) }
  }

  mutating func append(_ row: ExportRow, to buffer: inout ByteBuffer) {
    qualifications.removeAll()
    if columns.datesQualifications(of: row.practitioner.number) {
      // Aside, so that their length is known before the row is begun.
      practice.appendQualifications(
        of: row.practitioner, on: row.dateOfService, writer, to: &qualifications)
    }
    let most = columns.most.bytes(
      of: row, qualification: qualifications.count, dateTime: longestDateTime)
    buffer.append(atMost: most) { room in
      for index in columns.cells.indices {
        if index > 0 { writer.separate(&room) }
        append(columns.cells[index], of: row, to: &room)
      }
      writer.endRow(&room)
    }
  }

  @inline(__always)
  private mutating func append(
    _ cell: ExportCell, of row: ExportRow, to room: inout ByteRoom
  ) {
    switch cell.source {
    case .chargeItemName: appendName(of: row, to: &room)
    case .patient: cell.prepared?.append(row.patient.number, to: &room)
    case .practitioner: cell.prepared?.append(row.practitioner.number, to: &room)
    case .rendering: cell.prepared?.append(row.rendering.number, to: &room)
    case .businessUnit: cell.prepared?.append(row.businessUnit.number, to: &room)
    case .location: cell.prepared?.append(row.location.number, to: &room)
    case .billingUnitType:
      if row.benefit.isNone {
        append(minutesAUnit: row.timePerUnit, to: &room)
      } else {
        cell.prepared?.append(row.benefit.number, to: &room)
      }
    case .qualification:
      cell.prepared?.append(row.practitioner.number, to: &room)
      // Empty where they were ready-made.
      qualifications.withBytes {
        if let start = $0.baseAddress { room.append(padded: start, count: $0.count) }
      }
    case .start: append(row.start, cell.part, to: &room)
    case .end: append(row.end, cell.part, to: &room)
    case .modifiers: writer.append(row.modifiers, of: pool, to: &room)
    case .placeOfService: writer.append(row.placeOfService, of: pool, to: &room)
    case .procedureCode: writer.append(row.procedureCode, of: pool, to: &room)
    case .authorizationNumber: writer.append(row.authorizationNumber, of: pool, to: &room)
    case .telecare: writer.append(row.telecare, to: &room)
    case .billableUnits: room.append(decimal: Int(row.units))
    case .duration: room.append(decimal: Int(row.minutes))
    }
  }

  /// `<patient first and last name> <procedure code> <start>`; without a record it begins with the
  /// code.
  @inline(__always)
  private mutating func appendName(of row: ExportRow, to room: inout ByteRoom) {
    let start = room.room(0)
    let isPlain = patientNames.append(row.patient.number, to: &room)
    room.append(row.procedureCode, of: pool)
    room.append(0x20)
    append(dateTime: row.start, to: &room)
    if isPlain && areNamesPlain && writer.isPlain(row.procedureCode) { return }
    writer.close(room.room(0) - start, of: &room)
  }

  @inline(__always)
  private mutating func append(
    _ moment: Moment, _ part: ExportColumn.Part?, to room: inout ByteRoom
  ) {
    switch part {
    case .date: append(moment, as: patterns.date, to: &room)
    case .time: append(moment, as: patterns.time, to: &room)
    default:
      let start = room.room(0)
      append(dateTime: moment, to: &room)
      if !areDateTimesPlain { writer.close(room.room(0) - start, of: &room) }
    }
  }

  @inline(never)
  private mutating func append(
    _ moment: Moment, as pattern: DateTimePattern, to room: inout ByteRoom
  ) {
    let start = room.room(0)
    pattern.append(moment, by: &clock, to: &room)
    writer.close(room.room(0) - start, of: &room)
  }

  @inline(__always)
  private mutating func append(dateTime moment: Moment, to room: inout ByteRoom) {
    // Minutes apart, whatever the seconds: 2^26 microseconds are 67 seconds.
    let hash = Int(truncatingIfNeeded: moment.instant >> 26)
    let text = dateTimes.text(of: moment, hash: hash) { [patterns, longestDateTime] texts in
      texts.append(atMost: longestDateTime) {
        patterns.dateTime.append(moment, by: &clock, to: &$0)
      }
    }
    if let start = text.baseAddress { room.append(padded: start, count: text.count) }
  }

  @inline(never)
  private func append(minutesAUnit minutes: Int32, to room: inout ByteRoom) {
    let start = room.room(0)
    room.append(decimal: Int(minutes))
    room.append(" minutes")
    writer.close(room.room(0) - start, of: &room)
  }
}

extension Ref {
  /// A record's number; past every table's end where there is no record.
  @inline(__always)
  fileprivate var number: UInt32 { UInt32(truncatingIfNeeded: index) }
}
