import Glibc

/// A finished file whose name a ledger promises.
extension AtomicFile {
  /// From here on the file stays, whatever ends the process: a ledger says that it will have its
  /// name, and ``settle(temporaryPath:path:sha256:)`` gives it.
  public func promise() {
    precondition(digest != nil, "only a finished file is promised")
    isPromised = true
    TemporaryFiles.forget(temporaryPath)
  }

  /// Brings the temporary names of finished files to disk.
  public static func syncFolders(of files: [AtomicFile]) throws(OutputFault) {
    var synced = Set<String>()
    for file in files where synced.insert(file.folder).inserted {
      try syncFolder(file.folder, of: file.path)
    }
  }

  /// Takes a promise back: the file goes with this object again.
  public func withdraw() { isPromised = false }

  /// Removes what stands at a path where a promised file has yet to take its name, which says that
  /// another file is there; without effect where it has it.
  public static func clearWay(temporaryPath: String, path: String) throws(OutputFault) {
    var status = stat()
    if stat(temporaryPath, &status) != 0 { return }
    if unlink(path) == 0 { return try syncFolder(splitPath(path).folder, of: path) }
    if errno != ENOENT { throw OutputFault(path, "can't be replaced", errno) }
  }

  /// Removes a promised file that nothing needs any more.
  public static func drop(temporaryPath: String) { unlink(temporaryPath) }

  /// What became of a promised file; see ``settle(temporaryPath:path:sha256:)``.
  public enum Settlement: Sendable { case named, wasNamed, isLost }

  /// Gives a promised file of a process that ended its name; without effect where it has it.
  public static func settle(
    temporaryPath: String, path: String, sha256: String
  ) throws(OutputFault) -> Settlement {
    if rename(temporaryPath, path) == 0 {
      try syncFolder(splitPath(path).folder, of: path)
      return .named
    }
    let number = errno
    var status = stat()
    if number != ENOENT || stat(temporaryPath, &status) == 0 {
      throw OutputFault(path, "can't be replaced", number)
    }
    // Its name may not have reached the disk yet.
    guard try FileDigest(of: path)?.sha256 == sha256 else { return .isLost }
    try syncFolder(splitPath(path).folder, of: path)
    return .wasNamed
  }
}
