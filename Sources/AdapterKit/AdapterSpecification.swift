/// All there is to say about an adapter, said once: the manifest's checks, `claimpipe adapters` and
/// the documentation read it.
public struct AdapterSpecification: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case input, output }

  /// As a manifest names it.
  public let name: String
  public let kind: Kind
  /// One sentence.
  public let summary: String
  /// Whether the manifest may leave out `path`: an input adapter may know itself what it reads.
  public let isPathOptional: Bool
  public let options: [OptionSpecification]
  /// Names of options of which at least one must be set, wherever the first of them has a place.
  public let alternatives: [[String]]
  /// Further lines for its reference page.
  public let notes: [String]

  public init(
    name: String, kind: Kind, summary: String, isPathOptional: Bool = false,
    options: [OptionSpecification], alternatives: [[String]] = [], notes: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.isPathOptional = isPathOptional
    self.options = options
    self.alternatives = alternatives
    self.notes = notes
  }

  public func option(_ name: String) -> OptionSpecification? { options.first { $0.name == name } }
}

/// One option of an adapter.
public struct OptionSpecification: Sendable {
  public let name: String
  public let type: OptionType
  /// What holds where the manifest says nothing; `nil` where that needs saying in words.
  public let defaultValue: OptionValue?
  /// One sentence: what it does and, where there is no default value, what holds without it.
  public let summary: String
  /// As a manifest would have it.
  public let example: String
  /// Values of the right type that the adapter refuses all the same, as a manifest would have them: what
  /// `claimpipe adapters test` tries.
  public let refuses: [String]
  /// Whether the manifest must set it, wherever it has a place.
  public internal(set) var isRequired = false
  /// Where it has a place; `nil` for everywhere.
  public internal(set) var condition: OptionCondition?
  /// What its text looks like, where the type does not say it all.
  public internal(set) var form: TextForm?
  /// What texts among its items name, in any case; empty where they are free.
  public internal(set) var itemWords: [String] = []
  /// Whether its items are objects and never texts.
  public internal(set) var itemsAreObjects = false
  /// Whether it needs a ledger where it is `true`.
  public internal(set) var takesLedger = false

  public init(
    _ name: String, _ type: OptionType, default defaultValue: OptionValue? = nil,
    summary: String, example: String, refuses: [String] = []
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.summary = summary
    self.example = example
    self.refuses = refuses
  }
}

public indirect enum OptionType: Sendable, Equatable {
  case text
  /// A path relative to the manifest.
  case path
  /// One ASCII character.
  case character
  case boolean
  case integer(ClosedRange<Int>)
  case choice([String])
  /// A list of words, each one of these.
  case choices([String])
  case list
  /// A list whose items are a text or an object with these keys.
  case items([OptionItemKey])
}

/// One key of an object in a list option.
public struct OptionItemKey: Sendable, Equatable {
  public let name: String
  public let type: OptionType
  public let isRequired: Bool

  public init(_ name: String, _ type: OptionType, isRequired: Bool = false) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
  }
}

public indirect enum OptionValue: Sendable, Equatable {
  case text(String)
  case boolean(Bool)
  case integer(Int)
  case list([String])
  case items([OptionItem])
}

public enum OptionItem: Sendable, Equatable {
  case text(String)
  case object([String: OptionValue])
}

/// An adapter's options as a manifest sets them, over its defaults. Types were checked against the
/// specification before, so a getter of the wrong type is a defect of the adapter.
public struct OptionValues: Sendable {
  private var values: [String: OptionValue]
  /// What the manifest says, in the specification's order.
  public let namesSet: [String]
  /// What it says and was refused already: nothing can be said of what hangs on these.
  public let namesRefused: Set<String>

  /// - Parameters:
  ///   - set: what the manifest says.
  ///   - refused: options whose values are not of their types; they count as not set.
  public init(
    _ set: [String: OptionValue] = [:], refused: Set<String> = [],
    of specification: AdapterSpecification
  ) {
    values = set
    namesRefused = refused
    namesSet = specification.options.map(\.name).filter { set[$0] != nil }
    for option in specification.options where values[option.name] == nil {
      values[option.name] = option.defaultValue
    }
  }

  /// Whether it has a value: the manifest's, or its default.
  public func isSet(_ name: String) -> Bool { values[name] != nil }

  public func text(_ name: String) -> String? {
    if case .text(let value)? = values[name] { value } else { nil }
  }

  public func boolean(_ name: String) -> Bool {
    if case .boolean(let value)? = values[name] { value } else { false }
  }

  public func integer(_ name: String) -> Int? {
    if case .integer(let value)? = values[name] { value } else { nil }
  }

  public func list(_ name: String) -> [String]? {
    if case .list(let value)? = values[name] { value } else { nil }
  }

  public func items(_ name: String) -> [OptionItem]? {
    if case .items(let value)? = values[name] { value } else { nil }
  }
}
