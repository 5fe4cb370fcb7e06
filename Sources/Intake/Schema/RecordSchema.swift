import AdapterKit
public import ClaimCore

/// A record type's fields, in the order of billing.md section 1: what the manifest checker, the
/// mapping, `preview` and the decoders go by.
public struct RecordSchema: Sendable {
  public let kind: RecordKind
  public let fields: [FieldSchema]
  /// The fields that tell records apart (REC-1, REC-2); empty where the type has no key.
  public let key: [String]

  public func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }

  public func field(_ name: String) -> FieldSchema? { fields.first { $0.name == name } }

  /// The field's right name, for a name that is none.
  public func nearestField(to name: String) -> String? {
    nearestName(to: name, in: fields.map(\.name))
  }

  public static func of(_ kind: RecordKind) -> RecordSchema {
    RecordSchema(kind: kind, fields: kind.fields, key: kind.key)
  }
}

extension FieldSchema {
  static func text(_ name: String) -> FieldSchema { field(name, .text) }

  /// A text that must never be shown.
  static func personal(_ name: String) -> FieldSchema { field(name, .text, personal: true) }

  static func field(
    _ name: String, _ type: FieldType, default defaultValue: String? = nil, personal: Bool = false
  ) -> FieldSchema {
    FieldSchema(
      name: name, type: type, isRequired: false, defaultValue: defaultValue, isPersonal: personal)
  }

  static func choice<C: Choice>(
    _ name: String, _: C.Type, default defaultValue: C? = nil, personal: Bool = false
  ) -> FieldSchema {
    field(
      name, .choice(C.allCases.map(\.rawValue)), default: defaultValue?.rawValue,
      personal: personal)
  }

  static func dates() -> [FieldSchema] { [field("start_date", .date), field("end_date", .date)] }

  static func address(_ prefix: String = "", line2: Bool = true) -> [FieldSchema] {
    [personal(prefix + "address_line1")] + (line2 ? [personal(prefix + "address_line2")] : [])
      + ["city", "state", "zip"].map { personal(prefix + $0) }
  }

  var required: FieldSchema {
    FieldSchema(
      name: name, type: type, isRequired: true, defaultValue: nil, isPersonal: isPersonal)
  }
}
