import Glibc

/// The command's own streams.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  public var isTerminal: Bool { ByteIO.isTerminal(rawValue) }

  public func write(_ text: String) throws(OutputFault) {
    var fault: OutputFault?
    var text = text
    text.withUTF8 { bytes in
      do throws(OutputFault) {
        try writeAll(rawValue, bytes, name: name)
      } catch { fault = error }
    }
    if let fault { throw fault }
  }

  private var name: String { self == .output ? "standard output" : "standard error" }
}

public func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Writes all of `bytes`, however few the system takes at a time.
///
/// - Parameter name: as messages name it.
public func writeAll(
  _ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>, name: String
) throws(OutputFault) {
  var rest = UnsafeRawBufferPointer(bytes)
  while !rest.isEmpty {
    let (count, error) = uninterrupted { write(descriptor, rest.baseAddress, rest.count) }
    if error == EAGAIN {
      // A terminal or pipe that someone made non-blocking.
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&ready, 1, -1)
    } else if error != 0 {
      throw OutputFault(name, "can't be written", error)
    } else {
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }
}

/// Writes all bytes at a place of a regular file; any thread may, several at once.
func writeAll(
  _ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, name: String
) throws(OutputFault) {
  var written = 0
  while written < bytes.count {
    let rest = UnsafeBufferPointer(rebasing: bytes[written...])
    let at = off_t(offset + written)
    let (count, error) = uninterrupted { pwrite(descriptor, rest.baseAddress, rest.count, at) }
    if error != 0 { throw OutputFault(name, "can't be written", error) }
    written += count
  }
}

/// A reader that goes away becomes an error of the write, not the end of the process; so does a
/// file at the limit of its size (`ulimit -f`). Call it first.
public func ignoreBrokenPipes() {
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}

/// Puts something in the place of standard streams that are closed, so that no file gets their
/// numbers and with them the messages. Reading and writing fail as they would. Call it first.
public func reserveStandardStreams() {
  for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
    // The lowest number that is free is taken: this one.
    _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
  }
}
