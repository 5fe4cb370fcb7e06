public import AdapterKit

/// Reads a file that installs an adapter: a program's command, and what a manifest may set of it
/// (docs/plugin-protocol.md).
public struct AdapterFileLoader: Sendable {
  /// Adapters that are there already, by name, and what each is: no file takes their names.
  private let taken: [String: String]
  private let reservedOptions: @Sendable ([ReceivedRecords]) -> [String]
  private let environment: @Sendable (String) -> String?

  /// - Parameters:
  ///   - reservedOptions: those that claimpipe itself has for an output that receives these records.
  ///   - environment: the value of an environment variable, or `nil` where it is unset.
  public init(
    taken: [String: String],
    reservedOptions: @escaping @Sendable ([ReceivedRecords]) -> [String] = { _ in [] },
    environment: @escaping @Sendable (String) -> String?
  ) {
    self.taken = taken
    self.reservedOptions = reservedOptions
    self.environment = environment
  }

  /// - Parameters:
  ///   - text: YAML or JSON, in UTF-8.
  ///   - name: the file's path as messages name it; its folder is the program's working folder.
  /// - Throws: every fault of the file.
  public func load(text: [UInt8], name: String) throws(ManifestFaults) -> ExternalProgram {
    let log = FaultLog()
    var program: ExternalProgram?
    if let text = ManifestText.check(text, log: log),
      var tree = YAMLComposer.compose(
        text, log: log,
        emptiness: "the file is empty: it needs at least version, name, kind, summary and command")
    {
      EnvironmentVariables(lookUp: environment, log: log).substitute(in: &tree)
      program = AdapterFileChecks(
        taken: taken, reservedOptions: reservedOptions, folder: ManifestPath.folder(of: name),
        log: log
      ).program(tree)
    }
    guard let program, log.faults.isEmpty else {
      throw ManifestFaults(name: name, faults: log.faults)
    }
    return program
  }
}
