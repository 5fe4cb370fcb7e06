/// A path of the manifest, and where it stands.
struct PathUse {
  let path: String
  let mark: ManifestMark
  let keyPath: String

  func fault(_ message: String) -> ManifestFault {
    ManifestFault(mark: mark, keyPath: keyPath, message: message)
  }
}

/// Finds files that would be written twice, written over an input, or written where a folder has to
/// be.
struct PathCollisions {
  private let folder: String
  private let realPath: @Sendable (String) -> String?
  /// Key paths by normalised path.
  private var files: [String: String] = [:]
  private var folders: [String: String] = [:]
  /// Folders in which nothing else is written.
  private var closed: [String: String] = [:]

  /// - Parameters:
  ///   - folder: what the paths are relative to.
  ///   - realPath: as of ``FileLookup``.
  init(folder: String, realPath: @escaping @Sendable (String) -> String?) {
    self.folder = folder
    self.realPath = realPath
  }

  /// The one path of a file's name: links among its folders are followed. A link in the file's own
  /// place is not: it is what a new file takes the place of.
  func key(_ path: String) -> String {
    let whole = ManifestPath.resolve(path, in: folder)
    var parent = ManifestPath.folder(of: whole)
    var rest = String(ManifestPath.fileName(of: whole))
    while true {
      if let real = realPath(parent.isEmpty ? "." : parent) {
        return ManifestPath.normalised("\(real)/\(rest)")
      }
      if parent.isEmpty || parent == "/" { return ManifestPath.normalised(whole) }
      rest = "\(ManifestPath.fileName(of: parent))/\(rest)"
      parent = ManifestPath.folder(of: parent)
    }
  }

  /// The same where a link in the last place is followed too.
  private func followedKey(_ path: String) -> String {
    realPath(ManifestPath.resolve(path, in: folder)) ?? key(path)
  }

  /// A folder that has one user, who writes nothing to it that is named here.
  mutating func close(_ path: String, for keyPath: String) { closed[followedKey(path)] = keyPath }

  /// Who has the folder that a file or a folder lies in, or is.
  private func closer(of key: String) -> String? {
    var folder = key
    while !folder.isEmpty && folder != "/" {
      if let other = closed[folder] { return other }
      folder = ManifestPath.folder(of: folder)
    }
    return nil
  }

  /// A path that is read: any number of readers share it.
  mutating func read(_ path: String, by keyPath: String) {
    guard path != "-" else { return }
    for key in [key(path), followedKey(path)] where files[key] == nil { files[key] = keyPath }
  }

  /// A file that is written, which nothing else may use.
  mutating func write(_ use: PathUse) -> ManifestFault? {
    let key = key(use.path)
    if let other = files[key] {
      return use.fault("the same file as \(other): each file has one use")
    }
    if let other = folders[key] {
      return use.fault("a folder that \(other) needs: name another file")
    }
    if let other = closer(of: key) {
      return use.fault("lies in a folder of the \(other): name another")
    }
    files[key] = use.keyPath
    return parents(of: key, use)
  }

  /// Key path of what has a path, as a file or as a folder, or as a file whose folder it would need.
  ///
  /// - Parameter keyPath: of the one who asks, whose own files are free to it.
  func user(of path: String, besides keyPath: String) -> String? {
    let key = key(path)
    if let other = files[key] { return other.hasPrefix("\(keyPath).") ? nil : other }
    if let other = folders[key] ?? closer(of: key) { return other }
    var parent = ManifestPath.folder(of: key)
    while !parent.isEmpty && parent != "/" {
      if let other = files[parent] { return other }
      parent = ManifestPath.folder(of: parent)
    }
    return nil
  }

  /// A folder that is written to; files may stand in it.
  mutating func writeFolder(_ use: PathUse) -> ManifestFault? {
    let key = followedKey(use.path)
    if let other = files[key] {
      return use.fault("a folder is needed, and \(other) is a file of this name")
    }
    if let other = closer(of: key) {
      return use.fault("lies in a folder of the \(other): name another")
    }
    folders[key] = use.keyPath
    return parents(of: key, use)
  }

  /// Enters the folders above a path; a fault where one of them is a file.
  private mutating func parents(of key: String, _ use: PathUse) -> ManifestFault? {
    var parent = ManifestPath.folder(of: key)
    while !parent.isEmpty && parent != "/" {
      if let other = files[parent] {
        return use.fault("lies in a folder whose name \(other) has as a file")
      }
      if folders[parent] == nil { folders[parent] = use.keyPath }
      parent = ManifestPath.folder(of: parent)
    }
    return nil
  }
}
