import AdapterKit
import ByteIO

/// What a program of an output says, taken line by line into ``SpooledFiles``.
///
/// Contents come by the million: lines in the two usual spellings of `text` and `data` take a short
/// way, every other one is read as the small JSON document that it is.
struct ReplyReader: ~Copyable {
  /// What its `end` says.
  struct End: Equatable {
    let files: Int
    let records: Int
  }

  private let conversation: Conversation
  private let program: ExternalProgram
  private(set) var output: SpooledFiles
  private(set) var end: End?
  private var names = FileNames()
  private var hasBatch = false
  /// The beginning of a line whose end has not come.
  private var held = ByteBuffer(capacity: 1 << 16)
  private var content = ByteBuffer(capacity: 1 << 16)
  private var line: Int

  /// - Parameter conversation: whose `hello` was received.
  init(of conversation: Conversation) throws(OutputFault) {
    self.conversation = conversation
    program = conversation.program
    line = conversation.lineNumber
    output = try SpooledFiles()
  }

  /// Takes some of what the program writes, cut anywhere.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var rest = bytes
    while let length = rest.firstIndex(of: 0x0A) {
      let part = UnsafeBufferPointer(rebasing: rest[..<length])
      rest = UnsafeBufferPointer(rebasing: rest[(length + 1)...])
      if held.count == 0 {
        try takeLine(part)
      } else {
        try hold(part)
        try takeHeld()
      }
    }
    try hold(rest)
  }

  /// Takes the end of its output; a last line that has no end counts as one.
  mutating func finish() throws {
    if held.count > 0 { try takeHeld() }
    try output.flush()
  }

  private mutating func hold(_ part: UnsafeBufferPointer<UInt8>) throws {
    held.append(part)
    if held.count > program.limits.lineBytes { throw fault(tooLong, line: line + 1) }
  }

  private mutating func takeHeld() throws {
    var whole = ByteBuffer(capacity: 64)
    swap(&whole, &held)
    try whole.withBytes { try takeLine($0) }
    whole.removeAll()
    swap(&whole, &held)
  }

  private mutating func takeLine(_ whole: UnsafeBufferPointer<UInt8>) throws {
    line += 1
    if whole.count > program.limits.lineBytes { throw fault(tooLong) }
    let bytes = whole.last == 0x0D ? UnsafeBufferPointer(rebasing: whole.dropLast()) : whole
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    if end != nil { throw fault("a message after its end; end is the last one") }
    if let (kind, text) = ContentLine.parts(of: bytes) {
      content.removeAll()
      if kind.append(text, to: &content) { return try addContent() }
    }
    try take(ReceivedMessage(Array(bytes), number: line, of: program))
  }

  private mutating func take(_ message: ReceivedMessage) throws {
    switch message.type {
    case "file": try beginFile(message)
    case "text", "data":
      let kind = message.type == "text" ? ContentLine.Kind.text : .data
      guard var text = message.value[kind.member]?.text else {
        throw fault("a message of type \(message.type) needs \"\(kind.member)\", a text")
      }
      content.removeAll()
      // The text's own escapes are undone already.
      let isRight = text.withUTF8 { bytes in
        if kind == .data { return Base64.append(bytes, to: &content) }
        content.append(bytes)
        return true
      }
      if !isRight {
        throw fault(
          "a message of type data whose \"base64\" is not base64 (RFC 4648: A-Z a-z 0-9 + /, padded "
            + "with =, without line ends)")
      }
      try addContent()
    case "end":
      end = End(
        files: try message.count("files", of: program),
        records: try message.count("records", of: program))
    case "refused": throw refusal(message)
    default:
      // A message for the log, or that it can't go on.
      if try conversation.take(message) { return }
      throw fault(
        "a message of type \(quoted(ProgramMessage.plain(message.type))); an output's program says "
          + "file, text, data, refused, log, error and end")
    }
  }

  private mutating func beginFile(_ message: ReceivedMessage) throws {
    guard let name = message.value["name"]?.text else {
      throw fault("a message of type file needs \"name\", a text")
    }
    if output.files.first?.name == nil && !output.files.isEmpty {
      throw fault("a file after content that belongs to none; name every file, or none")
    }
    if let wrong = names.take(name) {
      throw fault("the file \(quoted(ProgramMessage.plain(name))): \(wrong)")
    }
    if output.files.count == program.limits.outputFiles {
      throw fault(
        "more than \(program.limits.outputFiles) files; its limit output_files can be set higher"
      )
    }
    let records = message.value["records"] == nil ? nil : try message.count("records", of: program)
    let isBatch = message.value["batch"]?.boolean ?? false
    if isBatch && hasBatch {
      throw fault("a second file with \"batch\": true; one file is the batch")
    }
    hasBatch = hasBatch || isBatch
    output.begin(name, records: records, isBatch: isBatch)
  }

  private mutating func addContent() throws {
    if output.files.isEmpty { output.begin(nil, records: nil, isBatch: false) }
    if output.byteCount + content.count > program.limits.outputBytes {
      throw fault(
        "more than \(program.limits.outputBytes) bytes of files; its limit output_megabytes can be set "
          + "higher")
    }
    try output.append(content)
  }

  private var tooLong: String {
    "a line of more than \(program.limits.lineBytes) bytes; a file's content can come in any number of "
      + "text or data messages, and the limit max_record_bytes can be set higher"
  }

  /// A record that the program does not take: the run fails, so that nothing is half handed over.
  private func refusal(_ message: ReceivedMessage) -> ExternalFault {
    func part(_ name: String) -> String? {
      message.value[name]?.text.map(ProgramMessage.plain)
    }
    let record = part("id").map { "the record \(quoted($0))" } ?? "a record"
    let code = part("code").map { " (\($0))" } ?? ""
    return ExternalFault(
      program: program.name, kind: .refused, line: line,
      message: "it refused \(record)\(code): \(part("message") ?? "it does not say why")")
  }

  private func fault(_ message: String, line: Int? = nil) -> ExternalFault {
    conversation.fault(.nonsense, line: line ?? self.line, message)
  }
}

