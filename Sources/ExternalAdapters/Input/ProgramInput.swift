import AdapterKit
import JSONAdapter

/// A program with its options settled: started once for each source.
struct ProgramInput: RecordOpening {
  let program: ExternalProgram
  let options: OptionValues
  let host: ProgramHost
  /// Of a Singer tap, the stream whose records are wanted.
  private let stream: String

  init(
    program: ExternalProgram, options: OptionValues, host: ProgramHost
  ) throws(OptionFault) {
    self.program = program
    self.options = options
    self.host = host
    stream = options.text("stream") ?? ""
    if program.language == .singer && stream.isEmpty && !options.namesRefused.contains("stream") {
      throw OptionFault(
        option: "stream", message: "missing: the stream of the tap whose records these are")
    }
  }

  func open(_ source: any ByteSource, names: [String]) throws(InputFault) -> any RecordReader {
    let path = (source as? PathSource)?.path
    if path == "-" {
      throw InputFault(
        source: source.name,
        message: "standard input can't be handed on to the program of the adapter \(program.name); "
          + "name a file, or leave `path` out")
    }
    do throws(ExternalFault) {
      switch program.language {
      case .claimpipe: return try openMessages(source.name, path: path, names: names)
      case .singer: return try openTap(source.name, path: path, names: names)
      }
    } catch {
      throw InputFault(error, source: source.name)
    }
  }

  private func openMessages(
    _ name: String, path: String?, names: [String]
  ) throws(ExternalFault) -> any RecordReader {
    let conversation = try Conversation(with: program, log: host.log)
    try conversation.send(conversation.hello)
    try conversation.send(request(name, path: path, names: names))
    conversation.process.closeInput()
    let hello = try conversation.receiveHello()
    let raw = try RecordFrame(hello, of: program)
    return try reader(
      conversation, ClaimpipeMessages(conversation, source: name), name, names,
      form: MessageForm(
        record: "record", reject: "reject", fields: "fields", hasRaw: raw != nil,
        fault: faults(of: name)),
      frame: raw)
  }

  /// What to read; all that the program has to know.
  private func request(_ name: String, path: String?, names: [String]) -> JSONValue {
    let source = path.map { path in
      JSONValue.object([
        ("name", .text(name)), ("path", .text(ExternalProgram.resolved(path, in: ""))),
      ])
    }
    return .object([
      ("type", .text("read")), ("source", source ?? .null),
      ("options", program.optionsMessage(options, folder: host.folder)),
      ("fields", .array(names.map { .text($0) })),
    ])
  }

  private func openTap(
    _ name: String, path: String?, names: [String]
  ) throws(ExternalFault) -> any RecordReader {
    if path != nil {
      throw ExternalFault(
        program: program.name, kind: .notStarted,
        message: "a Singer tap is told what to read by its command and not by a path; leave `path` "
          + "out")
    }
    let conversation = try Conversation(with: program, log: host.log)
    conversation.process.closeInput()
    return try reader(
      conversation, SingerMessages(conversation, stream: stream, source: name, log: host.log),
      name, names,
      form: MessageForm(
        record: "RECORD", fields: "record", stream: stream, fault: faults(of: name)),
      frame: nil)
  }

  private func reader(
    _ conversation: Conversation, _ taker: any MessageTaking, _ name: String, _ names: [String],
    form: MessageForm, frame: RecordFrame?
  ) throws(ExternalFault) -> any RecordReader {
    // Records as objects, one a line, which the adapter ndjson reads.
    let lines = RecordFrame(prefix: [], separator: [0x0A], suffix: [0x0A], ending: ".ndjson")
    do throws(InputFault) {
      return try MessageReader(
        ProgramSource(conversation, name: name), names: names, form: form, taker: taker,
        firstLine: conversation.lineNumber + 1, lineBytes: program.limits.lineBytes,
        frame: frame ?? lines)
    } catch {
      throw ExternalFault(program: program.name, kind: .notStarted, message: error.message)
    }
  }

  private func faults(of name: String) -> @Sendable (Int, String) -> InputFault {
    { [program = program.name] line, message in
      InputFault(
        ExternalFault(program: program, kind: .nonsense, line: line, message: message),
        source: name)
    }
  }
}

extension InputFault {
  init(_ fault: ExternalFault, source: String) {
    self.init(source: source, message: fault.description)
  }
}

/// A program's output as an adapter's source.
final class ProgramSource: ByteSource {
  let name: String
  private let conversation: Conversation

  init(_ conversation: Conversation, name: String) {
    self.conversation = conversation
    self.name = name
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    do throws(ExternalFault) {
      return try conversation.read(into: buffer)
    } catch {
      throw InputFault(error, source: name)
    }
  }
}

extension RecordFrame {
  /// What a program's hello says of its records' raw text; `nil` where it says nothing.
  init?(_ hello: ReceivedMessage, of program: ExternalProgram) throws(ExternalFault) {
    guard let raw = hello.value["raw"], raw != .null else { return nil }
    guard let members = raw.members, members.allSatisfy({ $0.1.text != nil }) else {
      throw ExternalFault(
        program: program.name, kind: .nonsense, line: hello.line,
        message: "its hello's `raw` must be an object with the texts `prefix`, `separator` and "
          + "`suffix` that stand around records in a file of its own format")
    }
    self.init(
      prefix: Array((raw["prefix"]?.text ?? "").utf8),
      separator: Array((raw["separator"]?.text ?? "\n").utf8),
      suffix: Array((raw["suffix"]?.text ?? "\n").utf8))
  }
}
