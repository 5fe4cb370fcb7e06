import AdapterKit

/// Cuts a document into pieces of whole records, and checks what stands around these.
struct DocumentPieces {
  private var buffer: SourceBuffer
  private let plan: FieldPlan
  private let limits: ReadingLimits
  private var scanner: DocumentScanner
  /// Where the piece under way begins.
  private var place = Place()
  /// Finds the end of the record that began in an earlier piece, which is now at the piece's start.
  private var cutter: RecordCutter?
  /// Bytes of that record that the cutter has seen.
  private var seen = 0
  /// Bytes of the document in earlier pieces.
  private var consumed = 0
  private var isFinished = false
  /// Found behind records that are handed out first.
  private var fault: InputFault?

  init(
    _ source: any ByteSource, records: JSONPath, names: NamedPaths, limits: ReadingLimits
  ) {
    buffer = SourceBuffer(source, size: limits.blockBytes)
    plan = names.record
    self.limits = limits
    scanner = DocumentScanner(records, parents: names.parents)
  }

  var name: String { buffer.name }

  /// The next records, with ``SourceBuffer/slack`` behind; `nil` at the end.
  mutating func next() throws(InputFault) -> (bytes: [UInt8], piece: CutPiece)? {
    while !isFinished && fault == nil {
      var bytes = try buffer.next()
      let piece = bytes.withUnsafeBufferPointer { cut($0) }
      guard let last = piece.records.last else { continue }
      bytes.cut(at: Int(last.end))
      return (bytes, piece)
    }
    if let fault { throw fault }
    return nil
  }

  /// Finds the records that are whole in a piece and keeps the rest for the next one.
  private mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>) -> CutPiece {
    var piece = CutPiece(place: place, path: scanner.recordPath)
    guard let text = bytes.baseAddress else { return piece }
    let filled = bytes.count - SourceBuffer.slack
    var at = seen
    var start: Int? = cutter == nil ? nil : 0
    do throws(DocumentFlaw) {
      while at < filled {
        if cutter == nil {
          guard try scanner.findRecord(text, &at, filled) else { break }
          if piece.records.isEmpty { piece.path = scanner.recordPath }
          cutter = RecordCutter(first: text[at])
          start = at
        }
        guard let from = start, let end = cutter?.end(text, at..<filled) else { break }
        piece.add(from..<end, index: scanner.recordIndex, parents: scanner.parents)
        scanner.endRecord()
        cutter = nil
        start = nil
        at = end
      }
    } catch {
      fail(text, at, scanner.message(of: error), path: scanner.placePath)
    }
    finish(text, filled, from: start)
    let kept = start ?? filled
    buffer.keep(ArraySlice(bytes[kept..<filled]))
    place = place.advanced(over: text, to: kept)
    seen = filled - kept
    consumed += kept
    return piece
  }

  /// Looks for what a piece's end shows to be wrong.
  private mutating func finish(_ text: UnsafePointer<UInt8>, _ filled: Int, from start: Int?) {
    isFinished = buffer.isAtEnd
    if fault != nil { return }
    if let start, buffer.isAtEnd || filled - start > limits.recordBytes {
      let flaw = plan.flaw(text, start..<filled)
      if let flaw, flaw.offset < filled {
        failInRecord(text, flaw.offset, flaw.flaw.message)
      } else if filled - start > limits.recordBytes {
        failInRecord(text, start, limits.tooLong)
      } else {
        failInRecord(text, filled, Flaw.end.message)
      }
    } else if buffer.isAtEnd, let message = scanner.flawAtEnd() {
      fail(text, filled, message, path: scanner.placePath)
    } else if let hunt = scanner.hunt, buffer.isAtEnd || consumed + filled >= ArrayHunt.byteLimit {
      fault = InputFault(
        source: buffer.name, line: 1, column: 1, path: "$", message: hunt.message)
    }
  }

  private mutating func failInRecord(_ text: UnsafePointer<UInt8>, _ offset: Int, _ message: String)
  {
    fail(text, offset, message, path: scanner.recordPath.text(scanner.recordIndex))
  }

  private mutating func fail(
    _ text: UnsafePointer<UInt8>, _ offset: Int, _ message: String, path: String
  ) {
    let place = place.advanced(over: text, to: offset)
    fault = InputFault(
      source: buffer.name, line: place.line, column: place.column, path: path, message: message)
  }
}
