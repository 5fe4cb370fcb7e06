import ClaimCore
import Intake

/// When sessions begin and end: in one column each, in a date and two times, or by their length.
struct SessionTimesGuess {
  let table: SampleTable

  func complete(_ guess: inout RecordGuess) {
    find(&guess)
    if guess.field("start") == nil || guess.field("end") == nil {
      TimeRangeGuess(table: table).complete(&guess, date: date("start")?.column)
    }
    settleOvernight(&guess)
  }

  /// Sessions that end behind midnight, where start and end have one date.
  private func settleOvernight(_ guess: inout RecordGuess) {
    guard var end = guess.field("end"), end.plusMinutes == nil, end.columns.count == 2,
      let start = guess.field("start"), start.columns.first == end.columns.first
    else { return }
    func clocks(_ field: FieldGuess) -> [Int?] {
      let isFirst = field.split?.take == "first"
      return (table.column(field.columns[1])?.values ?? []).map { value in
        guard let value else { return nil }
        guard let split = field.split else { return ClockTime.minutes(value) }
        let parts = TimeRangeGuess.halves(value, at: split.on)
        return parts.flatMap { ClockTime.minutes(isFirst ? $0.0 : $0.1) }
      }
    }
    let pairs = zip(clocks(start), clocks(end))
    end.isOvernight = pairs.contains { start, end in
      guard let start, let end else { return false }
      return end < start && end + 1440 - start <= 720
    }
    if end.isOvernight { end.reason += "; some are behind midnight" }
    guess.set(end)
  }

  private func find(_ guess: inout RecordGuess) {
    let start = moment("start", beside: nil)
    if let start { guess.set(start.guess("start")) }
    if var end = moment("end", beside: start) {
      if end.clock == nil, let start, start.columns == end.columns { return }
      end.confidence = min(end.confidence, start?.confidence ?? 1)
      guess.set(end.guess("end"))
    } else if let start, let length = column(saying: ["duration"], where: { isLength($0.profile) })
    {
      var end = start.guess("end")
      end.plusMinutes = length.column.name
      end.reason = "start and its length"
      end.confidence = min(start.confidence, length.score)
      guess.set(end)
    }
  }

  private struct Found {
    /// A date, and a time of day where that is a column of its own.
    var columns: [String]
    var clock: String?
    var format: String?
    var confidence: Double
    var questions: [String] = []

    func guess(_ field: String) -> FieldGuess {
      var guess = FieldGuess(
        field: field, origin: .from(columns), confidence: confidence,
        reason: columns.count > 1 ? "a date and a time of day" : "name and values")
      guess.format = format
      guess.questions = questions
      return guess
    }
  }

  private func moment(_ role: String, beside other: Found?) -> Found? {
    if let own = table.columns.first(where: { $0.ownName == role }), own.profile.dates.time != nil {
      return found([own], own.profile.dates.time?.pattern, 1)
    }
    if let whole = column(saying: [role], where: { $0.profile.dates.time != nil }) {
      return found([whole.column], whole.column.profile.dates.time?.pattern, whole.score)
    }
    // A session's one time is when it begins.
    if role == "start",
      let whole = column(saying: ["date"], where: { $0.profile.dates.time != nil })
    {
      return found([whole.column], whole.column.profile.dates.time?.pattern, whole.score * 0.7)
    }
    guard let clock = column(saying: [role], where: { isClock($0.profile) }),
      let date = date(role)
    else { return nil }
    let pattern = date.column.profile.dates.date?.pattern ?? "yyyy-MM-dd"
    let time = clock.column.profile.dates.timeOfDay?.pattern ?? "HH:mm"
    return found(
      [date.column, clock.column], "\(pattern) \(time)", min(date.score, clock.score))
  }

  private func found(_ columns: [Column], _ format: String?, _ score: Double) -> Found {
    var found = Found(
      columns: columns.map(\.name), clock: columns.count > 1 ? columns[1].name : nil,
      format: format, confidence: min(score, 1))
    if let format, let other = DateForms.swapped(format), other != format,
      columns.contains(where: \.profile.dates.isAmbiguous)
    {
      found.questions.append("\(format) or \(other)? every date in the sample can be both")
    }
    return found
  }

  /// The date that belongs to a time of day: one of the same role before the session's only one.
  private func date(_ role: String) -> (column: Column, score: Double)? {
    column(saying: [role], where: { isDate($0.profile) })
      ?? column(saying: ["date"], where: { isDate($0.profile) })
      ?? column(saying: ["start"], where: { isDate($0.profile) })
  }

  private func isDate(_ profile: ValueProfile) -> Bool { profile.dates.isDateOnly }
  private func isClock(_ profile: ValueProfile) -> Bool { profile.dates.timeOfDay != nil }
  private func isLength(_ profile: ValueProfile) -> Bool {
    !profile.isEmpty && profile.mostly(ValueLooks.isLength)
  }

  /// The column whose name says this best, of those that look right.
  private func column(
    saying words: [String], where looks: (Column) -> Bool
  ) -> (column: Column, score: Double)? {
    var best: (column: Column, score: Double)?
    for column in table.columns where looks(column) && words.allSatisfy(column.words.contains) {
      let score = score(column, saying: words)
      if score >= 0.4, score > best?.score ?? 0 { best = (column, score) }
    }
    return best
  }

  private static let harmless: Set<String> = [
    "date", "time", "session", "encounter", "service", "period", "start", "end", "1", "local",
  ]

  private func score(_ column: Column, saying words: [String]) -> Double {
    var score = 0.97
    for word in column.words where !words.contains(word) {
      switch word {
      case "schedule": score *= 0.75
      case "created", "birth": score *= 0.2
      case "start" where words == ["end"], "end" where words == ["start"]: score *= 0.3
      default:
        if Self.harmless.contains(word) { continue }
        score *= Vocabulary.entities.contains(word) ? 0.35 : 0.85
      }
    }
    // A bare date is the session's.
    return score
  }
}
