internal import ByteIO
internal import Glibc

/// Small files of ours in a folder that only we write to: whole or not at all, through a power cut too.
enum DurableFile {
  /// Behind a file's name while it is written.
  static let newEnding = ".new"

  static func write(_ bytes: [UInt8], to path: String) throws(OutputFault) {
    let new = path + newEnding
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { throw Moves.fault(path, "can't be created", errno) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw ended(descriptor, path, "can't be written", errno) }
      written += count
    }
    if fsync(descriptor) != 0 { throw ended(descriptor, path, "can't be brought to disk", errno) }
    close(descriptor)
    if rename(new, path) != 0 { throw Moves.fault(path, "can't be replaced", errno) }
    try Folder.sync(Folder.of(path))
  }

  private static func ended(
    _ descriptor: Int32, _ path: String, _ action: String, _ number: Int32
  ) -> OutputFault {
    close(descriptor)
    return Moves.fault(path, action, number)
  }
}
