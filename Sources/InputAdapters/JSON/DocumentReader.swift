import AdapterKit

/// Reads a JSON document: one thread finds where the records begin and end and checks what stands
/// around them, any thread reads the records.
final class DocumentReader: RecordReader {
  let absentNames: [String] = []
  let knownNames: [String] = []
  let frame: RecordFrame

  private var pieces: DocumentPieces
  private let plan: FieldPlan
  private let parents: ParentPlan
  private let limits: ReadingLimits

  init(
    _ source: any ByteSource, records: JSONPath, names: NamedPaths, limits: ReadingLimits
  ) {
    pieces = DocumentPieces(source, records: records, names: names, limits: limits)
    plan = names.record
    parents = names.parents
    self.limits = limits
    frame = records.frame
  }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    guard let (bytes, piece) = try pieces.next() else { return nil }
    let unread = UnreadBytes(
      bytes, source: pieces.name, place: piece.place, plan: plan, limits: limits)
    return UnreadBlock { [parents] () throws(InputFault) in
      try unread.block { text, builder throws(InputFault) in
        try unread.addRecords(piece, parents, text, &builder)
      }
    }
  }
}
