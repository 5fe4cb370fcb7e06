import AdapterKit

/// Reads NDJSON: blocks end with the last whole line of each piece of the source.
final class LineReader: RecordReader {
  let absentNames: [String] = []
  let knownNames: [String] = []
  let frame = RecordFrame(prefix: [], separator: [0x0A], suffix: [0x0A])

  private var pieces: LinePieces
  private let plan: FieldPlan
  private let limits: ReadingLimits

  init(_ source: any ByteSource, plan: FieldPlan, limits: ReadingLimits) {
    pieces = LinePieces(source, limits: limits) { [name = source.name] line in
      InputFault(source: name, line: line, column: 1, message: limits.tooLong)
    }
    self.plan = plan
    self.limits = limits
  }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    guard let (bytes, place) = try pieces.next() else { return nil }
    let unread = UnreadBytes(
      bytes, source: pieces.name, place: place, plan: plan, limits: limits)
    return UnreadBlock { () throws(InputFault) in
      try unread.block { text, builder throws(InputFault) in
        try unread.addLines(text, &builder)
      }
    }
  }
}

extension UnreadBytes {
  fileprivate func addLines(
    _ text: UnsafePointer<UInt8>, _ builder: inout BlockBuilder
  ) throws(InputFault) {
    var lines = LineWalk(text, end: end, line: place.line)
    while let line = lines.take() {
      if line.count > limits.recordBytes {
        throw fault(text, at: line.lowerBound, limits.tooLong)
      }
      addLine(line, lines.number, &builder)
    }
  }

  private func addLine(_ range: Range<Int>, _ line: Int, _ builder: inout BlockBuilder) {
    do throws(Malformed) {
      try builder.add(range, line: line)
    } catch {
      let code =
        switch error.flaw {
        case .depth: "nested_too_deep"
        default: "malformed_json"
        }
      builder.addFault(range, line, at: error.offset, code: code, message: error.flaw.message)
    }
  }
}
