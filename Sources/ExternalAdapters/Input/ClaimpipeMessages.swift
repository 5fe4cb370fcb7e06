import AdapterKit
import JSONAdapter

/// The messages of a program beside its records, and whether its counts are right.
final class ClaimpipeMessages: MessageTaking {
  private let conversation: Conversation
  private let source: String
  /// The `end`.
  private var end: (records: Int, rejected: Int, line: Int)?
  private var isProcessOver = false

  init(_ conversation: Conversation, source: String) {
    self.conversation = conversation
    self.source = source
  }

  func recordsBegin(line: Int) {}

  func take(
    type: String, stream: String, line: UnsafeBufferPointer<UInt8>, number: Int
  ) throws(InputFault) -> Bool {
    do throws(ExternalFault) {
      let message = try ReceivedMessage(Array(line), number: number, of: conversation.program)
      switch type {
      case "log", "error":
        // An error ends the process here, and its status says nothing more.
        isProcessOver = type == "error"
        _ = try conversation.take(message)
      case "end":
        end = (
          try message.count("records", of: conversation.program),
          try message.count("rejected", of: conversation.program), number
        )
        return true
      default:
        throw conversation.fault(
          .nonsense, line: number,
          "unknown type \(quoted(type)) of a message; after hello there are record, reject, log, "
            + "error and end")
      }
      return false
    } catch {
      throw InputFault(error, source: source)
    }
  }

  func outputEnded() throws(InputFault) {
    if isProcessOver { return }
    isProcessOver = true
    try conversation.end(source: source)
  }

  func finish(records: Int, refused: Int) throws(InputFault) {
    let used = records - refused
    guard let end else {
      throw InputFault(
        conversation.fault(
          .nonsense, line: 0,
          "it ended without its last message, as if cut short; that must be "
            + #"{"type":"end","records":\#(used),"rejected":\#(refused)}, "#
            + "with its own counts"), source: source)
    }
    if end.records != used || end.rejected != refused {
      throw InputFault(
        conversation.fault(
          .nonsense, line: end.line,
          "its end counts \(end.records) records and \(end.rejected) rejected, but it wrote \(used) "
            + "and \(refused)"), source: source)
    }
  }
}
