import AdapterKit
import CXlsxWriter
import ClaimCore

/// One sheet: a frozen header, rows in order, a filter over all of them.
struct SheetWriter {
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let formats: CellFormats
  private let limits: SheetLimits
  /// The header's row included.
  private(set) var rowCount = 0
  private var linkCount = 0
  private var cellCount = 0
  private var text = CellText()
  private let pool: TextPool

  private static let lastColumn = lxw_col_t(DuplicateColumn.all.count - 1)

  init(
    _ workbook: UnsafeMutablePointer<lxw_workbook>, number: Int, formats: CellFormats,
    limits: SheetLimits, pool: TextPool
  ) throws(RenderFault) {
    let name = number == 1 ? "Duplicates" : "Duplicates \(number)"
    guard let sheet = workbook_add_worksheet(workbook, name) else { throw WorkbookHandle.noRoom }
    self.sheet = sheet
    self.formats = formats
    self.limits = limits
    self.pool = pool
    try layOut()
    try writeHeader()
  }

  private func layOut() throws(RenderFault) {
    for (place, column) in DuplicateColumn.all.enumerated() {
      let place = lxw_col_t(place)
      try worksheet_set_column(sheet, place, place, column.width, nil).check()
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    // In inches; 22 columns on a page's width leave no room to waste.
    worksheet_set_margins(sheet, 0.3, 0.3, 0.5, 0.5)
    worksheet_fit_to_pages(sheet, 1, 0)
    try worksheet_repeat_rows(sheet, 0, 0).check()
  }

  private mutating func writeHeader() throws(RenderFault) {
    // Two lines of text.
    try worksheet_set_row(sheet, 0, 30, nil).check()
    for (place, column) in DuplicateColumn.all.enumerated() {
      try worksheet_write_string(sheet, 0, lxw_col_t(place), column.header, formats.header).check()
      cellCount += 1
    }
    rowCount = 1
  }

  mutating func append(_ row: DuplicateRow) throws(RenderFault) {
    let format = formats.body(ofGroup: row.group)
    for (place, column) in DuplicateColumn.all.enumerated() {
      let place = lxw_col_t(place)
      let cell = column.cell(of: row)
      switch cell {
      case .number(let number): try put(Double(number), at: place, format.number)
      case .date(let date) where date.isInWorkbooks:
        try put(date.serial, at: place, format.date)
      case .moment(let moment) where moment.date.isInWorkbooks:
        try put(moment.serial, at: place, format.moment)
      default:
        text.set(cell, of: pool)
        try putText(at: place, isLink: cell.mayBeLink && text.isLink, format, column, row)
      }
    }
    rowCount += 1
  }

  private mutating func put(
    _ number: Double, at place: lxw_col_t, _ format: CellFormats.Format
  ) throws(RenderFault) {
    try worksheet_write_number(sheet, lxw_row_t(rowCount), place, number, format).check()
    cellCount += 1
  }

  /// Writes what stands in `text`; column and row are for the message.
  private mutating func putText(
    at place: lxw_col_t, isLink: Bool, _ format: CellFormats.Body, _ column: DuplicateColumn,
    _ row: DuplicateRow
  ) throws(RenderFault) {
    let number = lxw_row_t(rowCount)
    if text.isEmpty {
      guard let plain = format.plain else { return }
      try worksheet_write_blank(sheet, number, place, plain).check()
    } else if text.length > CellText.lengthLimit {
      throw tooLong(text.length, column, row)
    } else if isLink && linkCount < limits.links {
      let error = text.withCString {
        // Its own text is shown as it is; the library would leave "mailto:" out.
        worksheet_write_url_opt(sheet, number, place, $0, format.link, $0, nil)
      }
      try error.check()
      linkCount += 1
    } else {
      let error = text.withCString {
        worksheet_write_string(sheet, number, place, $0, format.plain)
      }
      try error.check()
    }
    cellCount += 1
  }

  private func tooLong(
    _ length: Int, _ column: DuplicateColumn, _ row: DuplicateRow
  ) -> RenderFault {
    let id = pool.string(row.session.id).prefix(64)
    return RenderFault(
      "\(column.header) of session \(id) takes \(length) characters, and a workbook's cell holds "
        + "\(CellText.lengthLimit): shorten it, or write this report as csv")
  }

  /// - Returns: how many cells were written.
  func finish() throws(RenderFault) -> Int {
    let last = lxw_row_t(rowCount - 1)
    try worksheet_autofilter(sheet, 0, 0, last, Self.lastColumn).check()
    if last > 0 {
      // MRNs and codes are text on purpose; without this each has a mark in its corner.
      let area = "A2:\(Self.letter(ofColumn: Int(Self.lastColumn)))\(rowCount)"
      try worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), area)
        .check()
    }
    return cellCount
  }

  /// Of the first 26 columns.
  private static func letter(ofColumn index: Int) -> Character {
    Character(UnicodeScalar(UInt8(0x41 + index)))
  }
}

extension DuplicateCell {
  fileprivate var mayBeLink: Bool { if case .link = self { true } else { false } }
}

extension DuplicateColumn {
  /// In characters.
  fileprivate var width: Double {
    switch self {
    case .group: 8
    case .duration, .units, .placeOfService, .locationType, .telecare: 10
    case .date, .procedure, .modifiers, .samePlace: 12
    case .mrn, .service: 14
    case .start, .end, .session, .authorization: 17
    case .role, .status, .businessUnit: 21
    case .patient, .practitioner: 24
    case .link: 36
    }
  }
}
