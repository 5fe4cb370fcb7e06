import ClaimCore
import Intake

/// Which record type a table's records are, first of all.
enum Ranking {
  /// The types that fit, the best first.
  static func rank(_ table: SampleTable, _ number: Int, _ joins: Joins) -> [RecordGuess] {
    RecordKind.allCases.map { kind in
      RecordMatcher(table: table, number: number, subject: kind, joins: joins).match(kind)
    }
    .enumerated().sorted { ($1.element.fit, $0.offset) < ($0.element.fit, $1.offset) }
    .map(\.element)
  }

  /// Beneath it, a table is not what it seems.
  static let fits = 0.5
}
