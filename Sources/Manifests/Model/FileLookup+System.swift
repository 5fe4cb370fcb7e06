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
      zoneExists: zoneExists)
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
    // Of names that are not text nothing could be said in messages, so those are passed over.
    guard glob(escaped + pattern, GLOB_NOSORT | GLOB_MARK, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      guard let path = result.gl_pathv[index], let name = String(validatingCString: path),
        name.utf8.last != UInt8(ascii: "/"), name.utf8.starts(with: prefix.utf8)
      else { return nil }
      return String(name.utf8.dropFirst(prefix.utf8.count))
    }
  }
}
