internal import AdapterKit
internal import ByteIO

/// A part of what a `show` command shows of one thing.
enum Detail {
  case value(ListingColumn, ListingCell)
  /// Key, title, columns and rows.
  case table(String, String, [ListingColumn], [[ListingCell]])

  static func values(_ columns: [ListingColumn], _ cells: [ListingCell]) -> [Detail] {
    zip(columns, cells).map { .value($0, $1) }
  }

  var key: String {
    switch self {
    case .value(let column, _): column.key
    case .table(let key, _, _, _): key
    }
  }

  var json: JSONValue {
    switch self {
    case .value(_, let cell): cell.json
    case .table(_, _, let columns, let rows):
      .array(rows.map { row in .object(zip(columns, row).map { ($0.key, $1.json) }) })
    }
  }
}

extension Commands {
  /// For people, a value a line and then the tables; for programs, one object.
  func show(_ details: [Detail], as format: ListingFormat) throws -> ExitStatus {
    switch format {
    case .csv:
      throw RunFailure.usage("show writes table or json; the lists write csv too")
    case .json:
      var buffer = ByteBuffer(capacity: 1 << 12)
      JSONValue.object(details.map { ($0.key, $0.json) }).write(to: &buffer)
      buffer.append("\n")
      try buffer.withBytes { (bytes) throws(OutputFault) in
        try writeAll(StandardStream.output.rawValue, bytes, name: "standard output")
      }
    case .table: try showText(details)
    }
    return .done
  }

  private func showText(_ details: [Detail]) throws(OutputFault) {
    var width = 0
    for case .value(let column, let cell) in details where !cell.shown.isEmpty {
      width = max(width, column.title.utf8.count)
    }
    for detail in details {
      switch detail {
      case .value(let column, let cell):
        if cell.shown.isEmpty { continue }
        let gap = String(repeating: " ", count: width - column.title.utf8.count + 2)
        try StandardStream.output.write("\(column.title)\(gap)\(cell.shown)\n")
      case .table(_, let title, let columns, let rows):
        if rows.isEmpty { continue }
        try StandardStream.output.write("\n\(title)\n")
        let listing = ListingWriter(.table, columns)
        for row in rows { try listing.add(row) }
        try listing.end()
      }
    }
  }
}
