/// `inbox`: a watched folder, and what of it is one run.
public struct InboxSettings: Sendable, Equatable {
  /// As the manifest has it. `incoming`, `processing`, `done` and `failed` stand in it.
  public let folder: String
  /// For how long a file must stay as it is, in seconds; without effect where there is a marker.
  public let readySeconds: Int
  /// The ending of files that say that another is whole; `nil` where senders leave none.
  public let readyMarker: String?
  /// A pattern with `{key}`; `nil` makes one run of all.
  public let group: String?
  /// How long an input may be without its file.
  public let waitMinutes: Int
  public let pollSeconds: Int
  /// How often a process may die over a run.
  public let attempts: Int
  /// How long `done` and `failed` keep files; `nil` is for ever.
  public let keepDays: Int?
}

/// The files of one run that were taken from the inbox.
public struct ArrivedFiles: Sendable {
  /// The folder that they stand in, as a path to open.
  public let folder: String
  /// By the pattern that an input has as its path in `incoming`; by name.
  public let names: [String: [String]]

  public init(folder: String, names: [String: [String]]) {
    self.folder = folder
    self.names = names
  }
}

extension Manifest {
  /// What the arriving inputs have as their path in `incoming`, patterns mostly, by input.
  public var arrivingPatterns: [[String]] {
    inputs.filter { !$0.arriving.isEmpty }.map { input in
      input.arriving.map { String(ManifestPath.fileName(of: $0)) }
    }
  }

  /// The path to open of one of the inputs' sources: what was taken from the inbox is elsewhere by now.
  public func path(ofSource source: String) -> String {
    guard let arrived, source != "-" else { return resolve(source) }
    let folder = ManifestPath.folder(of: source)
    let isArrived = inputs.contains {
      $0.arriving.contains { ManifestPath.folder(of: $0) == folder }
    }
    return isArrived
      ? "\(arrived.folder)/\(ManifestPath.fileName(of: source))" : resolve(source)
  }
}
