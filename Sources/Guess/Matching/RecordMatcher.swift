import ClaimCore
import Intake

/// Finds a source for each field of a record type among a table's columns.
struct RecordMatcher {
  let table: SampleTable
  let number: Int
  let subject: RecordKind
  let joins: Joins
  /// Ids that another record of the same row has: a session's patient is the patient's own.
  var shared: [String: FieldGuess] = [:]

  /// A weaker fit is none; for fields that need not be there, it is only mentioned.
  static let least = 0.3
  static let leastOptional = 0.5
  /// Beneath it, a person should look.
  static let likely = 0.6

  func match(_ kind: RecordKind) -> RecordGuess {
    let schema = RecordSchema.of(kind)
    let fields = schema.fields.filter { !Self.isComposite($0, kind) && shared[$0.name] == nil }
    let columns = table.columns
    let scores = fields.map { field in columns.map { score($0, field, kind) } }
    let weighted = zip(fields, scores).map { field, row in
      row.enumerated().map { index, score in
        // Of equals the first column wins, and a required field before another.
        score < Self.least ? 0 : score * (field.isRequired ? 1.05 : 1) - Double(index) * 1e-6
      }
    }
    var guess = RecordGuess(table: number, kind: kind, subject: subject, fields: [], fit: 0)
    let taken = Assignment.best(weighted)
    for (row, column) in taken.enumerated() {
      guard let column else { continue }
      let joined = joins.join(columns[column].name, of: number, to: fields[row].name)
      var made = FieldBuilder.guess(
        fields[row], of: kind, from: columns[column], score: scores[row][column],
        joined: joined)
      let rivals = columns.indices.filter {
        $0 != column && !taken.contains($0) && scores[row][$0] > scores[row][column] - 0.06
          && scores[row][column] < 0.99 && !sameValues($0, column)
      }
      if !fields[row].isRequired, scores[row][column] < Self.leastOptional {
        guess.perhaps.append((fields[row].name, columns[column].name))
        continue
      }
      if !rivals.isEmpty, joined == nil {
        let names = ([column] + rivals.prefix(3)).map { columns[$0].name }
        made.questions.append("which of \(names.joined(separator: ", ")) is it?")
      }
      // A name that is also the id needs no second question.
      if shared.values.contains(where: { $0.columns.contains(columns[column].name) }) {
        made.questions = []
      }
      guess.set(made)
    }
    for field in schema.fields {
      if let known = shared[field.name] { guess.set(known.for(field, kind)) }
    }
    Composites(matcher: self).complete(&guess)
    Fallbacks(matcher: self).complete(&guess)
    guess.fit = fit(guess)
    return guess
  }

  /// What an id is not called.
  private static let noID: Set<String> = [
    "type", "status", "amount", "charge", "date", "time", "start", "end", "level", "zip",
    "address", "city", "state", "phone", "order", "medicare", "taxid", "gender", "birth",
    "taxonomy", "email",
  ]

  /// Whether nothing in a column's name says that it is no id.
  static func mayBeID(_ column: Column) -> Bool { noID.isDisjoint(with: column.words) }

  private func sameValues(_ a: Int, _ b: Int) -> Bool {
    table.columns[a].values == table.columns[b].values
  }

  /// Fields that are put together from several columns, or that only looks can tell.
  private static func isComposite(_ field: FieldSchema, _ kind: RecordKind) -> Bool {
    kind == .sessions && ["start", "end", "modifiers"].contains(field.name)
      || field.name == "modifiers"
  }

