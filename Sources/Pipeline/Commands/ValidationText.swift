internal import AdapterKit
internal import ClaimCore

/// The validations of claims, as `claimpipe adapters` lists them.
enum ValidationText {
  /// Every validation there is: the contract's, then those of each output that brings some.
  static func table(_ registry: AdapterRegistry) -> String {
    let contract: [any ClaimValidation.Type] = ClaimValidations.contract.map { type(of: $0) }
    return block("Validations of claims", contract)
      + registry.outputs.map { detail($0.specification, registry) }.joined()
  }

  /// What an adapter asks of claims beside the contract; empty where that is nothing.
  static func detail(_ specification: AdapterSpecification, _ registry: AdapterRegistry) -> String {
    guard specification.kind == .output, let adapter = registry.output(specification.name),
      !adapter.validations.isEmpty
    else { return "" }
    return block("Validations of claims that \(specification.name) adds", adapter.validations)
  }

  /// By code, after an empty line.
  private static func block(_ title: String, _ validations: [any ClaimValidation.Type]) -> String {
    let rows = validations.map { ($0.code.description, $0.message.description) }
      .sorted { $0.0 < $1.0 }
    let width = rows.map(\.0.utf8.count).max() ?? 0
    return rows.reduce("\n\(title)\n") { text, row in
      text + "  " + row.0 + String(repeating: " ", count: width - row.0.utf8.count + 2) + row.1
        + "\n"
    }
  }
}
