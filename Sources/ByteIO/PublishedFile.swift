import Glibc

/// A file of ours in a folder that others use too.
public struct PublishedFile: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public enum State: Sendable { case asItWas, missing, changed }

  /// Whether it still holds what it was given.
  public func state(sha256: String) throws(OutputFault) -> State {
    var status = stat()
    if lstat(path, &status) != 0 {
      if errno == ENOENT || errno == ENOTDIR { return .missing }
      throw OutputFault(path, "can't be looked at", errno)
    }
    // A link is somebody else's.
    guard status.st_mode & S_IFMT == S_IFREG else { return .changed }
    guard let digest = try FileDigest(of: path) else { return .missing }
    return digest.sha256 == sha256 ? .asItWas : .changed
  }

  /// Removes it if it still holds what it was given.
  public func remove(sha256: String) throws(OutputFault) -> State {
    let state = try state(sha256: sha256)
    guard case .asItWas = state else { return state }
    if unlink(path) != 0 && errno != ENOENT { throw OutputFault(path, "can't be removed", errno) }
    return state
  }

  /// Removes it if it is this text.
  public func remove(text: String) throws(OutputFault) {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBufferPointer { hash.update($0) }
    if let sha256 = hash.finish() { _ = try remove(sha256: sha256) }
  }
}
