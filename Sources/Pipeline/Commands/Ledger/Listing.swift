internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// How lists are written: for people, for spreadsheets, for programs.
public enum ListingFormat: String, Sendable, CaseIterable { case table, csv, json }

/// A column of a list.
struct ListingColumn {
  /// In CSV and JSON.
  let key: String
  /// In tables.
  let title: String
  var isNumber = false

  init(_ key: String, _ title: String, isNumber: Bool = false) {
    self.key = key
    self.title = title
    self.isNumber = isNumber
  }
}

/// A row's value in a column.
enum ListingCell {
  case none
  case text(String)
  /// A word of ours, and what people see of it.
  case word(String, shown: String)
  case number(Int)
  case flag(Bool)
  case list([String])

  static func optional(_ text: String?) -> ListingCell {
    text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .none
  }

  static func status(_ status: ChargeStatus?) -> ListingCell {
    status.map { .word($0.rawValue, shown: $0.name.description) } ?? .none
  }

  var json: JSONValue {
    switch self {
    case .none: .null
    case .text(let text), .word(let text, _): .text(text)
    case .number(let number): .integer(number)
    case .flag(let flag): .boolean(flag)
    case .list(let texts): .array(texts.map { .text($0) })
    }
  }

  /// In a delimited file.
  var plain: String {
    switch self {
    case .none: ""
    case .text(let text), .word(let text, _): text
    case .number(let number): String(number)
    case .flag(let flag): flag ? "Yes" : "No"
    case .list(let texts): texts.joined(separator: ";")
    }
  }

  /// In a table; what would steer a terminal is not shown.
  var shown: String {
    switch self {
    case .word(_, let shown): shown
    case .flag(let flag): flag ? "yes" : ""
    case .list(let texts): Log.plain(texts.joined(separator: " "))
    default: Log.plain(plain).replacing("\n", with: "?")
    }
  }
}

/// Writes a list to standard output, row by row: a ledger may have millions.
final class ListingWriter {
  /// Rows of a table that its columns' widths are taken from.
  private static let measured = 1000
  private static let flushAt = 1 << 16

  private let format: ListingFormat
  private let columns: [ListingColumn]
  private let csv = CSVCellWriter()
  private var buffer = ByteBuffer(capacity: 1 << 16)
  private var held: [[ListingCell]] = []
  private var widths: [Int] = []
  private(set) var count = 0

  init(_ format: ListingFormat, _ columns: [ListingColumn]) {
    self.format = format
    self.columns = columns
    switch format {
    case .table: break
    case .csv: csv.appendHeader(columns.map(\.key), to: &buffer)
    case .json: buffer.append("[")
    }
  }

  func add(_ row: [ListingCell]) throws(OutputFault) {
    count += 1
    switch format {
    case .table where widths.isEmpty:
      held.append(row)
      if held.count == Self.measured { layOut() }
    case .table: append(line: row)
    case .csv: append(record: row)
    case .json: append(object: row)
    }
    if buffer.count >= Self.flushAt { try flush() }
  }

  func end() throws(OutputFault) {
    if format == .table && !held.isEmpty { layOut() }
    if format == .json { buffer.append(count == 0 ? "]\n" : "\n]\n") }
    try flush()
  }

  private func flush() throws(OutputFault) {
    try buffer.withBytes { (bytes) throws(OutputFault) in
      try writeAll(StandardStream.output.rawValue, bytes, name: "standard output")
    }
    buffer.removeAll()
  }

  // MARK: Formats

  private func append(record row: [ListingCell]) {
    for (index, cell) in row.enumerated() {
      if index > 0 { csv.separate(&buffer) }
      let start = buffer.count
      buffer.append(cell.plain)
      csv.closeCell(from: start, in: &buffer)
    }
    csv.endRow(&buffer)
  }

  private func append(object row: [ListingCell]) {
    buffer.append(count == 1 ? "\n  " : ",\n  ")
    JSONValue.object(zip(columns, row).map { ($0.key, $1.json) }).write(to: &buffer, indent: nil)
  }

  private func layOut() {
    let rows = held.map { $0.map(\.shown) }
    held = []
    widths = columns.indices.map { column in
      rows.reduce(columns[column].title.unicodeScalars.count) {
        max($0, $1[column].unicodeScalars.count)
      }
    }
    append(cells: columns.map(\.title))
    for row in rows { append(cells: row) }
  }

  private func append(line row: [ListingCell]) { append(cells: row.map(\.shown)) }

  private func append(cells: [String]) {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let gap = String(
        repeating: " ", count: max(0, widths[index] - cell.unicodeScalars.count))
      line += columns[index].isNumber ? gap + cell : cell + gap
      if index + 1 < cells.count { line += "  " }
    }
    while line.last == " " { line.removeLast() }
    buffer.append(line)
    buffer.append("\n")
  }
}
