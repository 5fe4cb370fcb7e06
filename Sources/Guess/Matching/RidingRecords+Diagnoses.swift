import ClaimCore
import Intake

extension RidingRecords {
  /// One input for each of `Dx1`, `Dx2` …, or for each code of a list.
  func diagnoses(_ shared: [String: FieldGuess]) -> [RecordGuess] {
    guard let patient = shared["patient_id"] ?? first.field("patient_id"),
      let schema = RecordSchema.of(.diagnoses).field("patient_id"),
      let code = RecordSchema.of(.diagnoses).field("code")
    else { return [] }
    let isCode = { (text: String) in
      text.split { ",;|: \u{1F}".contains($0) }.allSatisfy { ValueLooks.isDiagnosis(String($0)) }
    }
    var columns = table.columns.filter {
      $0.words.contains("diagnosis") && !$0.profile.isEmpty && $0.profile.mostly(isCode)
    }
    // A list has what its first elements are.
    if let list = columns.first(where: \.isList) { columns = [list] }
    return columns.enumerated().map { index, column in
      var guess = RecordGuess(
        table: number, kind: .diagnoses, subject: first.kind, fields: [], fit: 0.95)
      guess.set(patient.for(schema, .diagnoses))
      var made = FieldGuess(
        field: code.name, origin: .from([column.name]), confidence: 0.95, reason: "name and values")
      let mark = Self.separator(column)
      if let mark { made.split = (mark, "each") }
      guess.set(made)
      var rank = FieldGuess(
        field: "rank", origin: .value(String(index + 1)), confidence: 0.9,
        reason: "their order")
      if let mark {
        rank.origin = .from([column.name])
        rank.split = (mark, "place")
        rank.reason = "the place among them"
      }
      guess.set(rank)
      guess.needs = [column.name]
      return guess
    }
  }

  private static func separator(_ column: Column) -> String? {
    if column.isList { return "," }
    for mark in [",", ";", "|", ":", " "] {
      if column.profile.values.contains(where: { $0.contains(mark) }) { return mark }
    }
    return nil
  }
}
