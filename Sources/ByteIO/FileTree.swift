public import AdapterKit
import Glibc

/// Folders as a whole, for what a test case reads and leaves behind.
public enum FileTree {
  /// Every file below a folder by its path from there, in the order of their bytes; links count as
  /// what they lead to. None where there is no such folder.
  public static func files(in folder: String) -> [String] {
    var files: [String] = []
    collect(folder, "", &files)
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func collect(_ folder: String, _ prefix: String, _ files: inout [String]) {
    for name in names(in: folder) {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        collect(path, "\(prefix)\(name)/", &files)
      } else {
        files.append(prefix + name)
      }
    }
  }

  /// The names in a folder, in any order; none where there is no such folder.
  public static func names(in folder: String) -> [String] {
    (try? Folder.names(in: folder)) ?? []
  }

  /// A file's bytes as they are.
  public static func read(_ path: String) throws(InputFault) -> [UInt8] {
    let source = try FileSource(path: path, name: path)
    var bytes: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { room.deallocate() }
    while true {
      let count = try source.read(into: room)
      if count == 0 { return bytes }
      bytes += UnsafeRawBufferPointer(rebasing: room[..<count])
    }
  }

  /// Removes a file or a link, and folders above it that are empty then, up to a folder.
  public static func remove(_ path: String, upTo top: String) {
    unlink(path)
    var folder = Folder.of(path)
    while folder != top, folder.hasPrefix(top), rmdir(folder) == 0 { folder = Folder.of(folder) }
  }

  /// Makes a link that leads to a file, and folders for it.
  public static func link(_ path: String, to target: String) throws(OutputFault) {
    try Folder.make(Folder.of(path))
    if symlink(target, path) != 0 { throw OutputFault(path, "can't be made", errno) }
  }
}

/// A folder for a while, that only its owner can look into; it goes with this, and with a process that is
/// asked to stop.
public final class ScratchFolder {
  public let path: String

  public init() throws(OutputFault) {
    let parent = EnvironmentVariable.get("TMPDIR") ?? ""
    var template = Array("\(parent.isEmpty ? "/tmp" : parent)/claimpipe-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw OutputFault(
        path: "a folder in TMPDIR", action: "can't be made", cause: systemText(errno))
    }
    path = String(cString: made)
    TemporaryFiles.keep(folder: path)
  }

  deinit {
    Self.remove(path)
    TemporaryFiles.forget(folder: path)
  }

  static func remove(_ folder: String) {
    for name in FileTree.names(in: folder) {
      let path = "\(folder)/\(name)"
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        remove(path)
      } else {
        unlink(path)
      }
    }
    rmdir(folder)
  }
}

/// Runs something with standard error in a file, whatever writes to it.
public func withStandardError<Value>(in path: String, _ body: () -> Value) throws(OutputFault)
  -> Value
{
  let file = uninterrupted { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
  if file.error != 0 { throw OutputFault(path, "can't be created", file.error) }
  let kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
  dup2(file.result, STDERR_FILENO)
  close(file.result)
  defer {
    if kept >= 0 {
      dup2(kept, STDERR_FILENO)
      close(kept)
    }
  }
  return body()
}
