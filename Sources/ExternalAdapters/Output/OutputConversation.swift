import AdapterKit
import ByteIO

/// One run of an output's program: it is sent its records while it is listened to, so that neither
/// waits for the other, and ends well or not at all.
struct OutputConversation {
  let program: ExternalProgram
  let log: ProgramLog

  /// Bytes that are rendered ahead of what the program takes.
  private static let ahead = 1 << 17

  func run(_ opening: JSONValue, _ streams: [RecordStream]) throws -> ProgramOutput {
    let conversation = try begin()
    var replies = try ReplyReader(of: conversation)
    var records = OutgoingRecords(opening: opening, streams)
    let tookAll = try exchange(&records, &replies, conversation)
    try replies.finish()
    try conversation.process.finish()
    let end = try check(replies, tookAll: tookAll, records.recordCount, conversation)
    return ProgramOutput(files: replies.output.files, spool: replies.output.spool, end: end)
  }

  /// Only begins, and ends the program.
  func hearHello() throws(ExternalFault) { try begin().process.stop() }

  /// Let go at the end of any kind, which ends the program.
  private func begin() throws(ExternalFault) -> Conversation {
    let conversation = try Conversation(with: program, log: log)
    try conversation.send(conversation.hello)
    _ = try conversation.receiveHello()
    return conversation
  }

  /// Until the program ends its output.
  ///
  /// - Returns: whether it took all that there was.
  private func exchange(
    _ records: inout OutgoingRecords, _ replies: inout ReplyReader, _ conversation: Conversation
  ) throws -> Bool {
    let process = conversation.process
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { room.deallocate() }
    var buffer = ByteBuffer(capacity: 2 * Self.ahead)
    var sent = 0
    var hasMore = true
    try conversation.takeHeld().withUnsafeBufferPointer { try replies.take($0) }
    while true {
      if sent == buffer.count {
        buffer.removeAll()
        sent = 0
        hasMore = hasMore && process.takesInput && records.append(Self.ahead, to: &buffer)
        if !hasMore && process.takesInput { process.closeInput() }
      }
      let (written, read) = try buffer.withBytes { bytes throws(ExternalFault) in
        try process.exchange(
          writing: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[sent...]),
          into: room)
      }
      sent += written
      guard let read else { continue }
      if read == 0 { return records.isEnded && sent == buffer.count }
      let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<read])
      try replies.take(bytes.assumingMemoryBound(to: UInt8.self))
    }
  }

  private func check(
    _ replies: borrowing ReplyReader, tookAll: Bool, _ recordCount: Int,
    _ conversation: Conversation
  ) throws(ExternalFault) -> ReplyReader.End {
    func fault(_ message: String) -> ExternalFault {
      conversation.fault(.nonsense, line: 0, message)
    }
    guard let end = replies.end else {
      throw fault(
        "it ended without its last message, which must be "
          + #"{"type":"end","files":N,"records":N}"#)
    }
    if !tookAll {
      throw fault(
        "it stopped reading before it had everything; it must read up to the message of type end")
    }
    if end.records != recordCount {
      throw fault(
        "its end says that it received \(end.records) records, and \(recordCount) were sent")
    }
    let fileCount = replies.output.files.count
    if end.files != fileCount {
      throw fault("its end says that it made \(end.files) files, and it made \(fileCount)")
    }
    if fileCount == 0 && recordCount > 0 {
      throw fault(
        "it received \(recordCount) records and made no file; what is handed over leaves at least one"
      )
    }
    return end
  }
}
