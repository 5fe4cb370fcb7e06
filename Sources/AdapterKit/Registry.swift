public import ClaimCore

/// The adapters that a manifest can name.
///
/// What Swift code brings joins by its type; what is installed beside a manifest joins by its
/// description. Nothing else tells the two apart.
public struct AdapterRegistry: Sendable {
  public private(set) var inputs: [InputAdapterKind]
  public private(set) var outputs: [OutputAdapterKind]

  public init(inputs: [InputAdapterKind], outputs: [OutputAdapterKind]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  public init(inputs: [any InputAdapter.Type], outputs: [any OutputAdapter.Type]) {
    self.init(
      inputs: inputs.map { InputAdapterKind($0) }, outputs: outputs.map { OutputAdapterKind($0) })
  }

  /// These adapters and those. Where both have a name, the first found is these.
  public func adding(_ other: AdapterRegistry) -> AdapterRegistry {
    AdapterRegistry(inputs: inputs + other.inputs, outputs: outputs + other.outputs)
  }

  public func input(_ name: String) -> InputAdapterKind? {
    inputs.first { $0.specification.name == name }
  }

  public func output(_ name: String) -> OutputAdapterKind? {
    outputs.first { $0.specification.name == name }
  }

  /// A name that two adapters of one kind have, of which only the first would ever be found.
  public var nameOfTwo: String? {
    for names in [inputs.map(\.specification.name), outputs.map(\.specification.name)] {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted { return name }
    }
    return nil
  }

  /// Every validation there is, the contract's and those that output adapters bring, by code.
  public var validations: [any ClaimValidation.Type] {
    let contract: [any ClaimValidation.Type] = ClaimValidations.contract.map { type(of: $0) }
    return (contract + outputs.flatMap { $0.validations })
      .sorted { $0.code.description < $1.code.description }
  }

  public var specifications: [AdapterSpecification] {
    inputs.map(\.specification) + outputs.map(\.specification)
  }
}

/// An input adapter as a manifest can name it.
public struct InputAdapterKind: Sendable {
  public let specification: AdapterSpecification
  public let sources: SourceForm
  /// Sources to try it with, for `claimpipe adapters test`.
  public let sample: @Sendable (OptionValues) -> InputSample?
  /// Options that it is tried with where the command gives none.
  public let triedWith: [String: OptionValue]
  /// Whether it is a program of its own, which sees its options once it is started and not before.
  public let isProgram: Bool
  /// Settles its options, which were checked against the specification.
  public let make: Make

  public typealias Make = @Sendable (OptionValues) throws(OptionFault) -> any RecordOpening

  public init(
    specification: AdapterSpecification, sources: SourceForm,
    sample: @escaping @Sendable (OptionValues) -> InputSample? = { _ in nil },
    triedWith: [String: OptionValue] = [:], isProgram: Bool = false, make: @escaping Make
  ) {
    self.specification = specification
    self.sources = sources
    self.sample = sample
    self.triedWith = triedWith
    self.isProgram = isProgram
    self.make = make
  }

  public init(_ type: any InputAdapter.Type) {
    self.init(
      specification: type.specification, sources: type.sources, sample: { type.sample($0) },
      make: { (options) throws(OptionFault) in try type.init(options: options) })
  }
}

/// An output adapter as a manifest can name it.
public struct OutputAdapterKind: Sendable {
  public let specification: AdapterSpecification
  public let validations: [any ClaimValidation.Type]
  /// What `claimpipe adapters test` may know of its files.
  public let sample: @Sendable (OptionValues) -> OutputSample?
  /// Options that it is tried with where the command gives none.
  public let triedWith: [String: OptionValue]
  /// Whether it is a program of its own, which sees its options once it is started and not before.
  public let isProgram: Bool
  /// Settles its options, which were checked against the specification, and its path.
  public let make: Make

  public typealias Make =
    @Sendable (_ options: OptionValues, _ path: String) throws(OptionFault) -> any DocumentMaking

  public init(
    specification: AdapterSpecification, validations: [any ClaimValidation.Type] = [],
    sample: @escaping @Sendable (OptionValues) -> OutputSample? = { _ in nil },
    triedWith: [String: OptionValue] = [:], isProgram: Bool = false, make: @escaping Make
  ) {
    self.specification = specification
    self.validations = validations
    self.sample = sample
    self.triedWith = triedWith
    self.isProgram = isProgram
    self.make = make
  }

  public init(_ type: any OutputAdapter.Type) {
    self.init(
      specification: type.specification, validations: type.validations,
      sample: { type.sample($0) },
      make: { (options, path) throws(OptionFault) in
        try type.init(options: options, path: path)
      })
  }
}
