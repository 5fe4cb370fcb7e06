/// A sample of comma-separated values: its dialect, and its rows as a table.
struct CSVSample {
  let delimiter: UInt8
  let quote: UInt8
  let comment: UInt8?
  private(set) var hasHeader = true
  private(set) var rows: [[String]] = []

  /// `nil` where nothing looks like rows of columns.
  init?(_ file: SampleFile) {
    let lines = Self.lineStarts(file.text)
    guard !lines.isEmpty else { return nil }
    let comment = lines.allSatisfy { $0 == 0x23 } ? nil : lines.first == 0x23 ? UInt8(0x23) : nil
    self.comment = comment
    var best: (delimiter: UInt8, quote: UInt8, score: Double, rows: [[String]])?
    for delimiter in ",;\t|".utf8 {
      for quote in "\"'".utf8 {
        let rows = Self.split(
          file, delimiter, quote, comment, limit: SampleTable.mostRows + 1)
        let score = Self.score(rows)
        // Of equals, the usual quote and the first delimiter.
        if score > best?.score ?? 0 { best = (delimiter, quote, score, rows) }
      }
    }
    guard let best else { return nil }
    (delimiter, quote, rows) = (best.delimiter, best.quote, best.rows)
    hasHeader = Self.looksLikeHeader(rows)
  }

  var table: (names: [String], rows: ArraySlice<[String]>) {
    guard let first = rows.first else { return ([], []) }
    if hasHeader { return (first.map(Self.trimmed), rows.dropFirst()) }
    return ((1...first.count).map(String.init), rows[...])
  }

  /// Rows whose number of columns is not the first one's.
  var raggedRows: Int { rows.count { $0.count != rows[0].count } }

  // MARK: Dialect

  private static func lineStarts(_ text: [UInt8]) -> [UInt8] {
    text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(20).compactMap(\.first)
  }

  /// Many columns in every row are no coincidence.
  private static func score(_ rows: [[String]]) -> Double {
    guard let width = rows.first?.count else { return 0 }
    let even = Double(rows.count { $0.count == width }) / Double(rows.count)
    return width == 1 ? 0.1 * even : even * even * Double(min(width, 40) + 2)
  }

  /// A header has a different name above every column, and none that looks like a value.
  private static func looksLikeHeader(_ rows: [[String]]) -> Bool {
    guard let first = rows.first else { return true }
    let names = first.map(trimmed)
    if names.contains(where: \.isEmpty) && names.count < 3 { return false }
    let valueLike = names.count { name in
      guard let byte = name.utf8.first else { return false }
      return byte &- 48 < 10 && name.utf8.contains { $0 &- 48 < 10 }
        && (ValueLooks.isDigits(name) || DateForms([name]).date != nil || name.utf8.count > 5)
    }
    if valueLike > 0 { return false }
    // Nothing like a value: words that are known, or columns that look otherwise beneath.
    let words = names.count { name in
      Vocabulary.words(of: name).contains { Vocabulary.canonical.contains($0) }
    }
    return words > 0 || Set(names).count == names.count
  }

  // MARK: Rows

  private static func split(
    _ file: SampleFile, _ delimiter: UInt8, _ quote: UInt8, _ comment: UInt8?, limit: Int
  ) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    let text = file.text
    func endField() {
      row.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    var index = 0
    while index < text.count, rows.count < limit {
      let byte = text[index]
      index += 1
      if isQuoted {
        if byte != quote {
          field.append(byte)
        } else if index < text.count, text[index] == quote {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote, field.isEmpty, !wasQuoted {
        isQuoted = true
        wasQuoted = true
      } else if byte == delimiter {
        endField()
      } else if byte == 0x0A || byte == 0x0D {
        let isBlank = row.isEmpty && field.isEmpty && !wasQuoted
        let isComment = row.isEmpty && comment != nil && field.first == comment
        if isBlank || isComment {
          field.removeAll(keepingCapacity: true)
          continue
        }
        endField()
        rows.append(row)
        row = []
      } else {
        field.append(byte)
      }
    }
    // The last line of a cut sample is no whole row.
    if file.isWhole, rows.count < limit, !row.isEmpty || !field.isEmpty {
      endField()
      rows.append(row)
    }
    return rows
  }

  static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

extension SampleTable {
  /// `nil` where the file is none of this kind.
  init?(csv file: SampleFile) {
    guard let sample = CSVSample(file) else { return nil }
    let (names, rows) = sample.table
    var options: Options = []
    if sample.delimiter != 0x2C {
      options.append(
        (
          "delimiter",
          YAMLText.quoted(
            sample.delimiter == 0x09 ? "\t" : String(UnicodeScalar(sample.delimiter)))
        ))
    }
    if sample.quote != 0x22 { options.append(("quote", YAMLText.quoted("'"))) }
    if !sample.hasHeader { options.append(("header", "false")) }
    if sample.comment != nil { options.append(("comment", YAMLText.quoted("#"))) }
    if let encoding = file.encoding { options.append(("encoding", encoding)) }
    var columns: [Column] = []
    var twice: [String] = []
    for (index, name) in names.prefix(Self.mostColumns).enumerated() {
      if names.count(where: { $0.lowercased() == name.lowercased() }) > 1 {
        if !twice.contains(name) { twice.append(name) }
        continue
      }
      let values = rows.map { row -> String? in
        guard index < row.count else { return nil }
        let value = CSVSample.trimmed(row[index])
        return value.isEmpty ? nil : value
      }
      if name.isEmpty { continue }
      columns.append(
        Column(
          name: name, called: sample.hasHeader ? name : "", ownName: name, values: values))
    }
    self.init(
      path: file.path, adapter: "csv", options: options, label: String(file.stem),
      columns: columns, rowCount: rows.count)
    if names.count > Self.mostColumns {
      remarks.append("the first \(Self.mostColumns) of \(names.count) columns were looked at")
    }
    if !twice.isEmpty {
      remarks.append(
        "the header has \(twice.joined(separator: ", ")) more than once, so that no mapping can name it"
      )
    }
    if !sample.hasHeader { remarks.append("no header row: columns are called 1, 2, 3 and on") }
    if sample.raggedRows > 0 {
      remarks.append("\(sample.raggedRows) rows have another number of columns and are rejected")
    }
  }
}