/// The two spellings that JSON writers give content: with and without spaces.
private enum ContentLine {
  enum Kind {
    case text, data

    var member: String { self == .text ? "text" : "base64" }

    /// - Returns: false where the general reader has to say what is wrong.
    func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) -> Bool {
      switch self {
      case .text: JSONStringBytes.append(text, to: &buffer)
      case .data: Base64.append(text, to: &buffer)
      }
    }
  }

  /// The kind, and what stands between the quotes.
  static func parts(
    of line: UnsafeBufferPointer<UInt8>
  ) -> (Kind, UnsafeBufferPointer<UInt8>)? {
    content(of: line, "{\"type\":\"text\",\"text\":\"").map { (.text, $0) }
      ?? content(of: line, "{\"type\": \"text\", \"text\": \"").map { (.text, $0) }
      ?? content(of: line, "{\"type\":\"data\",\"base64\":\"").map { (.data, $0) }
      ?? content(of: line, "{\"type\": \"data\", \"base64\": \"").map { (.data, $0) }
  }

  private static func content(
    of line: UnsafeBufferPointer<UInt8>, _ opening: StaticString
  ) -> UnsafeBufferPointer<UInt8>? {
    let start = opening.utf8CodeUnitCount
    let end = line.count - 2
    guard end >= start, line[end] == UInt8(ascii: "\""), line[end + 1] == UInt8(ascii: "}"),
      UnsafeBufferPointer(rebasing: line[..<start]).elementsEqual(
        UnsafeBufferPointer(start: opening.utf8Start, count: start))
    else { return nil }
    return UnsafeBufferPointer(rebasing: line[start..<end])
  }
}
