import Glibc

extension FileLookup {
  /// The machine's own files.
  public static func system(zoneExists: @escaping @Sendable (_ name: String) -> Bool)
    -> FileLookup
  {
    FileLookup(
      kind: { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
      },
      matches: matchingFiles,
      zoneExists: zoneExists,
      realPath: { path in
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(validatingCString: real)
      })
  }

  @Sendable private static func matchingFiles(_ pattern: String, in folder: String) -> [String] {
    let isRelative = !folder.isEmpty && pattern.utf8.first != UInt8(ascii: "/")
    let prefix = isRelative ? ManifestPath.resolve("", in: folder) : ""
    // The folder is a name and no pattern.
    var escaped = ""
    for character in prefix {
      if "*?[]\\".contains(character) { escaped += "\\" }
      escaped.append(character)
    }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(escaped + pattern, GLOB_NOSORT | GLOB_MARK, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      // A name that is not UTF-8 is mended, and so found by nobody: it is not passed over in silence.
      guard let path = result.gl_pathv[index] else { return nil }
      let name = String(cString: path)
      guard name.utf8.last != UInt8(ascii: "/"), name.utf8.starts(with: prefix.utf8) else {
        return nil
      }
      return String(name.utf8.dropFirst(prefix.utf8.count))
    }
  }
}
