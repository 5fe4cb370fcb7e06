public import ByteIO
internal import Glibc

/// Files that were taken from `incoming` for one run, in a folder of their own in `processing`.
///
/// Used by one thread. Whatever ends the process, ``recover(in:isOurs:)`` finds each of its files in one
/// place and goes on from there.
public final class TakenRun {
  /// Sortable; see ``RunName``.
  public let name: String
  /// The path of its folder in `processing`.
  public let folder: String
  let inbox: InboxFolder
  var plan: RunPlan
  /// Some of its files are not to be had, and the others can't go back.
  public internal(set) var isTorn = false
  public var backoff = Backoff()

  /// Beside the files of a run that failed: why.
  public static let reasonName = "reason.json"

  init(name: String, inbox: InboxFolder, plan: RunPlan) {
    self.name = name
    self.inbox = inbox
    self.plan = plan
    folder = "\(inbox.processing)/\(name)"
  }

  /// The group's key.
  public var key: String { plan.key }

  /// When its files were taken, in seconds since 1970, or written to since; `nil` where they are gone.
  public var taken: Int64? { files.first.flatMap { Moves.changed("\(folder)/\($0)") } }

  /// By name.
  public var files: [String] { plan.files.filter { !$0.isMarker }.map(\.name) }

  /// Attempts during which the process died.
  public var deaths: Int { plan.deaths }

  /// Files that are not there any more.
  public var missing: [String] { files.filter { !Moves.exists("\(folder)/\($0)") } }

  /// Counts an attempt on disk, before it begins.
  public func begin() throws(OutputFault) {
    plan.isTaken = true
    plan.isRunning = true
    try plan.write(to: folder)
  }

  /// The attempt has ended, however it did; the process lives.
  public func end() throws(OutputFault) {
    plan.isRunning = false
    try plan.write(to: folder)
  }

  /// The first file that was written to, or replaced, since it was taken; `nil` where none was.
  public var changed: String? {
    plan.files.first { file in
      !file.isMarker && FileIdentity(of: "\(folder)/\(file.name)") != file.identity
    }?.name
  }

  /// Takes the files as they are now, which the next attempt compares them with.
  public func renew() throws(OutputFault) {
    for index in plan.files.indices {
      if let identity = FileIdentity(of: "\(folder)/\(plan.files[index].name)") {
        plan.files[index].identity = identity
      }
    }
    plan.isTaken = true
    try plan.write(to: folder)
  }

  /// What a file holds; `nil` where it is gone.
  ///
  /// - Throws: where it can't be read.
  public func digest(of name: String) throws(OutputFault) -> FileDigest? {
    try FileDigest(of: "\(folder)/\(name)")
  }
}

// MARK: Taking

extension TakenRun {
  /// Moves a group's files into a folder of their own.
  ///
  /// - Parameter marker: the ending of the markers that come along; `nil` where there are none.
  /// - Returns: `nil` where one of them has changed or gone meanwhile: then all are back.
  public static func take(
    _ group: FileGroup, marker: String?, in inbox: InboxFolder
  ) throws(OutputFault) -> TakenRun? {
    var files = group.files.map { RunPlan.File(name: $0.name, identity: $0.identity) }
    if let marker {
      for file in group.files {
        let name = file.name + marker
        guard let identity = FileIdentity(of: "\(inbox.incoming)/\(name)") else { continue }
        files.append(RunPlan.File(name: name, identity: identity, isMarker: true))
      }
    }
    let run = TakenRun(
      name: try makeFolder(in: inbox.processing), inbox: inbox,
      plan: RunPlan(files: files, key: group.key))
    do throws(OutputFault) {
      try run.plan.write(to: run.folder)
      try Folder.sync(inbox.processing)
      if try run.moveIn() { return run }
    } catch {
      // What can't go back now does when the run is found again.
      _ = try? run.putBack()
      throw error
    }
    run.isTorn = try !run.putBack()
    return run.isTorn ? run : nil
  }

  private static func makeFolder(in processing: String) throws(OutputFault) -> String {
    while true {
      let name = RunName.new()
      if mkdir("\(processing)/\(name)", 0o700) == 0 { return name }
      if errno != EEXIST { throw Moves.fault("\(processing)/\(name)", "can't be made", errno) }
    }
  }

  /// - Returns: false where a file has changed or gone.
  private func moveIn() throws(OutputFault) -> Bool {
    for file in plan.files {
      switch try Moves.move("\(inbox.incoming)/\(file.name)", to: "\(folder)/\(file.name)") {
      case .moved: break
      case .isGone:
        if file.isMarker { continue }
        return false
      case .isTaken: return false
      }
      if !file.isMarker, FileIdentity(of: "\(folder)/\(file.name)") != file.identity {
        return false
      }
    }
    try Folder.sync(folder)
    try Folder.sync(inbox.incoming)
    return true
  }

  /// Gives the files their places in `incoming` back, and removes the folder.
  ///
  /// - Returns: false where one can't, since another file has its name there by now.
  func putBack() throws(OutputFault) -> Bool {
    for file in plan.files {
      switch try Moves.move("\(folder)/\(file.name)", to: "\(inbox.incoming)/\(file.name)") {
      case .moved, .isGone: break
      case .isTaken:
        // Two names of one file, from a move that was cut short.
        if FileIdentity(of: "\(folder)/\(file.name)")
          == FileIdentity(of: "\(inbox.incoming)/\(file.name)")
        {
          try Moves.remove("\(folder)/\(file.name)")
        } else if file.isMarker {
          try Moves.remove("\(folder)/\(file.name)")
        } else {
          return false
        }
      }
    }
    try Folder.sync(inbox.incoming)
    try removeFolder()
    return true
  }

  /// Removes the folder with what is ours in it.
  func removeFolder() throws(OutputFault) {
    let plan = "\(folder)/\(RunPlan.fileName)"
    try Moves.remove(plan)
    try Moves.remove(plan + DurableFile.newEnding)
    // Something of somebody else's may stand in it, and stays.
    if rmdir(folder) != 0 && ![ENOENT, ENOTEMPTY, EEXIST].contains(errno) {
      throw Moves.fault(folder, "can't be removed", errno)
    }
    try Folder.sync(inbox.processing)
  }
}
