public import AdapterKit
public import ClaimCore

/// Reads a manifest and checks it in full: what it lets through, a run accepts.
///
/// ```swift
/// let loader = ManifestLoader(
///   specifications: registry.specifications, recordFields: fieldNames, files: files,
///   environment: environment)
/// let manifest = try loader.load(text: bytes, name: "plugins-config/weekly.yml")
/// ```
public struct ManifestLoader: Sendable {
  let specifications: [AdapterSpecification]
  let recordFields: @Sendable (RecordKind) -> [String]
  let files: FileLookup
  private let environment: @Sendable (String) -> String?
  private let furtherFaults: @Sendable (Manifest) -> [ManifestFault]

  /// What was taken from the inbox for this run; without it, inputs have what is there now.
  public var arrived: ArrivedFiles?
  /// Inputs are read where they stand, whatever the manifest says of an inbox: for its test cases.
  public var ignoresInbox = false

  /// - Parameters:
  ///   - specifications: of every adapter that is installed.
  ///   - recordFields: the fields of a record, for its mapping's keys.
  ///   - environment: the value of an environment variable, or `nil` where it is unset.
  ///   - furtherFaults: what only adapters and mappings can say of themselves; reported together with
  ///     all else. The manifest that it sees lacks whatever was found to be at fault before.
  public init(
    specifications: [AdapterSpecification],
    recordFields: @escaping @Sendable (RecordKind) -> [String],
    files: FileLookup,
    environment: @escaping @Sendable (String) -> String?,
    furtherFaults: @escaping @Sendable (Manifest) -> [ManifestFault] = { _ in [] }
  ) {
    self.specifications = specifications
    self.recordFields = recordFields
    self.files = files
    self.environment = environment
    self.furtherFaults = furtherFaults
  }

  /// - Parameters:
  ///   - text: YAML or JSON, in UTF-8.
  ///   - name: the manifest's path as the command has it: messages name it, and its folder is what
  ///     the manifest's paths are relative to.
  ///   - overrides: `--set`'s `key=value`, in their order.
  /// - Throws: every fault of the manifest.
  public func load(text: [UInt8], name: String, overrides: [String] = [])
    throws(ManifestFaults) -> Manifest
  {
    let log = FaultLog()
    let overrides = overrides.compactMap { Override($0, log: log) }
    var manifest: Manifest?
    if let tree = tree(of: text, overrides, log: log) {
      manifest = RootChecks(loader: self, name: name, log: log).manifest(tree)
    }
    let found = log.faults
    // An option that could not be read is missing for its adapter: once is enough.
    let further = (manifest.map(furtherFaults) ?? []).filter { fault in
      !found.contains { $0.isOf(fault.keyPath) }
    }
    let faults = found + further
    guard let manifest, faults.isEmpty else { throw ManifestFaults(name: name, faults: faults) }
    return manifest
  }

  /// The path to open of the ledger that a manifest names, whatever else stands in it; `nil` where it
  /// names none.
  ///
  /// - Throws: what is wrong with the manifest's text, or with that path.
  public func ledger(text: [UInt8], name: String) throws(ManifestFaults) -> String? {
    let log = FaultLog()
    var path: String?
    if let tree = tree(of: text, [], log: log) {
      let value = CheckedValue(node: tree, path: "", log: log)
      let root = value.object(RootKeys.object, "a manifest: an object with ledger …")
      path = root?.read(RootKeys.ledger)
    }
    if !log.faults.isEmpty { throw ManifestFaults(name: name, faults: log.faults) }
    return path.map { ManifestPath.resolve($0, in: ManifestPath.folder(of: name)) }
  }

  /// A manifest's tree with all overrides and environment variables in their places; `nil` where it
  /// can't be read. The reasons are in the log.
  func tree(of text: [UInt8], _ overrides: [Override], log: FaultLog) -> ManifestNode? {
    guard let text = ManifestText.check(text, log: log),
      var tree = YAMLComposer.compose(text, log: log)
    else { return nil }
    for override in overrides { override.apply(to: &tree, log: log) }
    EnvironmentVariables(lookUp: environment, log: log).substitute(in: &tree)
    return tree
  }
}
