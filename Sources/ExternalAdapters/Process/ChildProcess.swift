public import AdapterKit
import ByteIO
import Glibc

/// A program that runs, with its streams; ended with all that it started when it is let go.
///
/// One thread at a time uses it. While it waits for the program it hands its standard error to the log
/// and sees to its limits; while nobody waits, the program is held back by full pipes.
public final class ChildProcess {
  public let program: ExternalProgram
  private let spawned: Spawned
  private let started = MonotonicClock.now
  private var errorLines: ErrorLines
  /// What it said while something was written to it.
  private var inbox: [UInt8] = []
  private var inboxStart = 0
  private var isInputOpen = true
  private var isOutputOpen = true
  private var areErrorsOpen = true
  private var isReaped = false

  private static let inboxRoom = 1 << 20
  /// How often to look whether a silent program has ended, in milliseconds.
  private static let tick = 50

  /// Starts a program.
  ///
  /// - Parameter log: takes its standard error, on the thread that waits for the program.
  public init(_ program: ExternalProgram, log: @escaping ProgramLog) throws(ExternalFault) {
    self.program = program
    spawned = try Spawn(program: program).start()
    errorLines = ErrorLines(program: program.name, log: log)
  }

  deinit { stop() }

  // MARK: Streams

  /// Reads some of its standard output; 0 at the end. Waits for it.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExternalFault) -> Int {
    if inboxStart < inbox.count { return takeInbox(into: buffer) }
    if !isOutputOpen { return 0 }
    let since = MonotonicClock.now
    try checkTotal(since)
    while true {
      if let count = readNow(into: buffer) { return count }
      let ready = try wait(reading: true, writing: false, since: since)
      if ready.hasEnded {
        // What it wrote last may have come meanwhile.
        if let count = readNow(into: buffer) { return count }
        throw leftBehind()
      }
    }
  }

  /// Writes all of `bytes` to its standard input. What it says meanwhile is kept for ``read(into:)``.
  ///
  /// - Returns: `false` where it does not read any more.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(ExternalFault) -> Bool {
    var rest = bytes
    var since = MonotonicClock.now
    try checkTotal(since)
    while !rest.isEmpty && isInputOpen {
      let count = Glibc.write(spawned.input, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        since = MonotonicClock.now
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        let hasRoom = inbox.count - inboxStart < Self.inboxRoom
        let ready = try wait(reading: hasRoom && isOutputOpen, writing: true, since: since)
        if ready.output && fillInbox() { since = MonotonicClock.now }
        if ready.hasEnded { closeInput() }
      default: closeInput()
      }
    }
    return rest.isEmpty
  }

  public func write(_ bytes: [UInt8]) throws(ExternalFault) -> Bool {
    try bytes.withUnsafeBufferPointer { (bytes) throws(ExternalFault) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes what it takes of `rest` and reads what it says into `room`, whichever goes first: neither
  /// waits for the other, so that no amount of either stops both. Waits until one of them goes on.
  ///
  /// - Returns: how many bytes were written; how many were read, `nil` where it has said nothing yet,
  ///   and 0 at its end. A program that does not read any more is written nothing: see
  ///   ``takesInput``.
  public func exchange(
    writing rest: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws(ExternalFault) -> (written: Int, read: Int?) {
    if inboxStart < inbox.count { return (0, takeInbox(into: room)) }
    let since = MonotonicClock.now
    try checkTotal(since)
    while true {
      let written = writeNow(rest)
      let read = isOutputOpen ? readNow(into: room) : 0
      if written > 0 || read != nil { return (written, read) }
      let ready = try wait(
        reading: isOutputOpen, writing: isInputOpen && !rest.isEmpty, since: since)
      if ready.hasEnded {
        closeInput()
        // What it wrote last may have come meanwhile.
        if let read = readNow(into: room) { return (0, read) }
        throw leftBehind()
      }
    }
  }

  /// Whether it still reads its standard input, as far as is known.
  public var takesInput: Bool { isInputOpen }

  /// What it takes without waiting.
  private func writeNow(_ bytes: UnsafeRawBufferPointer) -> Int {
    while isInputOpen && !bytes.isEmpty {
      let count = Glibc.write(spawned.input, bytes.baseAddress, bytes.count)
      if count >= 0 { return count }
      if errno == EINTR { continue }
      if errno != EAGAIN { closeInput() }
      return 0
    }
    return 0
  }

  private func leftBehind() -> ExternalFault {
    fail(
      .leftBehind,
      "it has ended, but something that it started still holds its standard output; it must wait "
        + "for what it starts")
  }

  /// Ends its standard input.
  public func closeInput() {
    if isInputOpen { close(spawned.input) }
    isInputOpen = false
  }

  private func takeInbox(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, inbox.count - inboxStart)
    buffer.copyBytes(from: inbox[inboxStart..<(inboxStart + count)])
    inboxStart += count
    if inboxStart == inbox.count {
      inbox.removeAll()
      inboxStart = 0
    }
    return count
  }

  /// Whether there was something to keep.
  private func fillInbox() -> Bool {
    var count = 0
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      count = readNow(into: buffer) ?? 0
      inbox.append(contentsOf: buffer[..<count])
    }
    return count > 0
  }

  /// `nil` where there is nothing yet, 0 at the end.
  private func readNow(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let (count, error) = uninterruptedRead(spawned.output, buffer)
    if error == EAGAIN { return nil }
    if count <= 0 {
      close(spawned.output)
      isOutputOpen = false
    }
    return max(count, 0)
  }

  // MARK: Waiting

  private struct Ready {
    var output = false
    /// The program has ended, and had nothing to say for a while.
    var hasEnded = false
  }

  /// Waits until it reads or says something, for as long as it may be silent.
  private func wait(
    reading: Bool, writing: Bool, since: Int
  ) throws(ExternalFault) -> Ready {
    while true {
      let now = MonotonicClock.now
      try checkTotal(now)
      if now - since >= program.limits.idleSeconds * 1000 {
        throw fail(
          .idle,
          "it was silent for \(program.limits.idleSeconds) s while it was waited for; a program "
            + "that needs longer says so now and then (log messages), or its limit idle_seconds is "
            + "set higher")
      }
      var streams = [
        pollfd(fd: reading ? spawned.output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: writing ? spawned.input : -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: areErrorsOpen ? spawned.errors : -1, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&streams, 3, Int32(Self.tick))
      if streams[2].revents != 0 { readErrors() }
      if streams[0].revents != 0 || streams[1].revents != 0 {
        return Ready(output: streams[0].revents != 0)
      }
      if count == 0 && hasEnded { return Ready(hasEnded: true) }
    }
  }

  private func checkTotal(_ now: Int) throws(ExternalFault) {
    if now - started < program.limits.totalSeconds * 1000 { return }
    throw fail(
      .total,
      "it ran for longer than \(program.limits.totalSeconds) s; make it end sooner, or set its "
        + "limit total_seconds higher")
  }

  private func readErrors() {
    guard areErrorsOpen else { return }
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      let (count, error) = uninterruptedRead(spawned.errors, buffer)
      if error == EAGAIN { return }
      if count <= 0 {
        close(spawned.errors)
        areErrorsOpen = false
      } else {
        errorLines.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
  }

  /// Whether the program itself has ended; it is not waited for, so its number stays its own.
  private var hasEnded: Bool {
    var state = siginfo_t()
    let result = waitid(P_PID, id_t(spawned.leader), &state, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && state.si_signo == SIGCHLD
  }

  // MARK: Its end

  /// Waits for its end, which must be a good one, once it has closed its output or nothing more is
  /// wanted of it. Whatever it started and left running is ended.
  public func finish() throws(ExternalFault) {
    closeInput()
    let since = MonotonicClock.now
    while !hasEnded {
      let now = MonotonicClock.now
      try checkTotal(now)
      if now - since >= program.limits.idleSeconds * 1000 {
        throw fail(
          .idle,
          "it closed its standard output and still runs after \(program.limits.idleSeconds) s; it "
            + "must end then")
      }
      var errors = pollfd(
        fd: areErrorsOpen ? spawned.errors : -1, events: Int16(POLLIN), revents: 0)
      // It mostly ends at once.
      _ = poll(&errors, 1, now - since < 20 ? 1 : 10)
      if errors.revents != 0 { readErrors() }
    }
    let status = end()
    // As wait(2)'s macros have it.
    if status & 0x7F != 0 {
      let signal = status & 0x7F
      throw fault(
        .signal(signal),
        "signal \(signal) (\(String(cString: strsignal(signal)))) ended it; what it said before "
          + "stands above (its memory limit is \(program.limits.memoryMegabytes) MB)")
    }
    let code = status >> 8 & 0xFF
    if code != 0 {
      throw fault(
        .exit(code),
        "it ended with exit status \(code), not 0; what it said before stands above (its memory "
          + "limit is \(program.limits.memoryMegabytes) MB)")
    }
  }

  /// Ends it now, and all that it started; nothing where it has ended.
  public func stop() { if !isReaped { _ = end() } }

  /// Ends it and takes its status.
  private func end() -> Int32 {
    closeInput()
    // It is not waited for yet, so that the group's number is its own.
    ProcessGroups.end(spawned.leader)
    let status = ProcessGroups.reap(spawned.leader)
    isReaped = true
    // What it said last; what it started may hold the stream and go on.
    for _ in 0..<16 { readErrors() }
    errorLines.finish()
    if isOutputOpen { close(spawned.output) }
    if areErrorsOpen { close(spawned.errors) }
    isOutputOpen = false
    areErrorsOpen = false
    return status
  }

  /// Ends the program for a fault.
  private func fail(_ kind: ExternalFault.Kind, _ message: String) -> ExternalFault {
    stop()
    return fault(kind, message)
  }

  private func fault(_ kind: ExternalFault.Kind, _ message: String) -> ExternalFault {
    ExternalFault(program: program.name, kind: kind, message: message)
  }
}

private func uninterruptedRead(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer
) -> (count: Int, error: Int32) {
  while true {
    let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 { return (count, 0) }
    if errno != EINTR { return (count, errno) }
  }
}
