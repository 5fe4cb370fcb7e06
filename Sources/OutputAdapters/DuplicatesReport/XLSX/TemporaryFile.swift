import AdapterKit
import CXlsxWriter
import Glibc

/// A file without a name, readable by its owner only: nothing of it is left behind, however the
/// process ends. It stands where libxlsxwriter puts its own, in TMPDIR or `/tmp`.
final class TemporaryFile: Sendable {
  private let descriptor: Int32

  init() throws(RenderFault) {
    try WorkbookLibrary.load()
    guard let file = lxw_tmpfile(nil) else {
      throw RenderFault(
        "a workbook needs a temporary file, and none can be made (\(String(cString: strerror(errno))))"
          + ": set TMPDIR to a folder that can be written to")
    }
    // The stream is of no use here; the file stays with a descriptor of its own.
    descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0)
    fclose(file)
    if descriptor < 0 {
      throw RenderFault(
        "a workbook's temporary file can't be held open (\(String(cString: strerror(errno)))): allow "
          + "more open files (ulimit -n)")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// A name to open it by, in this process only.
  var path: String { "/proc/self/fd/\(descriptor)" }

  func size() throws(RenderFault) -> Int {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw Self.unreadable() }
    return Int(status.st_size)
  }

  /// Fills `room` from `offset` on; fewer bytes only at the file's end.
  func read(_ room: UnsafeMutableRawBufferPointer, at offset: Int) throws(RenderFault) -> Int {
    var count = 0
    while count < room.count, let base = room.baseAddress {
      let read = pread(descriptor, base + count, room.count - count, off_t(offset + count))
      if read == 0 { break }
      if read < 0 {
        if errno == EINTR { continue }
        throw Self.unreadable()
      }
      count += read
    }
    return count
  }

  /// Appends what stands in a range of the file.
  func append(_ range: Range<Int>, to buffer: inout ByteBuffer) throws(RenderFault) {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let room = UnsafeMutableRawBufferPointer(
        rebasing: block[..<min(block.count, range.upperBound - offset)])
      let count = try read(room, at: offset)
      if count == 0 { throw ZipDirectory.unreadable }
      buffer.append(UnsafeBufferPointer(rebasing: room.bindMemory(to: UInt8.self)[..<count]))
      offset += count
    }
  }

  private static func unreadable() -> RenderFault {
    RenderFault(
      "a workbook's temporary file can't be read back (\(String(cString: strerror(errno)))): set TMPDIR "
        + "to a folder on another disk")
  }
}
