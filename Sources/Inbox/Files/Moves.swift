internal import ByteIO
internal import CLinux
internal import Glibc

/// Renames that never replace anything.
enum Moves {
  enum Outcome {
    case moved
    /// Something has the new name.
    case isTaken
    /// Nothing has the old one.
    case isGone
  }

  /// Gives a file or a folder another name; what has that name already stays.
  static func move(_ old: String, to new: String) throws(OutputFault) -> Outcome {
    if claimpipe_rename_new(old, new) == 0 { return .moved }
    switch errno {
    case EEXIST, ENOTEMPTY: return .isTaken
    case ENOENT where !exists(old) && exists(folder(of: new)): return .isGone
    // Network file systems mostly: a second name, then, and one less.
    case EINVAL, ENOSYS, ENOTSUP: return try link(old, to: new)
    case let number: throw fault(old, "can't be moved to \(new)", number)
    }
  }

  private static func link(_ old: String, to new: String) throws(OutputFault) -> Outcome {
    if isFolder(old) {
      // Only folders of ours, whose names no other process gives.
      if exists(new) { return .isTaken }
      if rename(old, new) != 0 { throw fault(old, "can't be moved to \(new)", errno) }
      return .moved
    }
    if Glibc.link(old, new) != 0 {
      switch errno {
      case EEXIST: return .isTaken
      case ENOENT where !exists(old): return .isGone
      case let number: throw fault(old, "can't be moved to \(new)", number)
      }
    }
    if unlink(old) != 0 { throw fault(old, "can't be moved to \(new)", errno) }
    return .moved
  }

  /// Moves a file into a folder, under the next free name where its own is taken there.
  ///
  /// - Returns: the name that it has; `nil` where there was no such file.
  static func move(_ old: String, into folder: String, as name: String) throws(OutputFault)
    -> String?
  {
    var free = name
    while true {
      switch try move(old, to: "\(folder)/\(free)") {
      case .moved: return free
      case .isGone: return nil
      // Another process may take it in between.
      case .isTaken: free = FreeName.of(name) { exists("\(folder)/\($0)") }
      }
    }
  }

  /// Makes a folder in one that is there, for its owner only; without effect where it is.
  static func makeFolder(_ path: String) throws(OutputFault) {
    if mkdir(path, 0o700) == 0 { return try Folder.sync(folder(of: path)) }
    let number = errno
    if number != EEXIST { throw fault(path, "can't be made", number) }
  }

  /// Removes a file; without effect where there is none.
  static func remove(_ path: String) throws(OutputFault) {
    if unlink(path) != 0 && errno != ENOENT { throw fault(path, "can't be removed", errno) }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// When it got its name or was written to, in seconds since 1970; `nil` where it is not there.
  static func changed(_ path: String) -> Int64? {
    var status = stat()
    return lstat(path, &status) == 0 ? Int64(status.st_ctim.tv_sec) : nil
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func folder(of path: String) -> String { Folder.of(path) }

  static func fault(_ path: String, _ action: String, _ number: Int32) -> OutputFault {
    var fault = OutputFault(path: path, number: number)
    fault.action = action
    return fault
  }
}

/// Names for files whose own is taken: `sessions.csv`, `sessions~2.csv`, `sessions~3.csv`.
enum FreeName {
  /// The first that is free, looked for in ever longer steps: the same name may come every minute.
  static func of(_ name: String, isTaken: (String) -> Bool) -> String {
    if !isTaken(name) { return name }
    var taken = 1
    var free = 2
    while isTaken(numbered(name, free)) {
      taken = free
      free *= 2
    }
    while free - taken > 1 {
      let middle = (taken + free) / 2
      if isTaken(numbered(name, middle)) { taken = middle } else { free = middle }
    }
    return numbered(name, free)
  }

  /// As many bytes as file systems bear in a name.
  private static let longest = 255

  private static func numbered(_ name: String, _ number: Int) -> String {
    // A name that begins with its only dot has no ending.
    let dot = name.dropFirst().firstIndex(of: ".") ?? name.endIndex
    let ending = "~\(number)\(name[dot...])"
    let stem = name[..<dot]
    if stem.utf8.count + ending.utf8.count <= longest { return stem + ending }
    let room = longest - ending.utf8.count
    // Nothing but an ending: its own end is what tells the files apart.
    if room < 1 { return shortened(name, to: longest - "~\(number)".utf8.count) + "~\(number)" }
    return shortened(stem, to: room) + ending
  }

  /// As much of the beginning as fits, in whole characters.
  private static func shortened(_ text: some StringProtocol, to bytes: Int) -> String {
    var short = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += UTF8.width(scalar)
      if count > bytes { break }
      short.unicodeScalars.append(scalar)
    }
    return short
  }
}
