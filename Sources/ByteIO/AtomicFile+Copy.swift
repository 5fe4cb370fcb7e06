import CLinux
import Glibc

extension AtomicFile {
  /// A finished file with the bytes of another one that is finished.
  ///
  /// - Parameter path: of the copy, whose folder is made if need be.
  public func finishedCopy(at path: String) throws(OutputFault) -> AtomicFile {
    let copy = try AtomicFile(path: path)
    let opened = uninterrupted { open(temporaryPath, O_RDONLY | O_CLOEXEC) }
    if opened.error != 0 { throw OutputFault(path, "can't be copied", opened.error) }
    defer { close(opened.result) }
    try copy.fill(from: opened.result)
    try copy.finish(asCopyOf: self)
    return copy
  }

  private func fill(from source: Int32) throws(OutputFault) {
    while true {
      let copied = claimpipe_copy_range(source, descriptor, 1 << 30)
      if copied == 0 { return }
      if copied > 0 { continue }
      if errno == EINTR { continue }
      // Between two file systems, or on one that can't: the bytes go through memory.
      guard [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EBADF].contains(errno) else {
        throw OutputFault(path, "can't be written", errno)
      }
      return try fillThroughMemory(from: source)
    }
  }

  private func fillThroughMemory(from source: Int32) throws(OutputFault) {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { room.deallocate() }
    while true {
      let taken = uninterrupted { read(source, room.baseAddress, room.count) }
      if taken.error != 0 { throw OutputFault(path, "can't be copied", taken.error) }
      if taken.result == 0 { return }
      try writeAll(descriptor, UnsafeBufferPointer(rebasing: room[..<taken.result]), name: path)
    }
  }
}
