internal import AdapterKit
public import ByteIO

/// Why a run's files are in `failed`: a small JSON document beside them, with ids and places and nothing
/// personal.
public struct FailureReason: Sendable, Equatable {
  /// A word for machines: `rejected`, `input`, `incomplete`, `died`, `defect`, `torn`, `missing`.
  public var code: String
  public var message: String
  /// The exit status that the run ended with.
  public var status: Int

  public init(code: String, message: String, status: Int) {
    self.code = code
    self.message = message
    self.status = status
  }

  func json(of run: TakenRun) -> JSONValue {
    [
      "run": .text(run.name), "code": .text(code), "status": .integer(status),
      "message": .text(message), "group": .text(run.key), "deaths": .integer(run.deaths),
      "files": .texts(run.files),
    ]
  }
}

extension TakenRun {
  /// Moves every file to `done/DAY`, under another name where its own is taken there. A file that has
  /// moved already is passed over, so that this may be done again.
  ///
  /// - Parameter day: `2026-11-22`.
  public func finish(day: String) throws(OutputFault) {
    let folder = "\(inbox.done)/\(day)"
    // Never the folders above it: a file system may not be mounted at this moment.
    try Moves.makeFolder(folder)
    for name in files {
      _ = try Moves.move("\(self.folder)/\(name)", into: folder, as: name)
    }
    try removeMarkers()
    try Folder.sync(folder)
    try removeFolder()
  }

  /// Moves the whole folder to `failed`, with the reason in it.
  public func fail(_ reason: FailureReason) throws(OutputFault) {
    try DurableFile.write(
      Array(reason.json(of: self).rendered.utf8), to: "\(folder)/\(Self.reasonName)")
    try finishFailing()
  }

  /// What is left to do once the reason is on disk.
  func finishFailing() throws(OutputFault) {
    try removeMarkers()
    let plan = "\(folder)/\(RunPlan.fileName)"
    try Moves.remove(plan)
    try Moves.remove(plan + DurableFile.newEnding)
    _ = try Moves.move(folder, into: inbox.failed, as: name)
    try Folder.sync(inbox.failed)
    try Folder.sync(inbox.processing)
  }

  private func removeMarkers() throws(OutputFault) {
    for file in plan.files where file.isMarker { try Moves.remove("\(folder)/\(file.name)") }
  }
}
