import ClaimCore
import Intake

/// One input that a table may be: a record type and where its fields come from.
struct RecordGuess {
  /// The table's number.
  let table: Int
  let kind: RecordKind
  /// The type that the table's records are first of all; others ride along.
  let subject: RecordKind
  /// In the schema's order.
  var fields: [FieldGuess]
  /// How well it fits, from 0 up; over 1 where the name says so too.
  var fit: Double
  /// Rows may repeat a record.
  var isDistinct: Bool { kind != .sessions && kind != subject || alwaysDistinct }
  var alwaysDistinct = false
  /// Columns that a record must have a value in.
  var needs: [String] = []
  /// Further conditions: a column and its values.
  var conditions: [(name: String, values: [String])] = []
  var questions: [String] = []
  /// Fields that some column may be, though it is not likely.
  var perhaps: [(field: String, column: String)] = []

  func field(_ name: String) -> FieldGuess? { fields.first { $0.field == name } }

  /// Required fields without a source.
  var missing: [FieldSchema] {
    RecordSchema.of(kind).fields.filter { $0.isRequired && field($0.name) == nil }
  }

  /// Columns that some field reads.
  var usedColumns: Set<String> { Set(fields.flatMap(\.columns)) }

  mutating func set(_ guess: FieldGuess) {
    fields.removeAll { $0.field == guess.field }
    fields.append(guess)
    let order = RecordSchema.of(kind).fields.map(\.name)
    fields.sort { (order.firstIndex(of: $0.field) ?? 0) < (order.firstIndex(of: $1.field) ?? 0) }
  }
}
