/// Reads `inbox`.
struct InboxChecks {
  let files: FileLookup
  /// The manifest's.
  let folder: String

  func read(_ root: CheckedObject) -> InboxSettings? {
    guard let value = root[RootKeys.inbox], let object = RootKeys.inbox.read(value) else {
      return nil
    }
    if root[RootKeys.ledger] == nil {
      value.fault(
        "needs a ledger, so that nothing is billed twice: add `ledger: state/ledger.sqlite` to the "
          + "manifest")
    }
    let ready = object.read(InboxKeys.ready)
    let marker = ready?[ReadyKeys.marker]
    if let ready, ready[ReadyKeys.seconds] != nil, let marker {
      marker.fault("stands beside seconds, and a file is whole by one of them: leave one out")
    }
    let group = object[InboxKeys.group].flatMap(groupPattern)
    guard let name = object.read(InboxKeys.folder) else { return nil }
    return InboxSettings(
      folder: name, readySeconds: ready?.read(ReadyKeys.seconds) ?? 10,
      readyMarker: marker.flatMap(ending), group: group,
      waitMinutes: object.read(InboxKeys.waitMinutes) ?? 60,
      pollSeconds: object.read(InboxKeys.pollSeconds) ?? 30,
      attempts: object.read(InboxKeys.attempts) ?? 5, keepDays: object.read(InboxKeys.keepDays))
  }

  private func groupPattern(_ value: CheckedValue) -> String? {
    guard let text = InboxKeys.group.read(value) else { return nil }
    let sides = text.split(separator: "{key}", omittingEmptySubsequences: false)
    if sides.count != 2 || sides.contains(where: { $0.utf8.contains { "{}/".utf8.contains($0) } }) {
      value.fault(
        "\(quoted(text)) is no pattern of file names with {key} in it once, such as *-{key}.*, "
          + "without slashes and other braces")
      return nil
    }
    return text
  }

  private func ending(_ value: CheckedValue) -> String? {
    guard let text = ReadyKeys.marker.read(value) else { return nil }
    if text.utf8.contains(UInt8(ascii: "/")) {
      value.fault("\(quoted(text)) is no ending of file names: leave the slash out")
      return nil
    }
    return text
  }
}

/// Whether an input's path lies in the inbox.
struct InboxPlaces {
  static let folders = ["incoming", "processing", "done", "failed"]

  let inbox: InboxSettings
  let arrived: ArrivedFiles?
  let files: FileLookup
  /// The manifest's.
  let folder: String

  enum Place {
    case elsewhere, incoming
    case wrong(String)
  }

  func place(of path: String) -> Place {
    let parent = key(ManifestPath.folder(of: path))
    for name in Self.folders {
      let own = key("\(inbox.folder)/\(name)")
      if parent == own && name == "incoming" { return .incoming }
      if parent == own || parent.hasPrefix(own + "/") {
        return .wrong(
          "files are taken from the inbox's incoming, not from a folder in it or another: name "
            + "\(inbox.folder)/incoming/…")
      }
    }
    return .elsewhere
  }

  /// One text for one folder: links are followed where it is there.
  private func key(_ path: String) -> String {
    let whole = ManifestPath.resolve(path, in: folder)
    return files.realPath(whole.isEmpty ? "." : whole) ?? ManifestPath.normalised(whole)
  }

  /// The files of an arriving path, by name: those that were taken; else those that are there now.
  func sources(of path: String) -> [String] {
    let parent = ManifestPath.folder(of: path)
    let pattern = String(ManifestPath.fileName(of: path))
    if let arrived {
      return (arrived.names[pattern] ?? []).map { ManifestPath.resolve($0, in: parent) }
    }
    if !ManifestPath.isPattern(path) {
      return files.kind(ManifestPath.resolve(path, in: folder)) == .file ? [path] : []
    }
    return files.matches(path, folder).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
