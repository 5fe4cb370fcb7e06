internal import AdapterKit
internal import ClaimCore
internal import Intake

/// What each record type takes from a JSON source whose names and values are ours (docs/manifest.md,
/// Records): one definition for each.
enum RecordsSchema {
  static let document: JSONValue = .document(
    "records:1", title: "records",
    description: "Records as a JSON or NDJSON source may have them where it needs no mapping: "
      + "#/$defs/sessions is one session, and the whole is an object with a list for any of the record "
      + "types. Names count in any case, and further members are passed over."
  ).adding([
    "type": "object",
    "properties": .object(
      RecordKind.allCases.map { ($0.rawValue, .list(of: .reference(to: $0.rawValue))) }),
    "$defs": .object(RecordKind.allCases.map { ($0.rawValue, record($0)) }),
  ])

  private static func record(_ kind: RecordKind) -> JSONValue {
    let fields = RecordSchema.of(kind).fields
    return [
      "type": "object", "required": .texts(fields.filter(\.isRequired).map(\.name)),
      "properties": .object(fields.map { ($0.name, schema($0)) }),
    ]
  }

  private static func schema(_ field: FieldSchema) -> JSONValue {
    var forms = [field.type.schema(isBlankAllowed: !field.isRequired)]
    if field.type.isList {
      forms.append(["type": "array", "items": ["type": ["string", "number", "boolean"]]])
    }
    if !field.isRequired { forms.append(["type": "null"]) }
    let schema: JSONValue = forms.count == 1 ? forms[0] : ["anyOf": .array(forms)]
    let rest = field.defaultValue.map { "; missing counts as \($0)" } ?? ""
    let words = field.type.description
    return schema.saying(words.prefix(1).uppercased() + words.dropFirst() + rest + ".")
  }
}
