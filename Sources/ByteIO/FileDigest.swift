import Glibc

/// What a run report says of a file.
public struct FileDigest: Sendable, Equatable {
  public let byteCount: Int
  /// In lower-case hexadecimal.
  public let sha256: String
}

extension FileDigest {
  /// Of a file on disk; `nil` where there is none.
  public init?(of path: String) throws(OutputFault) {
    let opened = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    if opened.error == ENOENT { return nil }
    if opened.error != 0 { throw OutputFault(path, "can't be read", opened.error) }
    defer { close(opened.result) }
    var hash = SHA256()
    var byteCount = 0
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { room.deallocate() }
    while true {
      let taken = uninterrupted { read(opened.result, room.baseAddress, room.count) }
      if taken.error != 0 { throw OutputFault(path, "can't be read", taken.error) }
      if taken.result == 0 { break }
      hash.update(UnsafeBufferPointer(rebasing: room[..<taken.result]))
      byteCount += taken.result
    }
    guard let sha256 = hash.finish() else { return nil }
    self.init(byteCount: byteCount, sha256: sha256)
  }
}
