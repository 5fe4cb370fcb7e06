import CLinux

/// Tells a file from every other that stands at its path before or after it, a copy of it too.
public struct FileIdentity: Equatable, Sendable {
  /// Three numbers with blanks between.
  public let text: String

  /// - Returns: `nil` where there is no file.
  public init?(of path: String) {
    var numbers: (UInt64, UInt64, UInt64) = (0, 0, 0)
    let error = withUnsafeMutableBytes(of: &numbers) { bytes in
      claimpipe_file_identity(path, bytes.bindMemory(to: CUnsignedLongLong.self).baseAddress)
    }
    if error != 0 { return nil }
    text = "\(numbers.0) \(numbers.1) \(numbers.2)"
  }
}
