import Glibc

/// Folders of a program's files that are there already, and are links to somewhere else.
struct LinkedFolders {
  /// Absolute, or relative to the working folder; empty is that one.
  let folder: String

  /// - Parameter path: an output's, as the manifest has it.
  init(of path: String, in manifests: String) {
    let own = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    folder = own.hasPrefix("/") || manifests.isEmpty ? own : "\(manifests)/\(own)"
  }

  /// The first such folder that a file would come to lie in.
  ///
  /// - Parameter name: of a file, as its program has it.
  func first(on name: String) -> String? {
    for (place, byte) in zip(name.utf8.indices, name.utf8) where byte == UInt8(ascii: "/") {
      var state = stat()
      let parent = String(name[..<place])
      let path = folder.isEmpty || folder.hasSuffix("/") ? folder + parent : "\(folder)/\(parent)"
      if lstat(path, &state) == 0, state.st_mode & S_IFMT == S_IFLNK { return parent }
    }
    return nil
  }
}
