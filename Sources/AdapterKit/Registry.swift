public import ClaimCore

/// The adapters that a manifest can name. An adapter joins with one line in `Pipeline`'s list.
public struct AdapterRegistry: Sendable {
  public let inputs: [any InputAdapter.Type]
  public let outputs: [any OutputAdapter.Type]

  public init(inputs: [any InputAdapter.Type], outputs: [any OutputAdapter.Type]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  public func input(_ name: String) -> (any InputAdapter.Type)? {
    inputs.first { $0.specification.name == name }
  }

  public func output(_ name: String) -> (any OutputAdapter.Type)? {
    outputs.first { $0.specification.name == name }
  }

  /// Every validation there is, the contract's and those that output adapters bring, by code.
  public var validations: [any ClaimValidation.Type] {
    let contract: [any ClaimValidation.Type] = ClaimValidations.contract.map { type(of: $0) }
    return (contract + outputs.flatMap { $0.validations })
      .sorted { $0.code.description < $1.code.description }
  }

  public var specifications: [AdapterSpecification] {
    inputs.map { $0.specification } + outputs.map { $0.specification }
  }
}
