public import AdapterKit
import Glibc

/// A file's bytes as they are, or those of standard input.
public final class FileSource: ByteSource {
  public let name: String
  private let descriptor: Int32
  private let closes: Bool
  private var offset = 0
  /// Of a regular file, as it was opened.
  private var state: FileState?

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - name: as messages name it.
  public init(path: String, name: String) throws(InputFault) {
    self.name = name
    if path == "-" {
      descriptor = STDIN_FILENO
      closes = false
      return
    }
    let opened = uninterrupted { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
    if opened.error != 0 { throw FileSource.fault(name, "can't be opened", opened.error) }
    descriptor = opened.result
    closes = true
    var status = stat()
    if fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR {
      throw FileSource.fault(name, "can't be read", EISDIR)
    }
    state = FileState(descriptor)
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit {
    if closes { close(descriptor) }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    let (count, error) = uninterrupted { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    if error != 0 { throw FileSource.fault(name, "can't be read behind byte \(offset)", error) }
    offset += count
    if count == 0, let state, state != FileState(descriptor) {
      throw InputFault(
        source: name,
        message: "was changed while it was read, so that some of it may be missing; run again once "
          + "it is whole")
    }
    return count
  }

  /// What a regular file holds just now; `nil` where there is none, and for standard input.
  public static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  private static func fault(_ name: String, _ what: String, _ error: Int32) -> InputFault {
    InputFault(source: name, message: "\(what): \(systemText(error))\(remedy(error))")
  }
}

/// What tells that a regular file was written to.
private struct FileState: Equatable {
  let size: off_t
  let seconds: time_t
  let nanoseconds: Int

  /// `nil` where it is none, as of a pipe.
  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    size = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

/// A source whose first bytes have been looked at.
final class PeekedSource: ByteSource {
  let name: String
  /// The first bytes, fewer only where the source has no more.
  private(set) var head: [UInt8]
  private let source: any ByteSource

  init(_ source: any ByteSource, count: Int) throws(InputFault) {
    name = source.name
    self.source = source
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try readFully(source, &bytes)
    head = Array(bytes[..<filled])
  }

  /// Passes over the first bytes.
  func drop(_ count: Int) { head.removeFirst(count) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    if head.isEmpty { return try source.read(into: buffer) }
    let count = min(head.count, buffer.count)
    buffer.copyBytes(from: head[..<count])
    head.removeFirst(count)
    return count
  }
}

/// Fills `bytes` as far as the source goes.
func readFully(_ source: any ByteSource, _ bytes: inout [UInt8]) throws(InputFault) -> Int {
  var filled = 0
  var fault: InputFault?
  bytes.withUnsafeMutableBytes { buffer in
    do throws(InputFault) {
      while filled < buffer.count {
        let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if read == 0 { return }
        filled += read
      }
    } catch {
      fault = error
    }
  }
  if let fault { throw fault }
  return filled
}
