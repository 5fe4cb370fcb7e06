public import ByteIO
internal import Glibc

extension InboxFolder {
  /// Removes what has been in `done` and `failed` since before a day, by the dates in the names that we
  /// gave. Whatever else stands there stays.
  ///
  /// - Parameter day: `2026-11-22`; what is of that day stays.
  /// - Returns: how many files went.
  public func prune(before day: String) throws(OutputFault) -> Int {
    var count = 0
    for name in try Folder.names(in: done) where Self.isDay(name) && name < day {
      count += try remove("\(done)/\(name)")
    }
    for name in try Folder.names(in: failed) where Self.isRun(name) && RunName.day(of: name) < day {
      count += try remove("\(failed)/\(name)")
    }
    return count
  }

  /// Files, and the folder where nothing else is in it; links lead nowhere here.
  private func remove(_ folder: String) throws(OutputFault) -> Int {
    guard Moves.isFolder(folder) else { return 0 }
    var count = 0
    for name in try Folder.names(in: folder)
    where FileIdentity(of: "\(folder)/\(name)") != nil {
      try Moves.remove("\(folder)/\(name)")
      count += 1
    }
    rmdir(folder)
    return count
  }

  /// A run's name, with a number where it was taken; what somebody added to it makes it theirs.
  private static func isRun(_ name: String) -> Bool {
    let rest = name.dropFirst(21)
    return RunName.isOne(String(name.prefix(21)))
      && (rest.isEmpty
        || rest.first == "~" && rest.count > 1 && rest.utf8.dropFirst().allSatisfy(isDigit))
  }

  /// `2026-11-22`
  private static func isDay(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 10
      && bytes.enumerated().allSatisfy { place, byte in
        place == 4 || place == 7 ? byte == UInt8(ascii: "-") : isDigit(byte)
      }
  }
}
