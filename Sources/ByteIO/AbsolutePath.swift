import Glibc

/// One text for one file, whatever folder a process works in.
public enum AbsolutePath {
  /// The path from the root without links, `.` and `..` in its folder; as it was where there is no
  /// such folder.
  public static func of(_ path: String) -> String {
    let (folder, name) = splitPath(path)
    guard let real = realpath(folder, nil) else { return path }
    defer { free(real) }
    let text = String(cString: real)
    return text == "/" ? "/\(name)" : "\(text)/\(name)"
  }
}
