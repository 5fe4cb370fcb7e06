internal import AdapterKit

/// A table's column.
struct Column {
  enum Kind { case header, text, number }

  let title: String
  let kind: Kind

  init(_ title: String, _ kind: Kind = .text) {
    self.title = title
    self.kind = kind
  }
}

extension HTMLWriter {
  /// A table whose rows become blocks on a narrow screen, each cell with its column's title; the roles
  /// keep it a table for a screen reader then.
  ///
  /// - Parameter cell: writes the content of a row's cell.
  mutating func table<Row>(
    caption: String, _ columns: [Column], _ rows: [Row], isTotal: (Row) -> Bool = { _ in false },
    cell: (Row, Int, inout HTMLWriter) -> Void
  ) {
    block("table", ["role": "table"]) { table in
      table.line("caption", text: caption)
      table.block("thead", ["role": "rowgroup"]) { head in
        head.line("tr", ["role": "row"]) { row in
          for column in columns {
            row.element(
              "th", ["role": "columnheader", "scope": "col", "class": column.style],
              text: column.title)
          }
        }
      }
      table.block("tbody", ["role": "rowgroup"]) { body in
        for row in rows {
          body.line("tr", ["role": "row", "class": isTotal(row) ? "total" : "row"]) { line in
            for (place, column) in columns.enumerated() {
              line.cell(column) { cell(row, place, &$0) }
            }
          }
        }
      }
    }
  }

  private mutating func cell(_ column: Column, _ content: (inout HTMLWriter) -> Void) {
    switch column.kind {
    case .header: element("th", ["role": "rowheader", "scope": "row"], content)
    case .text, .number:
      element("td", ["role": "cell", "class": column.style, "data-label": column.title], content)
    }
  }

  /// What is folded away until somebody asks.
  mutating func details(
    _ summary: (inout HTMLWriter) -> Void, content body: (inout HTMLWriter) -> Void
  ) {
    block("details") { details in
      details.line("summary") { summary(&$0) }
      details.block("div", ["class": "folded"], body)
    }
  }

  /// A list of which the first few are shown, and the others folded away.
  ///
  /// - Parameter what: the others, as in "reasons".
  mutating func list<Row>(
    _ rows: [Row], shown: Int, _ what: String, _ row: (Row, inout HTMLWriter) -> Void
  ) {
    block("div", ["class": "list"]) { list in
      for each in rows.prefix(shown) { row(each, &list) }
      if rows.count <= shown { return }
      list.details {
        $0.text("\(Figures.grouped(rows.count - shown)) further \(what)")
      } content: { further in
        further.block("div", ["class": "list"]) { list in
          for each in rows.dropFirst(shown) { row(each, &list) }
        }
      }
    }
  }

  /// Says that a list is not the whole one.
  mutating func more(_ shown: Int, of count: Int, _ where: String?) {
    if shown >= count { return }
    line("p", ["class": "note"]) { note in
      note.text("The first \(Figures.grouped(shown)) of \(Figures.grouped(count))")
      guard let place = `where` else { return note.text(".") }
      note.text("; all of them: ")
      note.code(place)
    }
  }
}

extension Column {
  fileprivate var style: String {
    switch kind {
    case .header: "name"
    case .text: "words"
    case .number: "number"
    }
  }
}
