/// The lines of one record.
public struct RecordLines: Sequence, Sendable {
  let bytes: [UInt8]
  let range: Range<Int>
  /// The line that it begins on, from 1, in the whole source.
  public let firstLine: Int
  /// A head of a source that has no lines.
  var isNothing = false

  /// All of its bytes, line ends between its lines included.
  public var raw: ArraySlice<UInt8> { bytes[range] }

  public func makeIterator() -> Iterator { Iterator(self) }

  public struct Iterator: IteratorProtocol, Sendable {
    private let record: RecordLines
    private var place: Int
    private var number: Int

    init(_ record: RecordLines) {
      self.record = record
      place = record.range.lowerBound + (record.isNothing ? 1 : 0)
      number = record.firstLine
    }

    public mutating func next() -> RecordLine? {
      // The last line end is not the record's, so that a record without bytes has one line.
      guard place <= record.range.upperBound else { return nil }
      let rest = record.bytes[place..<record.range.upperBound]
      let end = rest.firstIndex(of: 0x0A) ?? record.range.upperBound
      let line = RecordLine(number: number, bytes: record.bytes[place..<end].withoutReturn)
      place = end + 1
      number += 1
      return line
    }
  }
}

/// One line of a source.
public struct RecordLine: Sendable {
  /// From 1, in the whole source.
  public let number: Int
  /// Without the line end.
  public let bytes: ArraySlice<UInt8>

  /// What is wrong with this line.
  ///
  /// - Parameters:
  ///   - index: one of ``bytes``' indices; `nil` for the line as a whole.
  ///   - message: what is wrong and what would be right, without any of the source's values.
  public func flaw(_ code: String, at index: Int? = nil, _ message: String) -> LineFlaw {
    // Characters are counted by their first bytes.
    let column = index.map { 1 + bytes[..<$0].count { $0 & 0xC0 != 0x80 } }
    return LineFlaw(line: number, column: column ?? 0, code: code, message: message)
  }
}

extension ArraySlice<UInt8> {
  /// Without the spaces and tabs around it.
  public var trimmed: ArraySlice<UInt8> {
    var slice = drop { $0 == 0x20 || $0 == 0x09 }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
    return slice
  }

  /// Without the CR of a CRLF.
  var withoutReturn: ArraySlice<UInt8> { last == 0x0D ? dropLast() : self }
}
