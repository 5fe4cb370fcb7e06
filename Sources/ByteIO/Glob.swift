import Glibc

/// Patterns of paths: `*`, `?` and `[…]`, in any part of the path.
public enum Glob {
  /// Whether a path has anything to expand.
  public static func isPattern(_ path: String) -> Bool {
    path.utf8.contains { "*?[".utf8.contains($0) }
  }

  /// The paths that a pattern stands for, in the order of their bytes; none where nothing matches.
  /// Names that begin with a dot match only a pattern that does too. A path that exists as it is
  /// spelled stands for itself.
  public static func expand(_ pattern: String) -> [String] {
    if access(pattern, F_OK) == 0 { return [pattern] }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    var paths: [String] = []
    for index in 0..<Int(found.gl_pathc) {
      if let path = found.gl_pathv?[index] { paths.append(String(cString: path)) }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
