import Glibc

/// `out/a.csv` is `out` and `a.csv`; `a.csv` is `.` and itself.
func splitPath(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let folder = String(path[..<slash])
  return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
}

/// Folders that hold files of ours.
public enum Folder {
  /// The folder of a path.
  public static func of(_ path: String) -> String { splitPath(path).folder }

  /// Makes a folder and those above it, for their owner only; without effect where it is.
  public static func make(_ path: String) throws(OutputFault) { try makeFolder(path) }

  /// Removes some of the folders above a file, innermost first, as far as they are empty.
  public static func removeEmpty(above path: String, levels: Int) {
    var folder = of(path)
    for _ in 0..<levels {
      if rmdir(folder) != 0 { return }
      folder = of(folder)
    }
  }

  /// The folders above a path that are not there, innermost first.
  public static func missing(above path: String) -> [String] {
    var missing: [String] = []
    var (folder, status) = (of(path), stat())
    while stat(folder, &status) != 0, errno == ENOENT, folder != of(folder) {
      missing.append(folder)
      folder = of(folder)
    }
    return missing
  }

  /// Removes a folder that has nothing in it.
  public static func removeIfEmpty(_ path: String) { rmdir(path) }

  /// The names in a folder, in any order.
  public static func names(in path: String) throws(OutputFault) -> [String] {
    guard let entries = opendir(path) else {
      throw OutputFault(path, "can't be looked through", errno)
    }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Brings the names in a folder to disk.
  public static func sync(_ path: String) throws(OutputFault) { try syncFolder(path, of: path) }
}

/// Makes a folder and those above it, for their owner only.
func makeFolder(_ path: String) throws(OutputFault) {
  var status = stat()
  if stat(path, &status) == 0 {
    if status.st_mode & S_IFMT == S_IFDIR { return }
    throw OutputFault(path, "can't hold files", ENOTDIR)
  }
  let (parent, name) = splitPath(path)
  if !name.isEmpty && parent != path { try makeFolder(parent) }
  // Another process may have been quicker; a path may end in a slash.
  if mkdir(path, 0o700) != 0 && errno != EEXIST {
    throw OutputFault(path, "can't be made", errno)
  }
  try syncFolder(parent, of: path)
}

/// Brings a new name in a folder to disk.
func syncFolder(_ folder: String, of path: String) throws(OutputFault) {
  let opened = uninterrupted { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  if opened.error != 0 { throw OutputFault(path, "can't be brought to disk", opened.error) }
  defer { close(opened.result) }
  let synced = uninterrupted { fsync(opened.result) }
  // Some file systems have nothing to bring to disk for a folder.
  if synced.error != 0 && synced.error != EINVAL {
    throw OutputFault(path, "can't be brought to disk", synced.error)
  }
}
