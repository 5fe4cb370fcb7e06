internal import AdapterKit
internal import ByteIO

/// What a run has taken and how often it was begun: on disk before the first file moves, so that
/// whoever comes after a process that died knows what it was at.
struct RunPlan: Sendable, Equatable {
  struct File: Sendable, Equatable {
    let name: String
    var identity: FileIdentity
    /// It says that another file is whole, and goes with it.
    var isMarker = false
  }

  /// Files before their markers.
  var files: [File]
  let key: String
  /// All of them were moved in.
  var isTaken = false
  /// An attempt is under way.
  var isRunning = false
  /// Attempts during which the process died.
  var deaths = 0

  static let fileName = ".plan.json"
  private static let version = 1

  var json: JSONValue {
    [
      "version": .integer(Self.version), "key": .text(key), "taken": .boolean(isTaken),
      "running": .boolean(isRunning), "deaths": .integer(deaths),
      "files": .array(
        files.map { file in
          [
            "name": .text(file.name), "size": .integer(Int(file.identity.size)),
            "modified": .integer(Int(file.identity.modified)),
            "inode": .text(String(file.identity.inode)), "marker": .boolean(file.isMarker),
          ]
        }),
    ]
  }

  init(files: [File], key: String) {
    self.files = files
    self.key = key
  }

  /// - Returns: `nil` where it is no plan of this version.
  init?(_ json: JSONValue) {
    guard json["version"]?.integer == Self.version, let files = json["files"]?.array,
      let key = json["key"]?.text, let isTaken = json["taken"]?.boolean,
      let isRunning = json["running"]?.boolean, let deaths = json["deaths"]?.integer
    else { return nil }
    self.files = files.compactMap(File.init)
    self.key = key
    self.isTaken = isTaken
    self.isRunning = isRunning
    self.deaths = deaths
    if self.files.count != files.count { return nil }
  }

  func write(to folder: String) throws(OutputFault) {
    try DurableFile.write(Array(json.rendered.utf8), to: "\(folder)/\(Self.fileName)")
  }

  /// What a folder has for a plan.
  enum Found {
    case plan(RunPlan)
    case none
    case damaged
  }

  static func find(in folder: String) throws(OutputFault) -> Found {
    let path = "\(folder)/\(fileName)"
    if !Moves.exists(path) { return .none }
    let bytes: [UInt8]
    do throws(InputFault) {
      bytes = try FileTree.read(path)
    } catch {
      throw OutputFault(path: path, action: "can't be read", cause: error.message)
    }
    guard let json = try? JSONValue(parsing: bytes), let plan = RunPlan(json) else {
      return .damaged
    }
    return .plan(plan)
  }
}

extension RunPlan.File {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.text, let size = json["size"]?.integer,
      let modified = json["modified"]?.integer,
      let inode = json["inode"]?.text.flatMap({ UInt64($0) }),
      let isMarker = json["marker"]?.boolean, !name.utf8.contains(UInt8(ascii: "/")),
      name != "..", name != "."
    else { return nil }
    self.init(
      name: name,
      identity: FileIdentity(size: Int64(size), modified: Int64(modified), inode: inode),
      isMarker: isMarker)
  }
}
