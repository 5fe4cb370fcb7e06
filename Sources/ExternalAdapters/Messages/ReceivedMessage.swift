public import AdapterKit

/// One line of a program, understood as a message.
public struct ReceivedMessage: Sendable {
  /// Its kind: `hello`, `log`, `end` …
  public let type: String
  public let value: JSONValue
  /// Of the program's standard output, from 1.
  public let line: Int

  /// - Throws: that the line is no message.
  public init(
    _ bytes: [UInt8], number: Int, of program: ExternalProgram
  ) throws(ExternalFault) {
    line = number
    do throws(JSONSyntaxFault) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw ExternalFault(
        program: program.name, kind: .nonsense, line: number,
        message: "not JSON at column \(error.column): \(error.message); every line of standard "
          + "output must be one message, and what is for people goes to standard error")
    }
    guard let type = value["type"]?.text else {
      throw ExternalFault(
        program: program.name, kind: .nonsense, line: number,
        message: "no message: each is an object with a text \"type\", as in "
          + #"{"type":"end","records":0,"rejected":0}"#)
    }
    self.type = type
  }

  /// A member that is a text, or nothing.
  public func text(_ name: String) -> String { value[name]?.text ?? "" }

  /// A count that the message must have.
  public func count(_ name: String, of program: ExternalProgram) throws(ExternalFault) -> Int {
    if let count = value[name]?.integer, count >= 0 { return count }
    throw ExternalFault(
      program: program.name, kind: .nonsense, line: line,
      message: "a message of type \(type) needs \"\(name)\", a whole number from 0")
  }

  func logMessage(of program: ExternalProgram) throws(ExternalFault) -> ProgramMessage {
    let level = value["level"]?.text ?? ProgramMessage.Level.info.rawValue
    guard let level = ProgramMessage.Level(rawValue: level), let text = value["message"]?.text
    else {
      throw ExternalFault(
        program: program.name, kind: .nonsense, line: line,
        message: "a message of type log needs \"message\", a text; its \"level\" is info, warning "
          + "or error")
    }
    return ProgramMessage(program: program.name, level: level, text: text)
  }

  /// What an `error` says.
  var refusal: String {
    let text = ProgramMessage.plain(self.text("message"))
    let option = value["option"]?.text.map { "option \(ProgramMessage.plain($0)): " } ?? ""
    return option + (text.isEmpty ? "it says that it can't go on, and not why" : text)
  }
}
