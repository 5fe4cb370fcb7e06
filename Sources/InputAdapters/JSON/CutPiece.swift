import AdapterKit

/// The records that were found in a piece of a document.
struct CutPiece: Sendable {
  struct Record: BitwiseCopyable, Sendable {
    let start: UInt32
    let end: UInt32
    /// In the innermost array on the path.
    let index: UInt32
    /// In the piece's `parents`.
    let parents: UInt32
  }

  let place: Place
  var path: RecordPath
  private(set) var records: [Record] = []
  /// What stands around the records, as far as it is wanted.
  private(set) var parents: [ParentValues.Texts] = []
  private var parentsVersion = -1

  init(place: Place, path: RecordPath) {
    self.place = place
    self.path = path
  }

  mutating func add(_ range: Range<Int>, index: Int, parents: ParentValues) {
    if !parents.isEmpty, parents.version != parentsVersion {
      parentsVersion = parents.version
      self.parents.append(parents.texts)
    }
    records.append(
      Record(
        start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        index: UInt32(clamping: index), parents: UInt32(max(self.parents.count, 1) - 1)))
  }
}

extension UnreadBytes {
  /// Adds the records of a document's piece. A flaw can't be passed over: where a record that is not
  /// JSON ends, nobody knows.
  func addRecords(
    _ piece: CutPiece, _ parents: ParentPlan, _ text: UnsafePointer<UInt8>,
    _ builder: inout BlockBuilder
  ) throws(InputFault) {
    var line = place.line
    var behind = 0
    let around = piece.parents.map { builder.keep(parents.read($0)) }
    for record in piece.records {
      let range = Int(record.start)..<Int(record.end)
      line += ByteScan.lineFeeds(text, behind..<range.lowerBound)
      behind = range.upperBound
      if range.count > limits.recordBytes {
        throw fault(
          text, at: range.lowerBound, path: piece.path.text(Int(record.index)), limits.tooLong)
      }
      do throws(Malformed) {
        try builder.add(range, line: line)
        if !around.isEmpty { builder.fill(around[Int(record.parents)], range) }
        line += builder.lineFeeds
      } catch {
        throw fault(
          text, at: error.offset, path: piece.path.text(Int(record.index)), error.flaw.message)
      }
    }
  }
}

extension FieldPlan {
  /// What is wrong with the text of one record, if it is not JSON. The byte behind it is zero.
  func flaw(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Malformed? {
    withTables { tables in
      var scanner = RecordScanner(text, tables: tables, width: scanWidth, spareOffset: 0)
      do throws(Malformed) {
        _ = try scanner.scan(range)
        return nil
      } catch {
        return error
      }
    }
  }
}
