public import ByteIO
internal import Glibc

/// What an earlier process left in `processing`.
public struct Leftovers {
  /// The oldest first.
  public var runs: [TakenRun] = []
  /// Names in `processing` that are not ours.
  public var strangers: [String] = []
}

extension TakenRun {
  /// Finds the runs in `processing`. A group that was moved by half is moved in full, or put back where
  /// a part of it is gone; a run that was on its way to `failed` arrives there.
  ///
  /// - Parameter isOurs: whether this process has been at a run of that name: one that counts as under
  ///   way and is not ours tells of a process that died.
  public static func recover(
    in inbox: InboxFolder, isOurs: (String) -> Bool
  ) throws(OutputFault) -> Leftovers {
    var leftovers = Leftovers()
    for name in try Folder.names(in: inbox.processing).sorted() {
      guard RunName.isOne(name), Moves.isFolder("\(inbox.processing)/\(name)") else {
        leftovers.strangers.append(name)
        continue
      }
      let run = TakenRun(name: name, inbox: inbox, plan: RunPlan(files: [], key: ""))
      switch try run.recover(isOurs: isOurs(name)) {
      case .goesOn: leftovers.runs.append(run)
      case .hasEnded: break
      case .isStrange: leftovers.strangers.append(name)
      }
    }
    return leftovers
  }

  private enum State { case goesOn, hasEnded, isStrange }

  private func recover(isOurs: Bool) throws(OutputFault) -> State {
    let found = try RunPlan.find(in: folder)
    if case .plan(let plan) = found { self.plan = plan }
    if Moves.exists("\(folder)/\(Self.reasonName)") {
      try finishFailing()
      return .hasEnded
    }
    switch found {
    case .none:
      try removeFolder()
      return Moves.exists(folder) ? .isStrange : .hasEnded
    case .damaged:
      let names = try Folder.names(in: folder).filter { !$0.hasPrefix(".") }
      plan.files = names.compactMap { name in
        FileIdentity(of: "\(folder)/\(name)").map { RunPlan.File(name: name, identity: $0) }
      }
      isTorn = true
      return .goesOn
    case .plan: return try plan.isTaken ? resume(isOurs) : completeTaking()
    }
  }

  private func resume(_ isOurs: Bool) throws(OutputFault) -> State {
    if missing.count == files.count {
      // All were moved out, and the folder is left.
      try finishFolder()
      return .hasEnded
    }
    if plan.isRunning {
      plan.isRunning = false
      if !isOurs { plan.deaths += 1 }
    }
    return .goesOn
  }

  private func finishFolder() throws(OutputFault) {
    for file in plan.files { try Moves.remove("\(folder)/\(file.name)") }
    try removeFolder()
  }

  private func completeTaking() throws(OutputFault) -> State {
    for file in plan.files where !isIn(file) {
      let path = "\(inbox.incoming)/\(file.name)"
      var isMoved = false
      if FileIdentity(of: path) == file.identity {
        isMoved = try Moves.move(path, to: "\(folder)/\(file.name)") == .moved
      }
      if !isMoved && !file.isMarker {
        isTorn = try !putBack()
        return isTorn ? .goesOn : .hasEnded
      }
    }
    for file in plan.files {
      // A second name, from a move that was cut short.
      let path = "\(inbox.incoming)/\(file.name)"
      if let identity = FileIdentity(of: path),
        identity == FileIdentity(of: "\(folder)/\(file.name)")
      {
        try Moves.remove(path)
      }
    }
    try Folder.sync(folder)
    try Folder.sync(inbox.incoming)
    return .goesOn
  }

  private func isIn(_ file: RunPlan.File) -> Bool { Moves.exists("\(folder)/\(file.name)") }
}