  func score(_ column: Column, _ field: FieldSchema, _ kind: RecordKind) -> Double {
    let name = NameScore(subject: subject, kind: kind).score(column, for: field.name)
    // A list is no value of a field that has one.
    if column.isList && !field.type.isList { return 0 }
    let join = joins.join(column.name, of: number, to: field.name)
    if name == 0, join?.isSure != true {
      if field.name == "state", isState(column, kind) { return 0.55 }
      return ValueScore.distinctive(column, field, of: kind, subject: subject)
    }
    let value = ValueScore.score(column, for: field, of: kind)
    // Our own name is its own proof, unless what is there looks like something else.
    if column.ownName == field.name, kind == subject { return value < 0 ? 0.8 : 1 }
    if value <= -1 { return 0 }
    var score = name * (0.85 + 0.15 * value)
    let isID =
      (field.name.hasSuffix("_id") && field.name != "tax_id")
      || field.name == "authorization_number"
    if isID, !column.words.contains("id"), !Self.noID.isDisjoint(with: column.words) {
      score *= 0.5
    }
    // A key tells records apart.
    let isOwnKey = kind == subject && RecordSchema.of(kind).key == [field.name]
    if isOwnKey, column.isAround { score *= 0.5 }
    if isOwnKey, column.profile.values.count * 2 < column.profile.filled { score *= 0.5 }
    // Nothing in it: nobody can tell.
    if column.profile.isEmpty { score *= 0.7 }
    if let join {
      score = name > 0 || join.isSure ? min(0.97, max(score, 0.5) + 0.4 * join.share) : score
    } else if joins.isKnown(field.name, besides: number), !column.profile.isEmpty {
      score *= 0.7
    }
    return score
  }

  /// A region whose values are states, and that is nobody else's.
  private func isState(_ column: Column, _ kind: RecordKind) -> Bool {
    let own = [FieldPatterns.entity(kind), "unit"].compactMap(\.self)
    return kind == subject && !column.isAround
      && Vocabulary.entities.subtracting(own).isDisjoint(with: column.words)
      && column.profile.mostly(ValueLooks.isState)
  }

  /// How well the type as a whole fits: its required fields, the columns it explains, and what the
  /// table is called.
  private func fit(_ guess: RecordGuess) -> Double {
    // A list of tasks inside a visit is no record of what stands around it.
    let own = guess.fields.filter { field in
      field.columns.contains { table.column($0)?.isAround == false }
    }
    if !own.contains(where: { $0.confidence >= 0.5 }) { return 0 }
    let label = LabelScore.score(table.label, guess.kind)
    // Two ids make none of these where nothing is called so.
    let isNamed =
      label > 0
      || table.columns.contains { column in
        FieldPatterns.entity(guess.kind).map(column.words.contains) == true
      }
    if !isNamed, [.authorizations, .cases, .renderingAssignments].contains(guess.kind) { return 0 }
    let required = RecordSchema.of(guess.kind).fields.filter(\.isRequired)
    let met = required.reduce(0) { $0 + (guess.field($1.name)?.confidence ?? 0) }
    let explained = guess.fields.reduce(0) { sum, field in
      if case .from = field.origin { sum + field.confidence } else { sum }
    }
    let named = Double(table.columns.count { !$0.profile.isEmpty })
    let share = named == 0 ? 0 : min(1, explained / named)
    // What has the times of a visit is hardly anything else.
    let isTimed =
      guess.kind == .sessions
      && ["start", "end"].allSatisfy { (guess.field($0)?.confidence ?? 0) > 0.8 }
    return (isTimed ? 0.15 : 0) + 0.6 * met / Double(max(required.count, 1)) + 0.25 * share
      + 0.35 * label
  }
}

/// What the name of a file, array or element says of its records' type.
enum LabelScore {
  static func score(_ label: String, _ kind: RecordKind) -> Double {
    let plain = Vocabulary.pieces(of: label).filter { !$0.utf8.allSatisfy { $0 &- 48 < 10 } }
    if plain.joined(separator: "_") == kind.rawValue { return 1 }
    let singular = plain.joined(separator: "_")
    if kind.rawValue == singular + "s" || kind.rawValue == singular + "es" { return 1 }
    let words = Set(Vocabulary.words(of: label).filter { !Vocabulary.filler.contains($0) })
    if FieldPatterns.labels(kind).contains(words) { return 0.9 }
    // One of several words, or beside others.
    let share =
      FieldPatterns.labels(kind).map { label in
        label.isSubset(of: words) ? Double(label.count) / Double(max(words.count, 1)) : 0
      }.max() ?? 0
    return share * 0.7
  }
}

extension Vocabulary {
  /// Words of file names that say nothing of what is in them.
  static let filler: Set<String> = [
    "export", "extract", "csv", "json", "xml", "file", "data", "table", "report", "all", "new", "2",
    "1", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "week",
    "weekly", "monthly", "daily", "sample", "test", "final", "old", "date", "master", "feed",
    "dump",
  ]
}
