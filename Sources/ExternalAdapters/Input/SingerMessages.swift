import AdapterKit
import JSONAdapter

/// The messages of a Singer tap beside the records of the stream that is read.
///
/// No state is kept: every run is a full one, and STATE messages are passed over.
final class SingerMessages: MessageTaking {
  static let streamOption = OptionSpecification(
    "stream", .text, summary: "Of a Singer tap, the stream whose records these are.",
    example: "sessions"
  ).required()

  private let conversation: Conversation
  private let stream: String
  private let source: String
  private let log: ProgramLog
  /// Streams with a SCHEMA, in their order.
  private var streams: [String] = []
  /// Records of other streams.
  private var others: [String: Int] = [:]
  private var states = 0
  private var isProcessOver = false

  init(_ conversation: Conversation, stream: String, source: String, log: @escaping ProgramLog) {
    self.conversation = conversation
    self.stream = stream
    self.source = source
    self.log = log
  }

  func recordsBegin(line: Int) throws(InputFault) {
    if streams.contains(stream) { return }
    throw fault(line, "a RECORD of the stream \(quoted(stream)) before its SCHEMA")
  }

  func take(
    type: String, stream: String, line: UnsafeBufferPointer<UInt8>, number: Int
  ) throws(InputFault) -> Bool {
    switch type {
    case "RECORD":
      if stream.isEmpty { throw fault(number, "a RECORD without a stream") }
      others[stream, default: 0] += 1
    case "SCHEMA": try takeSchema(Array(line), number)
    case "STATE": states += 1
    // A tap's own version of a table, which means something to whoever keeps its records.
    case "ACTIVATE_VERSION": break
    case "":
      throw fault(
        number, "no Singer message: each is an object with a text `type`: SCHEMA, RECORD or STATE")
    default:
      throw fault(
        number,
        "unknown type \(quoted(type)) of a message; a tap's are SCHEMA, RECORD and STATE")
    }
    return false
  }

  private func takeSchema(_ line: [UInt8], _ number: Int) throws(InputFault) {
    let message: ReceivedMessage
    do throws(ExternalFault) {
      message = try ReceivedMessage(line, number: number, of: conversation.program)
    } catch {
      throw InputFault(error, source: source)
    }
    guard let name = message.value["stream"]?.text, let schema = message.value["schema"],
      schema.members != nil
    else {
      throw fault(number, "a SCHEMA needs `stream`, a text, and `schema`, an object")
    }
    let keys = message.value["key_properties"]?.array ?? []
    if streams.contains(name) { return }
    streams.append(name)
    guard name == stream else { return }
    let properties = (schema["properties"]?.members ?? []).map { name, property in
      "\(name) (\(Self.types(property)))"
    }
    say(
      .info,
      "stream \(name): keys \(keys.compactMap(\.text).joined(separator: ", ")); properties "
        + properties.joined(separator: ", "))
  }

  /// `string, null`
  private static func types(_ property: JSONValue) -> String {
    let types = property["type"]?.array?.compactMap(\.text) ?? [property["type"]?.text ?? "any"]
    return types.joined(separator: ", ")
  }

  func outputEnded() throws(InputFault) {
    if isProcessOver { return }
    isProcessOver = true
    try conversation.end(source: source)
  }

  func finish(records: Int, refused: Int) throws(InputFault) {
    if !streams.contains(stream) {
      let known =
        streams.isEmpty ? "it has none" : "it has \(streams.map(quoted).joined(separator: ", "))"
      let nearest = nearestName(to: stream, in: streams).map { " (did you mean \(quoted($0))?)" }
      throw fault(0, "it has no stream \(quoted(stream))\(nearest ?? ""): \(known)")
    }
    for (name, count) in others.sorted(by: { $0.key < $1.key }) {
      say(.info, "stream \(name): \(count) records are left aside")
    }
    if states > 0 {
      say(.info, "\(states) STATE messages are left aside: every run is a full one")
    }
  }

  private func say(_ level: ProgramMessage.Level, _ text: String) {
    log(ProgramMessage(program: conversation.program.name, level: level, text: text))
  }

  private func fault(_ line: Int, _ message: String) -> InputFault {
    InputFault(conversation.fault(.nonsense, line: line, message), source: source)
  }
}
