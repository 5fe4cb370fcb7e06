public import AdapterKit

/// A program that runs and is spoken to line by line (docs/plugin-protocol.md).
public final class Conversation {
  /// The version of the protocol that is spoken here.
  public static let version = 1

  public let process: ChildProcess
  /// Lines that ``nextLine()`` gave.
  public private(set) var lineNumber = 0
  private let log: ProgramLog
  /// Messages to the log.
  private var logged = 0
  /// Read and not given out yet.
  private var held: [UInt8] = []
  private var heldStart = 0

  public var program: ExternalProgram { process.program }

  /// Starts a program.
  public init(with program: ExternalProgram, log: @escaping ProgramLog) throws(ExternalFault) {
    process = try ChildProcess(program, log: log)
    self.log = log
  }

  /// Waits for a program whose output has ended, and sees that it ends as it should.
  ///
  /// - Parameter source: what it read, for messages.
  func end(source: String) throws(InputFault) {
    do throws(ExternalFault) {
      try process.finish()
    } catch {
      throw InputFault(error, source: source)
    }
  }

  // MARK: To the program

  /// The first message to every program.
  public var hello: JSONValue {
    .object([
      ("type", .text("hello")), ("protocol", .text("claimpipe")),
      ("version", .integer(Self.version)), ("adapter", .text(program.name)),
      ("kind", .text(program.kind.rawValue)),
    ])
  }

  /// Writes one message as a line.
  ///
  /// - Returns: `false` where the program does not read any more.
  @discardableResult
  public func send(_ message: JSONValue) throws(ExternalFault) -> Bool {
    var line = ByteBuffer(capacity: 1 << 10)
    message.write(to: &line, indent: nil)
    line.append("\n")
    return try process.write(line.bytes)
  }

  // MARK: From the program

  /// The next line of its standard output without its end, or `nil` at the end of all. A last line
  /// that has no end counts as one.
  public func nextLine() throws(ExternalFault) -> [UInt8]? {
    var searched = heldStart
    while true {
      if let end = held[searched...].firstIndex(of: 0x0A) {
        defer { heldStart = end + 1 }
        return line(held[heldStart..<end])
      }
      searched = held.count
      if held.count - heldStart > program.limits.lineBytes {
        throw fault(.nonsense, line: lineNumber + 1, tooLong)
      }
      let count = try readMore(&searched)
      if count > 0 { continue }
      defer { heldStart = held.count }
      return heldStart < held.count ? line(held[heldStart...]) : nil
    }
  }

  private func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    lineNumber += 1
    return Array(bytes.last == 0x0D ? bytes.dropLast() : bytes)
  }

  private func readMore(_ searched: inout Int) throws(ExternalFault) -> Int {
    held.removeFirst(heldStart)
    searched -= heldStart
    heldStart = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = try chunk.withUnsafeMutableBufferPointer { (chunk) throws(ExternalFault) in
      try process.read(into: UnsafeMutableRawBufferPointer(chunk))
    }
    held += chunk[..<count]
    return count
  }

  /// Reads what follows the lines that were taken; 0 at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExternalFault) -> Int {
    if heldStart == held.count { return try process.read(into: buffer) }
    let count = min(buffer.count, held.count - heldStart)
    buffer.copyBytes(from: held[heldStart..<(heldStart + count)])
    heldStart += count
    return count
  }

  /// What was read and not given out yet: it follows the lines that were taken.
  public func takeHeld() -> [UInt8] {
    defer { heldStart = held.count }
    return Array(held[heldStart...])
  }

  /// The next message but for those to the log, which go there; `nil` at the end of all.
  public func nextMessage() throws(ExternalFault) -> ReceivedMessage? {
    while let line = try nextLine() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let message = try ReceivedMessage(line, number: lineNumber, of: program)
      if try !take(message) { return message }
    }
    return nil
  }

  /// Passes a message to the log on, if it is one.
  ///
  /// - Throws: what the program can't go on for, where the message says that.
  public func take(_ message: ReceivedMessage) throws(ExternalFault) -> Bool {
    switch message.type {
    case "log":
      let text = try message.logMessage(of: program)
      logged += 1
      if logged <= ErrorLines.most { log(text) }
      if logged == ErrorLines.most + 1 {
        log(
          ProgramMessage(
            program: program.name, level: .warning,
            text: "it has more than \(ErrorLines.most) messages for the log; the rest is left out"))
      }
      return true
    case "error":
      process.stop()
      throw fault(.refused, line: message.line, message.refusal)
    default: return false
    }
  }

  /// Waits for the program's `hello`.
  public func receiveHello() throws(ExternalFault) -> ReceivedMessage {
    guard let message = try nextMessage() else {
      try process.finish()
      throw fault(
        .nonsense, line: 0,
        "it ended without a word; its first line must be "
          + #"{"type":"hello","protocol":"claimpipe","version":1}"#)
    }
    guard message.type == "hello" else {
      throw fault(
        .nonsense, line: message.line,
        "a message of type \(quoted(message.type)) before hello; the first line must be "
          + #"{"type":"hello","protocol":"claimpipe","version":1}"#)
    }
    let version = message.value["version"]?.integer
    guard message.value["protocol"]?.text == "claimpipe", version == Self.version else {
      let spoken = version.map { "version \($0)" } ?? "no version"
      throw fault(
        .nonsense, line: message.line,
        "its hello speaks \(spoken) of the protocol \(quoted(message.text("protocol"))), and this "
          + "claimpipe speaks version \(Self.version) of \"claimpipe\"")
    }
    return message
  }

  /// A fault of what the program says.
  public func fault(
    _ kind: ExternalFault.Kind, line: Int, _ message: String
  ) -> ExternalFault {
    ExternalFault(program: program.name, kind: kind, line: line, message: message)
  }

  private var tooLong: String {
    "a line of more than \(program.limits.lineBytes) bytes; every message is one line, and the limit "
      + "max_record_bytes can be set higher"
  }
}
