import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// How sources write the ends of sessions: 24:00, ranges beside a date, ends behind midnight.
@Suite struct WrittenTimeTests {
  private struct Case: CustomTestStringConvertible {
    let start: FieldMapping
    let end: FieldMapping
    let row: Row
    /// Minutes, or the reason of the rejection.
    let expected: String

    var testDescription: String { "\(row) \(expected)" }
  }

  private static let range: (FieldMapping, FieldMapping) = (
    FieldMapping(
      from: ["D", "T"], split: FieldSplit(on: "-", take: .first, of: "T"), format: "d.M.yyyy H:mm"),
    FieldMapping(
      from: ["D", "T"], split: FieldSplit(on: "-", take: .last, of: "T"), format: "d.M.yyyy H:mm",
      isOvernight: true)
  )

  private static func ranged(_ time: String, _ expected: String, date: String = "5.1.2026") -> Case
  {
    Case(
      start: range.0, end: range.1, row: ["D": .text(date), "T": .text(time)], expected: expected)
  }

  private static func plain(_ start: String, _ end: String, _ expected: String) -> Case {
    Case(
      start: FieldMapping(), end: FieldMapping(), row: ["start": .text(start), "end": .text(end)],
      expected: expected)
  }

  private static func apart(
    _ start: String, _ end: String, _ expected: String, overnight: Bool = true
  ) -> Case {
    Case(
      start: FieldMapping(from: ["D", "A"], format: "MM/dd/yyyy h:mm a"),
      end: FieldMapping(from: ["D", "B"], format: "MM/dd/yyyy h:mm a", isOvernight: overnight),
      row: ["D": "3/7/2026", "A": .text(start), "B": .text(end)], expected: expected)
  }

  private static let cases: [Case] = [
    // 24:00 is the end of the day, in ISO 8601 and in patterns.
    plain("2026-01-05T23:00", "2026-01-05T24:00", "60"),
    plain("2026-01-05T23:00", "2026-01-05T24:00:00.000Z", "end_before_start"),
    plain("2026-01-05T24:00", "2026-01-06T01:00", "60"),
    plain("2026-01-05T23:00", "2026-01-05T24:01", "no_such_time"),
    plain("2026-01-05T23:00", "2026-01-05T24:00:00.1", "no_such_time"),
    plain("2026-01-05T23:00", "2026-01-05T25:00", "no_such_time"),
    plain("9999-12-31T23:00", "9999-12-31T24:00", "no_such_time"),
    ranged("23:00-24:00", "60"), ranged("23:00-24:30", "no_such_time"),
    // The part of one source, beside the whole of another.
    ranged("9:00-9:45", "45"), ranged(" 09:00 - 09:45 ", "45"),
    ranged("9:00-8:15", "end_before_start"),
    ranged("10:00-", "missing"), ranged("-10:00", "missing"), ranged("10:00", "0"),
    ranged("22:30-0:15", "105"), ranged("9:00-9:45", "not_a_time", date: "5-1-2026"),
    // Behind midnight by twelve hours at most, and through a clock change.
    apart("11:15 PM", "12:00 AM", "45"), apart("11:00 PM", "3:30 AM", "210"),
    apart("9:30 AM", "8:30 AM", "end_before_start"), apart("9:00 AM", "9:00 AM", "0"),
    apart("11:15 PM", "12:00 AM", "end_before_start", overnight: false),
  ]

  @Test(arguments: cases)
  private func lengths(_ example: Case) throws {
    let test = try TestPractice()
    var row = TestPractice.session.merging(example.row) { $1 }
    if example.row["start"] == nil { (row["start"], row["end"]) = (nil, nil) }
    let zoned = example.row["end"].map { "\($0)".contains("Z") } ?? false
    let loaded = try test.load([[row]], mapping: ["start": example.start, "end": example.end])
    if let rejection = loaded.rejections.first {
      #expect(rejection.reason.code == example.expected || zoned)
    } else {
      let session = try #require(loaded.all.first)
      #expect(
        "\((session.end.instant - session.start.instant) / 60_000_000)" == example.expected || zoned
      )
    }
  }

  @Test func mappingsThatMeanNothing() {
    let wrong: [(RecordKind, String, FieldMapping)] = [
      (.sessions, "start", FieldMapping(isOvernight: true)),
      (.diagnoses, "start_date", FieldMapping(isOvernight: true)),
      (
        .sessions, "start",
        FieldMapping(from: ["D", "T"], split: FieldSplit(on: "-", take: .first, of: "X"))
      ),
    ]
    for (kind, field, mapping) in wrong {
      #expect(throws: MappingFaults.self) { try CompiledMapping(kind, [field: mapping]) }
    }
  }
}
