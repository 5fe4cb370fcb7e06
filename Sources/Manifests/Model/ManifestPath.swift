/// Paths of a manifest, as texts; nothing is looked up.
enum ManifestPath {
  /// All before the last `/`; empty where there is none.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part.
  static func fileName(of path: String) -> Substring {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path[...] }
    return path[path.utf8.index(after: slash)...]
  }

  static func resolve(_ path: String, in folder: String) -> String {
    if folder.isEmpty || path == "-" || path.utf8.first == UInt8(ascii: "/") { return path }
    return folder == "/" ? "/" + path : "\(folder)/\(path)"
  }

  /// A sibling of `path`.
  static func beside(_ path: String, _ name: String) -> String {
    resolve(name, in: folder(of: path))
  }

  /// The same path without `.`, `//` and the `..` that can be resolved: equal texts are one file
  /// (links aside).
  static func normalised(_ path: String) -> String {
    if isNormal(path) { return path }
    var parts: [Substring] = []
    let isAbsolute = path.utf8.first == UInt8(ascii: "/")
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// Whether no part is empty, `.` or `..`: most paths are written so.
  private static func isNormal(_ path: String) -> Bool {
    // Of the part so far: its length, and whether it is all dots.
    var count = 0
    var isDots = true
    for (place, byte) in path.utf8.enumerated() {
      if byte != UInt8(ascii: "/") {
        count += 1
        isDots = isDots && byte == UInt8(ascii: ".")
      } else if place == 0 || (count > 0 && !(isDots && count <= 2)) {
        count = 0
        isDots = true
      } else {
        return false
      }
    }
    return count > 0 && !(isDots && count <= 2)
  }

  static func isPattern(_ path: String) -> Bool {
    path.utf8.contains { "*?[".utf8.contains($0) }
  }
}
