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

  public var specifications: [AdapterSpecification] {
    inputs.map { $0.specification } + outputs.map { $0.specification }
  }
}
