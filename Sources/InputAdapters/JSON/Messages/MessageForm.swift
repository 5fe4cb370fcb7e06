package import AdapterKit

/// How a program's messages are spelled: one JSON object a line, whose `type` says what it is.
///
/// Records are messages too, with their fields in an object of their own; all that is known of the
/// other types is that they are not records.
package struct MessageForm: Sendable {
  /// The `type` of a record.
  let record: [UInt8]
  /// The `type` of a record that the program refuses, if there is such a thing.
  let reject: [UInt8]?
  /// The key whose object holds a record's fields.
  let fields: String
  /// Only records whose `stream` is this one are wanted.
  let stream: [UInt8]?
  /// Records carry their `raw` text, which is kept of those that are rejected.
  let hasRaw: Bool
  /// A fault of what the program says, with the line of its output.
  let fault: @Sendable (_ line: Int, _ message: String) -> InputFault

  package init(
    record: String, reject: String? = nil, fields: String, stream: String? = nil,
    hasRaw: Bool = false, fault: @escaping @Sendable (_ line: Int, _ message: String) -> InputFault
  ) {
    self.record = Array(record.utf8)
    self.reject = reject.map { Array($0.utf8) }
    self.fields = fields
    self.stream = stream.map { Array($0.utf8) }
    self.hasRaw = hasRaw
    self.fault = fault
  }

  /// How lines begin that are wanted records, whatever follows: without spaces, and with those that
  /// Python's json puts in. Other spellings are as right, and take longer.
  var recordStarts: [[UInt8]] {
    ["", " "].map { space in
      var start =
        "{\"type\":\(space)" + JSONValue.text(String(decoding: record, as: UTF8.self)).line
      if let stream {
        start += ",\(space)\"stream\":\(space)"
        start += JSONValue.text(String(decoding: stream, as: UTF8.self)).line
      }
      return Array("\(start),".utf8)
    }
  }
}

extension JSONValue {
  fileprivate var line: String {
    var buffer = ByteBuffer(capacity: 64)
    write(to: &buffer, indent: nil)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}

/// Takes the messages that are not records, in their order and on the thread that cuts the blocks.
package protocol MessageTaking: AnyObject {
  /// The first record comes.
  func recordsBegin(line: Int) throws(InputFault)

  /// - Parameters:
  ///   - type: empty where the line is no object, or has no type.
  ///   - stream: of a form with streams; empty where the message has none.
  ///   - line: the message as it stands, without its line's end.
  ///   - number: of that line, in all that the program says.
  /// - Returns: whether it is the last message.
  func take(
    type: String, stream: String, line: UnsafeBufferPointer<UInt8>, number: Int
  ) throws(InputFault) -> Bool

  /// The program has closed its output, which may not be understood yet.
  func outputEnded() throws(InputFault)

  /// All was understood.
  ///
  /// - Parameters:
  ///   - records: of them, those that were refused included.
  ///   - refused: records that the program refused.
  func finish(records: Int, refused: Int) throws(InputFault)
}
