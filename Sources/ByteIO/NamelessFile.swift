public import AdapterKit
import Glibc

/// A file without a name, readable by its owner only: nothing of it is left behind, however the
/// process ends. It stands in `TMPDIR`, or in `/tmp`.
public final class NamelessFile: Sendable {
  let descriptor: Int32
  let folder: String

  public init() throws(OutputFault) {
    let named = EnvironmentVariable.get("TMPDIR") ?? ""
    folder = named.isEmpty ? "/tmp" : named
    descriptor = try Self.open(in: folder)
  }

  deinit { close(descriptor) }

  private static func open(in folder: String) throws(OutputFault) -> Int32 {
    // Glibc's module hides O_TMPFILE; this is its value on every architecture that Swift runs on.
    let temporary: Int32 = 0o20_000_000 | O_DIRECTORY
    let opened = uninterrupted {
      Glibc.open(folder, temporary | O_RDWR | O_CLOEXEC, mode_t(0o600))
    }
    if opened.error == 0 { return opened.result }
    // Some file systems have no nameless files: one that loses its name at once, then.
    guard [EOPNOTSUPP, EISDIR, EINVAL].contains(opened.error) else {
      throw fault(folder, opened.error)
    }
    let path = "\(folder)/.claimpipe.\(getpid()).\(UInt64.random(in: 0 ... .max))"
    let made = uninterrupted {
      Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
    }
    if made.error != 0 { throw fault(folder, made.error) }
    unlink(path)
    return made.result
  }

  static func fault(_ folder: String, _ number: Int32) -> OutputFault {
    var fault = OutputFault(folder, "can't hold a temporary file", number)
    // Other folders have no more room for it than this one where open files are too many.
    if number != EMFILE && number != ENFILE {
      fault.remedy = "set TMPDIR to a folder that can be written to"
    }
    return fault
  }

  /// Appends bytes; called by one thread at a time.
  public func append(_ buffer: borrowing ByteBuffer) throws(OutputFault) {
    try buffer.withBytes { (bytes) throws(OutputFault) in try append(bytes) }
  }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputFault) {
    do throws(OutputFault) {
      try writeAll(descriptor, bytes, name: folder)
    } catch {
      throw OutputFault(
        path: folder, action: "can't hold a temporary file", cause: error.cause,
        remedy: "make room there, or set TMPDIR to a folder with more")
    }
  }

  /// Appends what stands in a range of the file; any thread may.
  public func read(_ range: Range<Int>, into buffer: inout ByteBuffer) throws(OutputFault) {
    try withTemporaryRoom { (room) throws(OutputFault) in
      var offset = range.lowerBound
      while offset < range.upperBound {
        let wanted = min(room.count, range.upperBound - offset)
        let taken = uninterrupted { pread(descriptor, room.baseAddress, wanted, off_t(offset)) }
        if taken.error != 0 { throw Self.fault(folder, taken.error) }
        if taken.result == 0 { throw Self.fault(folder, EIO) }
        buffer.append(UnsafeBufferPointer(rebasing: room[..<taken.result]))
        offset += taken.result
      }
    }
  }

  private func withTemporaryRoom(
    _ body: (UnsafeMutableBufferPointer<UInt8>) throws(OutputFault) -> Void
  ) throws(OutputFault) {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { room.deallocate() }
    try body(room)
  }
}
