import AdapterKit
import ClaimCore

/// A key with the way to read its value: what the checks ask for.
///
/// The two are made together, so a key is never read as another type than the one it is said to have.
struct ManifestKey<Value>: Sendable {
  let specification: KeySpecification
  /// What would be right, for one that is missing.
  let hint: String
  let read: @Sendable (CheckedValue) -> Value?

  var name: String { specification.name }

  /// - Parameter hint: what would be right where the key is missing; `nil` where it may be left out.
  init(
    _ name: String, _ type: ValueType, required hint: String? = nil,
    default defaultValue: JSONValue? = nil, summary: String, example: String = "",
    read: @escaping @Sendable (CheckedValue) -> Value?
  ) {
    specification = KeySpecification(
      name, type, isRequired: hint != nil, default: defaultValue, summary: summary,
      example: example)
    self.hint = hint ?? ""
    self.read = read
  }
}

extension ManifestKey<CheckedValue> {
  /// A key whose value its own check reads.
  init(
    _ name: String, _ type: ValueType, required hint: String? = nil,
    default defaultValue: JSONValue? = nil, summary: String, example: String = ""
  ) {
    self.init(
      name, type, required: hint, default: defaultValue, summary: summary, example: example
    ) { $0 }
  }
}

extension ManifestKey<CheckedObject> {
  /// - Parameter wanted: what would be right in place of another value.
  init(_ name: String, _ object: ObjectSpecification, _ wanted: String, summary: String) {
    self.init(name, .object(object), summary: summary) { $0.object(object, wanted) }
  }

  init(_ name: String, _ object: ObjectSpecification, summary: String) {
    self.init(name, .object(object), summary: summary) { $0.object(object) }
  }
}

extension ManifestKey<String> {
  /// - Parameter wanted: what would be right in place of another value.
  static func text(
    _ name: String, _ wanted: String, as type: ValueType = .text, required hint: String? = nil,
    summary: String, example: String
  ) -> ManifestKey {
    ManifestKey(name, type, required: hint, summary: summary, example: example) {
      $0.text(wanted)
    }
  }

  /// A single value that may be empty.
  static func scalar(_ name: String, summary: String, example: String) -> ManifestKey {
    ManifestKey(name, .scalar, summary: summary, example: example) { $0.scalar("a text")?.text }
  }

  /// A file that is written.
  static func file(
    _ name: String, required hint: String? = nil, summary: String, example: String
  ) -> ManifestKey {
    ManifestKey(name, .file, required: hint, summary: summary, example: example) {
      OutputPath.read($0)
    }
  }
}

extension ManifestKey<Bool> {
  static func boolean(_ name: String, default defaultValue: Bool, summary: String) -> ManifestKey {
    ManifestKey(
      name, .boolean, default: .boolean(defaultValue), summary: summary,
      example: defaultValue ? "false" : "true"
    ) { $0.boolean() }
  }
}

extension ManifestKey<Int> {
  static func integer(
    _ name: String, _ range: ClosedRange<Int>, default defaultValue: Int, summary: String,
    example: String
  ) -> ManifestKey {
    ManifestKey(
      name, .integer(range), default: .integer(defaultValue), summary: summary, example: example
    ) { $0.integer(in: range) }
  }
}

extension ManifestKey<CivilDate> {
  static func date(_ name: String, summary: String, example: String) -> ManifestKey {
    ManifestKey(name, .date, summary: summary, example: example) { $0.date() }
  }
}

extension ManifestKey<[String]> {
  /// - Parameter wanted: what would be right in place of another value.
  static func texts(
    _ name: String, _ wanted: String, summary: String, example: String
  ) -> ManifestKey {
    ManifestKey(name, .some(.text), summary: summary, example: example) { $0.texts(wanted) }
  }
}

extension ManifestKey
where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
  /// - Parameter what: what the words are, for messages: `rule`.
  static func word(
    _ name: String, _ what: String, default defaultValue: Value, summary: String, example: Value
  ) -> ManifestKey {
    let words = Value.allCases.map(\.rawValue)
    return ManifestKey(
      name, .choice(words), default: .text(defaultValue.rawValue), summary: summary,
      example: example.rawValue
    ) { $0.word(of: words, what: what).flatMap(Value.init(rawValue:)) }
  }
}

extension ManifestKey
where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
  /// A word that has to be there.
  static func needed(
    _ name: String, _ what: String, _: Value.Type, _ hint: String, summary: String,
    example: String
  ) -> ManifestKey {
    let words = Value.allCases.map(\.rawValue)
    return ManifestKey(
      name, .choice(words), required: hint, summary: summary, example: example
    ) { $0.word(of: words, what: what).flatMap(Value.init(rawValue:)) }
  }
}

extension ManifestKey<Int> {
  /// Any whole number.
  static func bound(_ name: String, summary: String, example: String) -> ManifestKey {
    let all = Int.min...Int.max
    return ManifestKey(name, .integer(all), summary: summary, example: example) {
      $0.integer(in: all)
    }
  }
}

extension CheckedObject {
  /// The value of a key; `nil` where it is not there or is at fault.
  func read<Value>(_ key: ManifestKey<Value>) -> Value? { self[key].flatMap(key.read) }

  /// The key's value as it stands; a fault where it has to be there and is not.
  subscript<Value>(_ key: ManifestKey<Value>) -> CheckedValue? {
    assert(known.isEmpty || known.contains(key.name), "\(key.name) is read and not specified")
    return key.specification.isRequired ? required(key.name, key.hint) : optional(key.name)
  }
}
