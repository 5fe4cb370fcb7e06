import ClaimCore
import Intake

/// Fields that are put together from several columns, or cut out of one.
struct Composites {
  let matcher: RecordMatcher

  private var table: SampleTable { matcher.table }

  func complete(_ guess: inout RecordGuess) {
    if guess.kind == .sessions { SessionTimesGuess(table: table).complete(&guess) }
    let schema = RecordSchema.of(guess.kind)
    if schema.field("modifiers") != nil { modifiers(&guess) }
    for prefix in ["", "policy_holder_"] where schema.field(prefix + "first_name") != nil {
      names(prefix, &guess)
      lastName(prefix, &guess)
    }
    for prefix in ["", "policy_holder_"] where schema.field(prefix + "address_line1") != nil {
      houseNumber(prefix, &guess)
    }
  }

  /// `MOD1` to `MOD4`, or one column with all.
  private func modifiers(_ guess: inout RecordGuess) {
    guard let field = RecordSchema.of(guess.kind).field("modifiers") else { return }
    let named = table.columns.filter { column in
      column.words.contains("modifier") && !column.words.contains("name")
        || column.ownName == "modifiers" && guess.kind == guess.subject
    }
    func fits(_ column: Column) -> Bool {
      column.profile.isEmpty || ValueScore.score(column, for: field, of: guess.kind) > 0
        || column.ownName == "modifiers"
    }
    // Of MOD1 to MOD4 one may hold nothing but mistakes.
    func family(_ column: Column) -> [String] { column.words.filter { !ValueLooks.isDigits($0) } }
    let columns = named.filter { column in
      named.contains { fits($0) && family($0) == family(column) }
    }
    guard let first = columns.first else { return }
    // A whole list beside its parts has all of them.
    let whole = columns.first { $0.ownName == "modifiers" || $0.isList }
    if columns.count == 1 || whole != nil {
      guess.set(FieldBuilder.guess(field, of: guess.kind, from: whole ?? first, score: 0.97))
      return
    }
    guess.set(
      FieldGuess(
        field: field.name, origin: .from(columns.map(\.name)), confidence: 0.95,
        reason: "names; joined to a list"))
  }

  // MARK: Names

  /// A full name in one column, cut in two.
  private func names(_ prefix: String, _ guess: inout RecordGuess) {
    let (first, last) = (prefix + "first_name", prefix + "last_name")
    guard guess.field(first) == nil || guess.field(last) == nil else { return }
    guard let (column, score) = fullName(prefix, guess) else { return }
    let isLastFirst = column.profile.mostly(ValueLooks.isLastFirst)
    func cut(_ field: String, _ on: String, _ take: String) {
      var made = FieldGuess(
        field: field, origin: .from([column.name]), confidence: score,
        reason: "a full name, \(isLastFirst ? "last name first" : "first name first")")
      made.split = (on, take)
      guess.set(made)
    }
    cut(first, isLastFirst ? "," : " ", isLastFirst ? "rest" : "first")
    cut(last, isLastFirst ? "," : " ", isLastFirst ? "first" : "rest")
  }

  /// `Name` beside `Vorname` is the last one.
  private func lastName(_ prefix: String, _ guess: inout RecordGuess) {
    let last = prefix + "last_name"
    guard guess.field(last) == nil, let first = guess.field(prefix + "first_name"),
      let entity = prefix.isEmpty ? FieldPatterns.entity(guess.kind) : "holder"
    else { return }
    let column = table.columns.first { column in
      let words = Set(column.words)
      let isName = words == ["name"] && guess.kind == guess.subject || words == ["name", entity]
      return isName && !first.columns.contains(column.name)
        && column.profile.mostly(ValueLooks.isName)
    }
    guard let column else { return }
    guess.set(
      FieldGuess(
        field: last, origin: .from([column.name]), confidence: 0.8,
        reason: "a name beside a first name"))
  }

  private func fullName(_ prefix: String, _ guess: RecordGuess) -> (Column, Double)? {
    let entity = prefix.isEmpty ? FieldPatterns.entity(guess.kind) : "holder"
    guard let entity else { return nil }
    let names = NameScore(subject: guess.subject, kind: guess.kind)
    let patterns = ["@\(entity) name", "@\(entity):0.7", "@\(entity) practitioner name"]
      .map { NamePattern($0[...]) }
    let scored = table.columns.compactMap { column -> (Column, Double)? in
      let score = patterns.map { names.score(column.words, $0) }.max() ?? 0
      let looks =
        column.profile.mostly(ValueLooks.isLastFirst)
        || column.profile.mostly(ValueLooks.isFirstLast)
      return score >= 0.4 && looks ? (column, min(0.9, score)) : nil
    }
    return scored.max { $0.1 < $1.1 }
  }

  /// A street and its number in two columns.
  private func houseNumber(_ prefix: String, _ guess: inout RecordGuess) {
    guard var line = guess.field(prefix + "address_line1"), case .from(let names) = line.origin,
      names.count == 1, let street = table.column(names[0]),
      let number = table.columns.first(where: { column in
        column.words.contains("housenumber")
          && Set(column.words).intersection(Vocabulary.entities)
            == Set(street.words).intersection(Vocabulary.entities)
      })
    else { return }
    line.origin = .from([street.name, number.name])
    guess.set(line)
  }
}
