import ClaimCore
import Intake

/// Makes the mapping of one field from one column: format, map, split and what to ask.
enum FieldBuilder {
  static func guess(
    _ field: FieldSchema, of kind: RecordKind, from column: Column, score: Double,
    joined: Joins.Join? = nil
  ) -> FieldGuess {
    var guess = FieldGuess(
      field: field.name, origin: .from([column.name]), confidence: min(score, 1),
      reason: reason(field, kind, column, joined))
    guess.split = joined?.split
    switch field.type {
    case .date:
      guess.format = column.profile.dates.date?.pattern
      askOrder(column, &guess)
    case .time:
      guess.format = column.profile.dates.time?.pattern
      askOrder(column, &guess)
    case .choice, .bool:
      let (map, unknown) = ChoiceMap.entries(column.profile.values, for: field, of: kind)
      guess.map = map
      if !unknown.isEmpty { guess.questions.append(ask(unknown, field)) }
      for word in map where field.name == "status" && doubtful.contains(word.theirs.lowercased()) {
        guess.questions.append("is \(YAMLText.scalar(word.theirs)) \(word.ours), or submitted?")
      }
    case .money:
      if column.profile.share(ValueLooks.hasDecimalComma) > 0.5 { guess.decimal = "," }
    case .list:
      if column.profile.share({ $0.contains(",") }) > 0, !column.isList {
        guess.split = (",", "all")
      }
    default:
      if field.name == "state" || field.name == "policy_holder_state" {
        guess.map = column.profile.values.compactMap { value in
          USStates.codes[value.lowercased()].map { (value, $0) }
        }.sorted { $0.theirs < $1.theirs }
      }
    }
    if score < RecordMatcher.likely {
      guess.questions.append("is it \(column.name)?")
    }
    return guess
  }

  /// Words that mean one thing before a session and another behind it.
  private static let doubtful: Set<String> = ["confirmed", "active", "open", "pending", "new"]

  private static func reason(
    _ field: FieldSchema, _ kind: RecordKind, _ column: Column, _ joined: Joins.Join?
  ) -> String {
    if let joined { return "its values are in \(joined.target)" }
    let value = ValueScore.score(column, for: field, of: kind)
    if column.ownName == field.name { return "our own name" }
    if column.profile.isEmpty { return "name; no values in the sample" }
    return value >= 0.5 ? "name and values" : "name"
  }

  private static func askOrder(_ column: Column, _ guess: inout FieldGuess) {
    guard column.profile.dates.isAmbiguous, let format = guess.format,
      let other = DateForms.swapped(format)
    else { return }
    guess.questions.append("\(format) or \(other)? every date in the sample can be both")
  }

  /// Words of choices are no person's data, gender aside, whose words are shown as well: nobody is
  /// named beside them.
  private static func ask(_ unknown: [String], _ field: FieldSchema) -> String {
    let shown = unknown.prefix(8).map { YAMLText.scalar($0) }.joined(separator: ", ")
    let more = unknown.count > 8 ? " and \(unknown.count - 8) more" : ""
    return "what are \(shown)\(more)? \(field.type.description); add them to map"
  }
}

extension FieldGuess {
  /// The same source for a field of another record of the same row.
  func `for`(_ field: FieldSchema, _ kind: RecordKind) -> FieldGuess {
    var guess = FieldGuess(
      field: field.name, origin: origin, confidence: confidence, reason: reason)
    (guess.split, guess.splitOf, guess.map, guess.defaultValue) = (
      split, splitOf, map, defaultValue
    )
    return guess
  }
}
