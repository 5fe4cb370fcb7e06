/// A format whose records are whole lines, one or several each: it says which lines make a record and
/// what a record's values are. ``LineRecordReader`` does the rest: reading and cutting blocks, counting
/// lines, refusing what is not UTF-8, and the frame for quarantine.
///
/// ```swift
/// struct Visits: LineFormat {
///   func part(of line: ArraySlice<UInt8>) -> LinePart { line.isEmpty ? .none : .record }
///
///   func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw) {
///     for line in record {
///       let parts = line.bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
///       guard parts.count == 2 else {
///         throw line.flaw("wrong_number_of_parts", "\(parts.count) parts where a visit has 2")
///       }
///       try values.set("visit", parts[0], of: line)
///       try values.set("patient", parts[1], of: line)
///     }
///   }
/// }
/// ```
///
/// Lines end with LF or CRLF; an adapter of such a format lists the option
/// ``OptionSpecification/encoding``, which whoever opens the source obeys.
public protocol LineFormat: Sendable {
  /// How many lines stand before the first record and belong to none: a head with the columns' names,
  /// say. They go into every quarantine file.
  var headLineCount: Int { get }

  /// Takes the head, before any other line is looked at.
  ///
  /// - Parameter head: fewer lines than ``headLineCount`` where the source has no more.
  /// - Throws: what is wrong with it; the run ends.
  mutating func readHead(_ head: RecordLines) throws(LineFlaw)

  /// The names that records of this source can have, if the head tells; `nil` where every record has
  /// names of its own. A name that is wanted and is not among them is a fault before anything is read.
  var names: [String]? { get }

  /// Which part of a record a line is. It depends on nothing but the line.
  ///
  /// - Parameter line: without its line end.
  func part(of line: ArraySlice<UInt8>) -> LinePart

  /// Reads one record, on any thread.
  ///
  /// - Throws: what keeps it from being read: it goes to quarantine, and the run goes on.
  func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw)
}

extension LineFormat {
  public var headLineCount: Int { 0 }
  public mutating func readHead(_ head: RecordLines) throws(LineFlaw) {}
  public var names: [String]? { nil }
}

/// What a line is to the records.
public enum LinePart: Sendable {
  /// It belongs to no record: a blank line or a comment between records. Inside of a record it is a
  /// line of that record.
  case none
  /// A whole record.
  case record
  /// A record begins here; one that was under way ends before this line.
  case begin
  /// It belongs to the record under way; where none is, it begins one.
  case more
  /// The record under way ends with this line; where none is, the line is a record of its own.
  case end
}

/// What keeps a record from being read.
public struct LineFlaw: Error, Sendable, Equatable {
  /// From 1, in the whole source.
  public let line: Int
  /// From 1, in characters; 0 where the whole line or record is at fault.
  public let column: Int
  /// A stable word, such as `wrong_number_of_parts`.
  public let code: String
  /// What is wrong and what would be right, without any of the source's values.
  public let message: String

  public init(line: Int, column: Int = 0, code: String, message: String) {
    self.line = line
    self.column = column
    self.code = code
    self.message = message
  }
}
