public import AdapterKit
public import ClaimCore
public import Intake

/// One of the manifest's `inputs`.
public struct ManifestInput: Sendable {
  /// Its place in the list, from 0.
  public let index: Int
  /// The adapter's name; its specification was found.
  public let adapter: String
  public let record: RecordKind
  /// What there is to read, each once: files in the manifest's order and by path (as bytes) within
  /// a pattern, relative to the manifest; `-` is standard input. Without a path, one that has the
  /// adapter's name.
  public let sources: [String]
  /// Whether the sources are files that the manifest names.
  public let hasPath: Bool
  /// Those of its paths, as they are written, that lie in the inbox's `incoming`.
  public let arriving: [String]
  /// Checked against the adapter's specification; its defaults are not filled in.
  public let options: [String: OptionValue]
  /// By our field's name, in the manifest's order; fields that are not here have our own names.
  public let mapping: [MappedField]
  /// `where`: which of the sources' records this input takes.
  public let selection: RecordSelection
  /// `distinct`: records that repeat another word for word are passed over.
  public let isDistinct: Bool
  public let marks: AdapterMarks

  /// A fault of the mapping with its place.
  ///
  /// - Parameters:
  ///   - key: which of the entry's keys is at fault; `nil` for the entry itself.
  ///   - mapKey: which key of `map`, where it is one of those.
  public func mappingFault(
    field: String, key: String? = nil, mapKey: String? = nil, message: String
  ) -> ManifestFault {
    let entry = mapping.first { $0.field == field }?.entry
    var path = "\(marks.keyPath).mapping.\(field)"
    if let key { path = Manifests.keyPath(path, key) }
    if let mapKey { path = Manifests.keyPath(path, mapKey) }
    return ManifestFault(
      mark: entry?.mark(of: key, mapKey: mapKey) ?? marks.adapter, keyPath: path, message: message)
  }
}

/// A field of ours, and where its value comes from.
public struct MappedField: Sendable {
  public let field: String
  public let entry: MappingEntry
}

/// One of the manifest's `outputs`.
public struct ManifestOutput: Sendable {
  /// Its place in the list, from 0.
  public let index: Int
  /// The adapter's name; its specification was found.
  public let adapter: String
  public let path: String
  /// Checked against the adapter's specification; its defaults are not filled in.
  public let options: [String: OptionValue]
  /// Dates and business units, narrowed by the manifest's.
  public internal(set) var scope: Scope
  public let marks: AdapterMarks
  /// Every file that the manifest itself names for this output.
  let namedPaths: [String]
  /// What stands beside its files; `nil` where the manifest has no `outbox` for it.
  public let outbox: OutboxSettings?
  /// What is run for its files.
  public let hook: HookSettings?
  /// Paths that may have placeholders, with their places.
  let templateUses: [PathUse]
}

/// What an output's adapter says of the files that it writes.
public struct OutputFiles: Sendable {
  let output: ManifestOutput
  let paths: [String]
  let pathOptions: [String]

  /// - Parameters:
  ///   - paths: `OutputAdapter.paths`.
  ///   - pathOptions: the adapter's options that give such a file another name.
  public init(_ output: ManifestOutput, paths: [String], pathOptions: [String]) {
    self.output = output
    self.paths = paths
    self.pathOptions = pathOptions
  }
}

/// Where an input or output and its options stand, for faults that its adapter finds.
public struct AdapterMarks: Sendable {
  /// `inputs[2]`.
  public let keyPath: String
  public let adapter: ManifestMark
  public let path: ManifestMark
  let options: [String: ManifestMark]

  /// The option's value, or the adapter's name where the manifest does not set it.
  public func mark(ofOption name: String) -> ManifestMark { options[name] ?? adapter }

  /// An adapter's faults with their places.
  public func faults(_ fault: OptionFault) -> [ManifestFault] {
    ([fault] + fault.further).map { fault in
      ManifestFault(
        mark: mark(ofOption: fault.option), keyPath: "\(keyPath).options.\(fault.option)",
        message: fault.message)
    }
  }

  /// The same, with those of the specification's rules that the adapter had nothing to say of.
  public func faults(_ fault: OptionFault, or rules: [OptionFault]) -> [ManifestFault] {
    let named = Set(([fault] + fault.further).map(\.option))
    return faults(fault) + rules.filter { !named.contains($0.option) }.flatMap(faults)
  }

  /// Options that the manifest sets and whose values were refused.
  public func refused(besides options: [String: OptionValue]) -> Set<String> {
    Set(self.options.keys).subtracting(options.keys)
  }
}
