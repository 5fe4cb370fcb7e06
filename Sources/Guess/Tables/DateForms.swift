import Intake

/// How a column writes dates or times, as mappings name it: told by the very readers of a run.
struct DateForms {
  /// A pattern, or ISO 8601 where it is `nil`.
  struct Form: Equatable {
    let pattern: String?
    /// The share of the values that it reads.
    let share: Double
  }

  /// For fields of dates: a time of day may follow.
  private(set) var date: Form?
  /// For fields of times: dates with a time of day.
  private(set) var time: Form?
  /// A time of day without a date: a pattern.
  let timeOfDay: Form?
  /// Another pattern reads as many: which is month, which is day?
  private(set) var isAmbiguous: Bool
  /// Date patterns without a time of day.
  let isDateOnly: Bool

  private static let enough = 0.8

  init(_ values: [String]) {
    let sample = Array(values.prefix(200))
    // What no date can be is told at once.
    let couldBe = sample.count {
      $0.utf8.contains { $0 &- 48 < 10 } && $0.utf8.count >= 4 && $0.utf8.count <= 40
    }
    guard !sample.isEmpty, Double(couldBe) >= Self.enough * Double(sample.count) else {
      (date, time, timeOfDay, isAmbiguous, isDateOnly) = (nil, nil, nil, false, false)
      return
    }
    // Thousands of patterns take their time: what is too short for one needs no try.
    let longest = sample.prefix(20).map(\.utf8.count).max() ?? 0
    let plain = longest < 6 || longest > 30 ? [] : Self.best(Self.dateCandidates, sample)
    let full = longest < 11 || !plain.isEmpty ? [] : Self.best(Self.timeCandidates, sample)
    timeOfDay = longest > 14 ? nil : Self.bestTimeOfDay(sample)
    time = full.first
    // A date field reads a time's date by the same pattern.
    date =
      plain.first
      ?? full.first.map { Form(pattern: $0.pattern ?? Self.isoTime(sample), share: $0.share) }
    isDateOnly = !plain.isEmpty
    let rivals = plain.isEmpty ? full : plain
    isAmbiguous =
      rivals.count > 1 && rivals[0].share == rivals[1].share
      && Self.swapped(rivals[0].pattern) == rivals[1].pattern
  }

  /// The order of day and month that other columns of the table have, where these values can't tell.
  mutating func settle(by others: Set<String>) {
    guard isAmbiguous else { return }
    for pattern in [date?.pattern, time?.pattern].compactMap({ $0 }) {
      let day = Self.dayPart(pattern)
      guard let other = Self.swapped(day), others.contains(day) != others.contains(other) else {
        continue
      }
      isAmbiguous = false
      if others.contains(day) { return }
      date = date.map { Form(pattern: Self.swapped($0.pattern), share: $0.share) }
      time = time.map { Form(pattern: Self.swapped($0.pattern), share: $0.share) }
      return
    }
  }

  /// The patterns' dates that leave no doubt.
  var settled: String? { isAmbiguous ? nil : (date?.pattern ?? time?.pattern).map(Self.dayPart) }

  /// A pattern without its time of day.
  private static func dayPart(_ pattern: String) -> String {
    String(pattern.prefix { $0 != " " && $0 != "'" })
  }

  /// The patterns that read enough, the best first; of equally good ones, the first of the list.
  private static func best(
    _ patterns: [Candidate], _ values: [String]
  ) -> [Form] {
    var forms: [Form] = []
    let first = values.prefix(8)
    for candidate in patterns where first.contains(where: { candidate.form.accepts($0) }) {
      let share = Double(values.count { candidate.form.accepts($0) }) / Double(values.count)
      if share >= enough { forms.append(Form(pattern: candidate.pattern, share: share)) }
    }
    // The sort keeps the order of equals.
    return forms.enumerated()
      .sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
  }

  private static func bestTimeOfDay(_ values: [String]) -> Form? {
    let day = "2000-01-01 "
    for pattern in clockPatterns {
      guard let form = ValueForm(.time, format: "yyyy-MM-dd \(pattern)") else { continue }
      let share = Double(values.count { form.accepts(day + $0) }) / Double(values.count)
      if share >= enough { return Form(pattern: pattern, share: share) }
    }
    return nil
  }

  /// A pattern for a date field whose values are times of ISO 8601.
  private static func isoTime(_ values: [String]) -> String? {
    let patterns = ["'T'", " "].flatMap { mark in
      ["HH:mm:ssX", "HH:mm:ss", "HH:mm:ss.SSSX", "HH:mm", "HH:mmX", "HH:mm:ss.SSS"]
        .map { "yyyy-MM-dd\(mark)\($0)" }
    }
    return best(candidates(patterns, .date), values).first?.pattern
  }

  /// The pattern with day and month in each other's place.
  static func swapped(_ pattern: String?) -> String? {
    pattern.map { pattern in
      pattern.replacingLetters { $0 == "M" ? "d" : $0 == "d" ? "M" : $0 }
    }
  }

  private static let dates = [
    "MM/dd/yyyy", "dd/MM/yyyy", "dd.MM.yyyy", "yyyyMMdd", "MM-dd-yyyy", "dd-MM-yyyy", "yyyy/MM/dd",
    "MM/dd/yy", "dd/MM/yy", "dd.MM.yy", "dd-MMM-yyyy", "dd-MMM-yy", "d MMM yyyy", "MMM d, yyyy",
    "MMM d yyyy", "EEE, MMM d, yyyy", "EEEE, MMMM d, yyyy", "yyyy.MM.dd", "MMddyyyy",
  ]
  private static let clockPatterns = [
    "HH:mm", "HH:mm:ss", "h:mm a", "h:mma", "h:mm:ss a", "HH.mm", "HHmm", "HH:mm:ss.SSS", "h a",
    "HH:mm 'Uhr'",
  ]

  /// A pattern, ready to read by.
  private struct Candidate {
    let pattern: String?
    let form: ValueForm
  }

  private static func candidates(_ patterns: [String?], _ type: FieldType) -> [Candidate] {
    patterns.compactMap { pattern in
      ValueForm(type, format: pattern).map { Candidate(pattern: pattern, form: $0) }
    }
  }

  private static let dateCandidates = candidates([nil] + dates, .date)
  private static let timeCandidates = candidates(
    [nil]
      + (["yyyy-MM-dd"] + dates).flatMap { date in
        [" ", "'T'", ", "].flatMap { mark in
          clockPatterns.flatMap { clock in
            ["", "X", " z"].map { "\(date)\(mark)\(clock)\($0)" }
          }
        }
      } + ["yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMddHHmmX", "yyyyMMddHHmmssX"], .time)
}

extension String {
  func replacingLetters(_ replace: (Character) -> Character) -> String { String(map(replace)) }
}
