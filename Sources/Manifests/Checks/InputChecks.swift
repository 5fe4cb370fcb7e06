import AdapterKit
import ClaimCore

/// Reads `inputs`.
struct InputChecks {
  let specifications: [AdapterSpecification]
  let recordFields: (RecordKind) -> [String]
  let files: FileLookup
  let folder: String
  /// Where files arrive.
  var inbox: InboxPlaces?
  /// Where standard input was named first: it can be read once.
  private var standardInput: String?

  init(
    specifications: [AdapterSpecification], recordFields: @escaping (RecordKind) -> [String],
    files: FileLookup, folder: String
  ) {
    self.specifications = specifications
    self.recordFields = recordFields
    self.files = files
    self.folder = folder
  }

  mutating func read(_ value: CheckedValue?) -> [ManifestInput] {
    guard let value, let items = value.items("a list of inputs") else { return [] }
    var inputs: [ManifestInput] = []
    var isComplete = true
    var hasSessions = false
    for (index, item) in items.enumerated() {
      let record = recordKind(of: item)
      hasSessions = hasSessions || record == .sessions
      // A record name that is not right may be the sessions': one fault is enough.
      isComplete = isComplete && record != nil
      if let input = input(item, index: index) { inputs.append(input) }
    }
    if !hasSessions && isComplete {
      value.fault("no input has record: sessions, which every run needs")
    }
    return inputs
  }

  /// Read without a fault, which comes with the input's own check.
  private func recordKind(of item: CheckedValue) -> RecordKind? {
    guard case .mapping(let entries) = item.node.content,
      case .scalar(let scalar)? = entries.first(where: { $0.key == InputKeys.record.name })?.value
        .content
    else { return nil }
    return RecordKind(rawValue: scalar.text)
  }

  private mutating func input(_ item: CheckedValue, index: Int) -> ManifestInput? {
    guard
      let object = item.object(InputKeys.object, "an input: an object with adapter, record, path")
    else { return nil }
    let adapter = AdapterChecks(specifications: specifications, kind: .input).read(object)
    let record = object[InputKeys.record]?.word(as: RecordKind.self, what: "record")
    let path =
      adapter?.specification.isPathOptional == true
      ? object.optional(InputKeys.path.name) : object[InputKeys.path]
    var arriving: [String] = []
    let sources =
      path.map { readSources($0, arriving: &arriving) } ?? [adapter?.name].compactMap { $0 }
    let mapping = MappingChecks(fields: record.map(recordFields) ?? [])
      .read(object[InputKeys.mapping])
    let selection = SelectionChecks.read(object[InputKeys.selection])
    let isDistinct = distinct(object[InputKeys.distinct], of: record)
    guard let adapter, let record else { return nil }
    return ManifestInput(
      index: index, adapter: adapter.name, record: record, sources: sources, hasPath: path != nil,
      arriving: arriving, options: adapter.options, mapping: mapping,
      selection: selection, isDistinct: isDistinct, marks: adapter.marks(of: item, path: path))
  }

  private func distinct(_ value: CheckedValue?, of record: RecordKind?) -> Bool {
    guard let value, let isDistinct = value.boolean() else { return false }
    if record == .sessions {
      value.fault(
        "has no effect on sessions, whose repeated records always count once: leave it out")
    }
    return isDistinct
  }

  /// - Parameter arriving: gets those of the paths that lie where files arrive, as they are written.
  private mutating func readSources(
    _ value: CheckedValue, arriving: inout [String]
  ) -> [String] {
    var values = [value]
    if case .sequence = value.node.content {
      values = value.items() ?? []
      if values.isEmpty { value.fault("an empty list: name at least one file") }
    }
    var sources: [String] = []
    var seen: Set<String> = []
    for value in values {
      guard let path = value.text("a path") else { continue }
      for source in files(of: path, value, arriving: &arriving)
      where seen.insert(ManifestPath.normalised(source)).inserted {
        sources.append(source)
      }
    }
    return sources
  }

  /// What one path stands for; none where it is at fault.
  private mutating func files(
    of path: String, _ value: CheckedValue, arriving: inout [String]
  ) -> [String] {
    if path == "-" {
      if let standardInput {
        value.fault("standard input can be read once, and \(standardInput) has it")
      }
      standardInput = standardInput ?? value.path
      return [path]
    }
    switch inbox?.place(of: path) ?? .elsewhere {
    case .elsewhere: break
    case .incoming:
      arriving.append(path)
      return inbox?.sources(of: path) ?? []
    case .wrong(let message):
      value.fault(message)
      return []
    }
    switch files.kind(ManifestPath.resolve(path, in: folder)) {
    case .file: return [path]
    case .folder:
      value.fault("a folder: name its files, as in \(quoted(shown(path, value) + "/*.csv"))")
      return []
    case .missing:
      guard ManifestPath.isPattern(path) else {
        value.fault("no such file: \(quoted(shown(path, value))), relative to the manifest")
        return []
      }
      let matches = files.matches(path, folder)
      if matches.isEmpty {
        value.fault("no file matches \(quoted(shown(path, value))), relative to the manifest")
      }
      for match in matches
      where files.kind(ManifestPath.resolve(match, in: folder)) == .missing {
        value.fault(
          "\(quoted(match)) matches but can't be opened: its name is not UTF-8, or it is a link "
            + "that leads nowhere; rename or remove it")
      }
      return matches.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The path as it was written, with its variables' names and not their values.
  private func shown(_ path: String, _ value: CheckedValue) -> String {
    if case .scalar(let scalar) = value.node.content { scalar.written } else { path }
  }
}
