import ClaimCore

/// Names places in messages, and counts the records of each source as its blocks come in.
struct SourcePlaces {
  private let names: [String]
  private var current = -1
  private var recordCount = 0

  /// - Parameter names: by source number.
  init(_ names: [String]) { self.names = names }

  /// Records of this source before a block; blocks of one source come one after another.
  mutating func records(before block: Int, of source: Int) -> Int {
    if source != current {
      current = source
      recordCount = 0
    }
    defer { recordCount += block }
    return recordCount
  }

  /// `sessions.csv:12`
  func name(_ position: Position) -> String {
    let source = Int(position.source)
    let name = source < names.count ? names[source] : "source \(source)"
    return "\(name):\(position.line)"
  }
}

extension Position {
  /// A block counts its records from 1; this counts the source's.
  func moved(by records: Int) -> Position {
    Position(source: Int(source), line: Int(line), record: Int(record) + records)
  }
}
