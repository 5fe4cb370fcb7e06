import ClaimCore

/// How well a column's name fits a field, from 0 to 1.
struct NameScore {
  /// Of which type the records are that the file is about, first of all.
  let subject: RecordKind
  /// The type that the field belongs to.
  let kind: RecordKind

  func score(_ column: Column, for field: String) -> Double {
    if column.ownName == field && kind == subject { return 1 }
    return FieldPatterns.of(kind, field).map { score(column.words, $0) }.max() ?? 0
  }

  func score(_ words: [String], _ pattern: NamePattern) -> Double {
    let words = Set(words)
    guard pattern.words.isSubset(of: words) else { return 0 }
    var rest = words.subtracting(pattern.words)
    var score = pattern.weight
    var entity = pattern.entity
    if kind != subject, entity == nil, pattern.words.isSubset(of: Self.plain) {
      // A bare status is that of what the file is about.
      entity = FieldPatterns.entity(kind)
    }
    if let entity {
      if entity == "unit" || entity == "location", rest.remove("facility") != nil {
        // A facility may be either.
        rest.insert(entity)
        score *= 0.9
      }
      let saysMore = !pattern.words.isEmpty && !pattern.words.contains("id")
      if entity == "coverage" && saysMore && rest.remove("payer") != nil {
        // Insurance is both: the payer, and what a patient has from it.
        score *= 0.85
      } else if rest.remove(entity) == nil {
        guard let implied = implied(entity, by: rest.union(pattern.words)) else { return 0 }
        score *= implied
      }
    }
    // The file's own subject says nothing; another one is another field's.
    if let own = FieldPatterns.entity(subject) { rest.remove(own) }
    for word in rest {
      if kind == .plans || kind == .coverages, word == "payer" || word == "coverage" {
        score *= 0.85
        continue
      }
      if pattern.words.isEmpty, Vocabulary.canonical.contains(word), !Self.mild.contains(word) {
        // Somebody's gender is not somebody.
        score *= 0.5
      }
      score *= Vocabulary.entities.contains(word) ? 0.25 : Self.mild.contains(word) ? 0.95 : 0.7
    }
    return score
  }

  /// Words that hardly change what a column is.
  private static let mild: Set<String> = [
    "service", "local", "system", "us", "primary", "1", "0", "5", "res",
  ]

  /// Words that everything has.
  private static let plain: Set<String> = [
    "id", "status", "name", "code", "order", "level", "rule", "start", "end", "date", "period",
    "year",
    "type", "state",
  ]

  /// How sure it is that a name is about someone whom it does not mention.
  private func implied(_ entity: String, by words: Set<String>) -> Double? {
    let others = words.intersection(Vocabulary.entities)
    if entity == FieldPatterns.entity(subject) {
      let own = kind == subject
      return others.isEmpty ? (own ? 0.95 : 0.8) : nil
    }
    // In a row with everything, what names nobody is the patient's: a birth date, a street.
    guard others.isEmpty, kind != subject, entity == "patient",
      subject == .sessions || subject == .coverages || subject == .authorizations
    else { return nil }
    return words.isDisjoint(with: ["id", "zone"]) ? 0.8 : nil
  }
}
