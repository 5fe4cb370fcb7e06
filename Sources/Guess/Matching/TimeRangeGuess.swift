/// Start and end in one column: `9:00-9:45` beside a date, or two times of the calendar.
struct TimeRangeGuess {
  let table: SampleTable

  private static let marks = ["–", "—", " - ", "-", "/", " to ", " bis ", "~"]

  /// - Parameter date: the column of the sessions' dates, where there is one.
  func complete(_ guess: inout RecordGuess, date: Column?) {
    for column in table.columns where !column.profile.isEmpty && !column.isList {
      for mark in Self.marks {
        if take(column, mark, date, &guess) { return }
      }
    }
  }

  /// The two sides of a text with one such mark; the second may be empty.
  static func halves(_ text: String, at mark: String) -> (String, String)? {
    guard let found = text.firstRange(of: mark) else { return nil }
    let rest = text[found.upperBound...]
    if rest.contains(mark) { return nil }
    return (
      CSVSample.trimmed(String(text[..<found.lowerBound])), CSVSample.trimmed(String(rest))
    )
  }

  private func take(
    _ column: Column, _ mark: String, _ date: Column?, _ guess: inout RecordGuess
  ) -> Bool {
    let values = column.profile.values.prefix(200)
    let halves = values.compactMap { Self.halves($0, at: mark) }
    guard halves.count * 10 >= values.count * 8 else { return false }
    let starts = DateForms(halves.map(\.0).filter { !$0.isEmpty })
    let ends = DateForms(halves.map(\.1).filter { !$0.isEmpty })
    if let form = starts.time, let other = ends.time, form.pattern == other.pattern {
      set([column.name], mark, nil, form.pattern, &guess)
      return true
    }
    guard let date, date.name != column.name, let clock = starts.timeOfDay?.pattern,
      clock == ends.timeOfDay?.pattern
    else { return false }
    let day = date.profile.dates.date?.pattern ?? "yyyy-MM-dd"
    set([date.name, column.name], mark, column.name, "\(day) \(clock)", &guess)
    return true
  }

  private func set(
    _ names: [String], _ mark: String, _ part: String?, _ format: String?,
    _ guess: inout RecordGuess
  ) {
    for (field, take) in [("start", "first"), ("end", "last")] {
      var made = FieldGuess(
        field: field, origin: .from(names), confidence: 0.85, reason: "start and end in one column")
      made.split = (CSVSample.trimmed(mark), take)
      made.splitOf = part
      made.format = format
      guess.set(made)
    }
  }
}

/// A time of day as people write it.
enum ClockTime {
  /// Minutes since midnight of `9:05`, `21.05`, `0905` or `9:05 PM`; `nil` where it is none.
  static func minutes(_ text: String) -> Int? {
    let letters = text.lowercased().filter { $0 == "a" || $0 == "p" }
    let parts = text.split { !("0"..."9").contains($0) }
    guard let first = parts.first, var hour = Int(first) else { return nil }
    var minute = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    if parts.count == 1, first.count == 4 { (hour, minute) = (hour / 100, hour % 100) }
    if letters == "p" { hour = hour % 12 + 12 }
    if letters == "a" { hour %= 12 }
    return hour <= 24 && minute < 60 ? hour * 60 + minute : nil
  }
}
