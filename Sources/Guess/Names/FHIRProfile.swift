import ClaimCore
import Intake

/// Where FHIR R4 keeps what our records need: an interchange format needs no guessing by names.
enum FHIRProfile {
  /// One field: paths in the order of preference.
  struct Field {
    let name: String
    let paths: [String]
    /// The resource that a reference must be to.
    var target: String?
    /// Codes of the standard and our words for them.
    var map: [(theirs: String, ours: String)] = []
    var defaultValue: String?
  }

  /// The inputs that a resource's records give, the main one first.
  static func guess(
    _ table: SampleTable, _ number: Int, _ resource: String, _ joins: Joins
  ) -> [RecordGuess] {
    (profiles[resource] ?? []).map { profile in
      var guess = RecordGuess(
        table: number, kind: profile.kind, subject: profile.kind, fields: [], fit: 0)
      guess.alwaysDistinct = profile.isDistinct
      for field in profile.fields {
        guard let schema = RecordSchema.of(profile.kind).field(field.name),
          let made = make(field, schema, profile.kind, table, number, joins)
        else { continue }
        guess.set(made)
      }
      complete(&guess, table)
      let required = RecordSchema.of(profile.kind).fields.filter(\.isRequired)
      let met = required.count { guess.field($0.name) != nil }
      guess.fit = Double(met + 1) / Double(required.count + 1) + 0.1
      return guess
    }.filter { guess in
      guard guess.fit > 0.5 else { return false }
      // Organizations that all say to be providers are no payers.
      let types = table.column("type[0].coding[0].code")?.profile
      return guess.kind != .payers || !guess.conditions.isEmpty || types?.isComplete != true
    }
  }

  private static func make(
    _ field: Field, _ schema: FieldSchema, _ kind: RecordKind, _ table: SampleTable, _ number: Int,
    _ joins: Joins
  ) -> FieldGuess? {
    let filled = field.paths.compactMap { table.column($0) }.filter { column in
      if column.profile.isEmpty { return false }
      return field.target.map { column.profile.share(refers(to: $0)) > 0.5 } ?? true
    }
    // A path that other resources refer to by its values is the one they mean.
    // Of the others the first that nearly all records have that have any.
    let most = filled.map(\.profile.filled).max() ?? 0
    guard
      let column = filled.first(where: { joins.isKey($0.name, of: number, for: schema.name) })
        ?? filled.first(where: { $0.profile.filled * 10 >= most * 9 })
    else { return nil }
    var guess = FieldBuilder.guess(schema, of: kind, from: column, score: 0.98)
    guess.reason = "FHIR R4"
    if !field.map.isEmpty {
      guess.map = field.map
      guess.questions = unknown(column, field, schema)
    }
    if field.name == "practitioner_id", column.name.contains("[0]"),
      filled.contains(where: { $0.name.contains("[1]") })
    {
      guess.questions.append("some records have several: is the first who rendered the service?")
    }
    guess.defaultValue = field.defaultValue
    if column.name.hasSuffix("reference") {
      guess.split = split(column)
      if let join = joins.join(column.name, of: number, to: schema.name) {
        guess.split = join.split
      }
    }
    return guess
  }

  private static func unknown(_ column: Column, _ field: Field, _ schema: FieldSchema) -> [String] {
    let form = ValueForm(schema.type)
    let unknown = column.profile.values.filter { value in
      form?.accepts(value) != true && !field.map.contains { $0.theirs == value }
    }
    if unknown.isEmpty { return [] }
    return [
      "what are \(unknown.prefix(8).map { YAMLText.scalar($0) }.joined(separator: ", "))? "
        + "\(schema.type.description); add them to map"
    ]
  }

  /// A reference may be relative, absolute, by UUID or by an identifier.
  private static func refers(to resource: String) -> (String) -> Bool {
    { value in
      value.hasPrefix("urn:") || value.hasPrefix("#") || value.contains("\(resource)/")
        || value.hasPrefix("\(resource)?")
    }
  }

  private static func split(_ column: Column) -> (on: String, take: String)? {
    let values = column.profile.values
    for mark in ["|", "/", ":"] where values.allSatisfy({ $0.contains(mark) }) {
      return (mark, "last")
    }
    return nil
  }

  /// What the standard has no place for stands in extensions, each called by the end of its URL.
  private static func addExtensions(_ guess: inout RecordGuess, _ table: SampleTable) {
    let names = NameScore(subject: guess.kind, kind: guess.kind)
    let columns = table.columns.filter { $0.name.contains("extension[url=") && !$0.profile.isEmpty }
    for field in RecordSchema.of(guess.kind).fields where guess.field(field.name) == nil {
      let scored = columns.filter { $0.name.contains("][*]") || !$0.isList || field.type.isList }
        .filter { !$0.name.contains("][*]") || field.type.isList }
        .map { column -> (Column, Double) in
          let isModifier = field.name == "modifiers" && column.words.contains("modifier")
          let name = isModifier ? 0.9 : names.score(column, for: field.name)
          return (column, ValueScore.score(column, for: field, of: guess.kind) < 0 ? 0 : name)
        }
      // Where some records have several, all are meant.
      let most = scored.map(\.1).max() ?? 0
      guard most >= 0.6,
        let best = scored.last(where: { $0.1 == most && $0.0.name.contains("][*]") })
          ?? scored.first(where: { $0.1 == most })
      else { continue }
      guess.set(FieldBuilder.guess(field, of: guess.kind, from: best.0, score: min(0.8, most)))
    }
  }

  private static func complete(_ guess: inout RecordGuess, _ table: SampleTable) {
    addExtensions(&guess, table)
    switch guess.kind {
    case .locations where guess.field("type") == nil:
      var type = FieldGuess(
        field: "type", origin: .value("office"), confidence: 0.3, reason: "a guess for all")
      type.questions = ["no path says so: home, office, school or other?"]
      guess.set(type)
    case .sessions where guess.field("service_code") == nil:
      guess.questions.append(
        "which path holds the service's code? an Encounter often has none that a payer knows")
    case .sessions:
      guard var code = guess.field("service_code"),
        let column = code.columns.first.flatMap(table.column),
        !column.profile.mostly(ValueLooks.isProcedureCode)
      else { return }
      code.questions.append("these are no CPT or HCPCS codes: does another path have them?")
      guess.set(code)
    case .payers, .businessUnits:
      let types = table.column("type[0].coding[0].code")?.profile
      let wanted = guess.kind == .payers ? ["ins", "pay"] : ["prov", "dept", "team"]
      if let types, types.values.contains(where: wanted.contains), types.isComplete {
        guess.conditions.append(
          ("type[0].coding[0].code", types.values.filter(wanted.contains)))
      }
    default: break
    }
  }
}
