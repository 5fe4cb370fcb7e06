public import AdapterKit

/// An adapter's options outside of a manifest, spelled and checked as a manifest's are.
public enum OptionText {
  /// - Parameters:
  ///   - options: names, and values as a manifest would have them behind the colon, on one line.
  ///   - name: what messages name as their place.
  /// - Returns: what the adapter is made with, defaults not filled in.
  /// - Throws: every option that the adapter does not have, and every value that is not of its type.
  public static func read(
    _ options: [(name: String, value: String)], of specification: AdapterSpecification,
    name: String = "options"
  ) throws(ManifestFaults) -> [String: OptionValue] {
    if options.isEmpty { return [:] }
    let log = FaultLog()
    let text = options.map { "\($0.name): \($0.value)\n" }.joined()
    var values: [String: OptionValue] = [:]
    if let text = ManifestText.check(Array(text.utf8), log: log),
      let tree = YAMLComposer.compose(text, log: log)
    {
      values =
        OptionChecks(specification: specification)
        .read(CheckedValue(node: tree, path: "", log: log)).values
    }
    if !log.faults.isEmpty { throw ManifestFaults(name: name, faults: log.faults) }
    return values
  }
}
