import ClaimCore
import Intake

/// What stands in for required fields that no column is called after.
struct Fallbacks {
  let matcher: RecordMatcher

  func complete(_ guess: inout RecordGuess) {
    reuse(&guess)
    reuseIDs(&guess)
    switch guess.kind {
    case .sessions: session(&guess)
    case .payers: copy("payer_id", to: "name", &guess)
    case .plans: copy("payer_id", to: "plan_id", &guess, asking: "does each payer have one plan?")
    case .businessUnits: copy("business_unit_id", to: "name", &guess)
    case .coverages: coverage(&guess)
    case .feeSchedules where guess.kind == guess.subject: copyPlan(&guess)
    case .locations: location(&guess)
    default: break
    }
  }

  /// A column may say two things: an MRN is also an id, a payer's name is also its key.
  private func reuse(_ guess: inout RecordGuess) {
    for field in guess.missing {
      let scored = matcher.table.columns.map { ($0, matcher.score($0, field, guess.kind)) }
      guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= RecordMatcher.least else {
        continue
      }
      var made = FieldBuilder.guess(field, of: guess.kind, from: best.0, score: best.1 * 0.9)
      // A name that is also the key needs no second question.
      if guess.usedColumns.contains(best.0.name) { made.questions = [] }
      guess.set(made)
    }
  }

  /// A column that serves as an id may be what it is called as well: an NPI, a record number.
  private func reuseIDs(_ guess: inout RecordGuess) {
    let ids = Set(guess.fields.filter { $0.field.hasSuffix("_id") }.flatMap(\.columns))
    for field in RecordSchema.of(guess.kind).fields
    where guess.field(field.name) == nil && !field.name.hasSuffix("_id") {
      let scored = matcher.table.columns.filter { ids.contains($0.name) }
        .map { ($0, matcher.score($0, field, guess.kind)) }
      guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= 0.7 else { continue }
      guess.set(FieldBuilder.guess(field, of: guess.kind, from: best.0, score: best.1))
    }
  }

  private func session(_ guess: inout RecordGuess) {
    if let place = guess.field("location_id"), guess.field("place_of_service") != nil,
      place.columns.compactMap(matcher.table.column).contains(where: { $0.words.contains("type") })
    {
      guess.fields.removeAll { $0.field == "location_id" }
    }
    if guess.field("status") == nil, let mark = cancelledMark { guess.set(mark) }
    if guess.field("status") == nil {
      guess.set(
        assumed("status", "submitted", "no column says so: is every session here submitted?"))
    }
    if guess.field("session_id") == nil, let patient = guess.field("patient_id"),
      let start = guess.field("start"), case .from(let person) = patient.origin,
      case .from(let times) = start.origin
    {
      let service = guess.field("service_code").map(\.columns) ?? []
      guess.set(
        put(
          "session_id", together: person + times + service,
          "no id: do these tell every session from every other?"))
    }
  }

  /// A column that says only whether a session was cancelled.
  private var cancelledMark: FieldGuess? {
    guard
      let column = matcher.table.columns.first(where: { column in
        column.words.contains("cancelled") && !column.profile.isEmpty
          && column.profile.mostly { ValueForm(.bool)?.accepts($0) == true }
      })
    else { return nil }
    var guess = FieldGuess(
      field: "status", origin: .from([column.name]), confidence: 0.7,
      reason: "cancelled or not; all others as submitted")
    guess.map = column.profile.values.sorted().map { value in
      let isYes = ["true", "yes", "y", "1"].contains(value.lowercased())
      return (value, isYes ? "cancelled" : "submitted")
    }
    let seen = Set(guess.map.map(\.ours))
    if seen.count == 1 {
      guess.map.append(seen.contains("submitted") ? ("true", "cancelled") : ("false", "submitted"))
    }
    guess.defaultValue = column.profile.isComplete ? nil : "submitted"
    return guess
  }

  private func coverage(_ guess: inout RecordGuess) {
    copyPlan(&guess)
    // A policy's number is mostly the member's.
    if guess.kind == guess.subject {
      copy("coverage_id", to: "member_id", &guess, asking: "is it also the member's number?")
    }
    guard guess.field("coverage_id") == nil, let patient = guess.field("patient_id"),
      let plan = guess.field("plan_id")
    else { return }
    let level = guess.field("level").map(\.columns) ?? []
    let start = guess.field("start_date").map(\.columns) ?? []
    guess.set(
      put(
        "coverage_id", together: patient.columns + plan.columns + (level.isEmpty ? start : level),
        nil))
  }

  /// A source without plans has one a payer.
  private func copyPlan(_ guess: inout RecordGuess) {
    guard guess.field("plan_id") == nil else { return }
    if let payer = matcher.shared["payer_id"],
      let field = RecordSchema.of(guess.kind).field("plan_id")
    {
      var plan = payer.for(field, guess.kind)
      plan.questions.append("does each payer have one plan?")
      plan.confidence *= 0.8
      guess.set(plan)
      return
    }
    guard let field = RecordSchema.of(.plans).field("payer_id") else { return }
    let scored = matcher.table.columns.map { ($0, matcher.score($0, field, .plans)) }
    guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= 0.35,
      let plan = RecordSchema.of(guess.kind).field("plan_id")
    else { return }
    var made = FieldBuilder.guess(plan, of: guess.kind, from: best.0, score: best.1 * 0.8)
    made.questions = ["does each payer have one plan?"]
    guess.set(made)
  }

  private func location(_ guess: inout RecordGuess) {
    guard guess.field("type") == nil, guess.field("location_id") != nil else { return }
    guess.set(assumed("type", "office", "no column says so: home, office, school or other?"))
  }

  private func copy(
    _ source: String, to target: String, _ guess: inout RecordGuess, asking question: String? = nil
  ) {
    guard guess.field(target) == nil, let known = guess.field(source),
      let field = RecordSchema.of(guess.kind).field(target)
    else { return }
    var made = known.for(field, guess.kind)
    made.confidence *= 0.8
    made.questions = question.map { [$0] } ?? []
    guess.set(made)
  }

  private func assumed(_ field: String, _ value: String, _ question: String) -> FieldGuess {
    var guess = FieldGuess(
      field: field, origin: .value(value), confidence: 0.3, reason: "a guess for all records")
    guess.questions = [question]
    return guess
  }

  private func put(_ field: String, together names: [String], _ question: String?) -> FieldGuess {
    var parts: [String] = []
    for name in names where !parts.contains(name) { parts.append(name) }
    let template = parts.map { "{\($0.escapedForTemplate)}" }.joined(separator: "-")
    var guess = FieldGuess(
      field: field, origin: .template(template), confidence: 0.5, reason: "put together")
    guess.questions = question.map { [$0] } ?? []
    return guess
  }
}

extension String {
  /// A name that may stand between a template's braces; braces of its own can't.
  var escapedForTemplate: String { filter { $0 != "{" && $0 != "}" } }
}
