import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// formats.md section 1: what fits each type and what does not.
struct FieldTests {
  /// The reason's code for one value of one field, or `nil` where it fits.
  private func code(
    _ kind: RecordKind, _ base: Row, _ field: String, _ cell: Cell
  ) throws -> String? {
    let loaded = try loadRecords(kind, [base.merging([field: cell]) { $1 }])
    return loaded.rejections.first?.reason.code
  }

  private let patient: Row = ["patient_id": "P1", "first_name": "A", "last_name": "B"]
  private let fee: Row = ["plan_id": "PL", "procedure_code": "97153", "billing_amount": "1"]
  private let benefit: Row = ["plan_id": "PL", "service_code": "SPEECH-1"]

  @Test(arguments: [
    ("2026-01-05", nil), (" 2026-01-05\u{A0}", nil), ("", nil), ("0001-01-01", nil),
    ("2026-02-30", "no_such_date"), ("0000-01-01", "no_such_date"), ("2026-13-01", "no_such_date"),
    ("2026-1-5", "not_a_date"), ("01/05/2026", "not_a_date"), ("2026-01-05T00:00", "not_a_date"),
    ("2O26-01-05", "not_a_date"), ("12026-01-05", "not_a_date"),
  ]) func dates(value: String, expected: String?) throws {
    #expect(try code(.patients, patient, "date_of_birth", .text(value)) == expected)
  }

  @Test(
    arguments: [
      ("1234.5", 123_450), ("$1,234.50", 123_450), ("+7", 700), ("0.500", 50), (".05", 5),
      ("1,234,567", 123_456_700), ("92233720368547758.07", .max), ("1.005", nil), ("-1", nil),
      ("12,34", nil), ("1,2345", nil), (",123", nil), ("1.", nil), ("ten", nil), ("1e3", nil),
      ("$", nil), ("$$1", nil), ("1 000", nil), ("92233720368547758.08", nil),
      ("99999999999999999999", nil),
    ] as [(String, Int64?)]) func money(value: String, cents: Int64?) throws
  {
    let loaded = try loadRecords(
      .feeSchedules, [fee.merging(["billing_amount": .text(value)]) { $1 }])
    #expect(loaded.records.feeSchedules.first?.billingAmount.cents == cents)
    #expect(loaded.rejections.first?.reason.code == (cents == nil ? "not_an_amount" : nil))
  }

  @Test(arguments: [
    ("timed", "Y", nil), ("timed", "No", nil), ("timed", "TRUE", nil), ("timed", "0", nil),
    ("timed", "perhaps", "not_a_bool"), ("timed", "2", "not_a_bool"), ("timed", "on", "not_a_bool"),
    ("time_per_unit", "15", nil), ("time_per_unit", "0", "not_minutes_above_0"),
    ("time_per_unit", "-15", "not_minutes_above_0"),
    ("time_per_unit", "7.5", "not_minutes_above_0"),
    ("time_per_unit", "3000000000", "not_minutes_above_0"), ("service_code", "  ", "missing"),
  ]) func benefits(field: String, value: String, expected: String?) throws {
    #expect(try code(.planBenefits, benefit, field, .text(value)) == expected)
  }

  @Test func defaults() throws {
    let pool = TextPool()
    let loaded = try loadRecords(
      [
        (.planBenefits, [benefit]), (.payers, [["payer_id": "X", "name": "X"]]),
        (.diagnoses, [["patient_id": "P", "code": "F84.0"]]),
        (
          .coverages,
          [["coverage_id": "C", "patient_id": "P", "plan_id": "L", "end_date": "2026-01-31"]]
        ),
      ], pool: pool)
    let read = try #require(loaded.records.planBenefits.first)
    #expect(pool.string(read.procedureCode) == "SPEECH-1")
    #expect(read.timePerUnit == 15 && read.timed)
    #expect(loaded.records.payers.first?.billingRule == .notSpecified)
    #expect(loaded.records.diagnoses.first?.rank == .max)
    let coverage = try #require(loaded.records.coverages.first)
    #expect(coverage.level == .primary && coverage.relationship == .`self`)
    #expect(
      !coverage.dates.hasStart && coverage.dates.end == CivilDate(year: 2026, month: 1, day: 31))
  }

  @Test func choicesInAnyCase() throws {
    let payers = ["Not Specified", "MEDICARE", "not-specified", "ama"].map {
      ["payer_id": .text($0), "name": "X", "billing_rule": .text($0)] as Row
    }
    let loaded = try loadRecords(.payers, payers)
    #expect(
      loaded.records.payers.map(\.billingRule) == [.notSpecified, .medicare, .notSpecified, .ama])
    let genders = ["f", "Male", "U"].map {
      patient.merging(["patient_id": .text($0), "gender": .text($0)]) { $1 }
    }
    #expect(
      try loadRecords(.patients, genders).records.patients.map(\.gender) == [
        .female, .male, .unknown,
      ])
  }

  @Test func listsAreCutTrimmedAndJoined() throws {
    let cells: [(Cell, String)] = [
      ("GT:59", "GT:59"), ("GT; 59 |76", "GT:59:76"), (.list(["GT", " 59"]), "GT:59"),
      (":GT::", "GT"), ("  ", ""), (.list([]), ""),
    ]
    let pool = TextPool()
    let loaded = try loadRecords(
      [(.feeSchedules, cells.map { fee.merging(["modifiers": $0.0]) { $1 } })], pool: pool)
    #expect(loaded.records.feeSchedules.map { pool.string($0.modifiers) } == cells.map(\.1))
    #expect(
      try code(.benefitQualifications, benefit, "any_of", " ; ") == "missing")
    #expect(try code(.patients, patient, "city", .list(["A", "B"])) == "several_values")
    #expect(try code(.patients, patient, "city", .nested) == "nested")
  }

  @Test func requirementsKeepTheirColons() throws {
    let pool = TextPool()
    let plan: Row = ["plan_id": "PL", "payer_id": "PY"]
    let loaded = try loadRecords(
      [
        (
          .plans,
          [
            plan.merging(["requirements": "modifier:HM:location:home | time_on_claim_lines;"]) {
              $1
            },
            plan.merging(["plan_id": "PL2", "requirements": "time_on_claim_line"]) { $1 },
          ]
        )
      ], pool: pool)
    #expect(
      loaded.records.plans.map { pool.string($0.requirements) }
        == ["modifier:HM:location:home;time_on_claim_lines"])
    let reason = try #require(loaded.rejections.first?.reason)
    #expect(reason.code == "unknown_requirement")
    #expect(reason.message.hasSuffix("; perhaps time_on_claim_lines"))
    #expect(reason.message.contains("pos_02_telehealth"))
  }

  @Test func feeNeedsAPlanOrAUnit() throws {
    var unpriced = fee
    unpriced["plan_id"] = nil
    let loaded = try loadRecords(.feeSchedules, [unpriced])
    #expect(loaded.rejections.first?.reason.field == "plan_id")
    unpriced["business_unit_id"] = "NORTH"
    #expect(try loadRecords(.feeSchedules, [unpriced]).rejections.isEmpty)
  }

  /// Every fault is collected; what may be a person's is never shown.
  @Test func reasonsNamePlaceAndRemedyWithoutPersons() throws {
    let loaded = try loadRecords(
      .patients,
      [
        [
          "patient_id": "P1", "first_name": "Zoë", "date_of_birth": "31.12.1999",
          "gender": "Garcia",
        ]
      ])
    let rejection = try #require(loaded.rejections.first)
    #expect(rejection.reasons.map(\.code) == ["missing", "not_a_date", "unknown_value"])
    #expect(rejection.reasons.map(\.field) == ["last_name", "date_of_birth", "gender"])
    #expect(
      !rejection.reasons.contains { $0.message.contains("1999") || $0.message.contains("Garcia") })
    #expect(rejection.recordID == "P1")
    #expect(String(decoding: rejection.raw, as: UTF8.self) == "P1,,Zoë,,31.12.1999,Garcia,,,,,,")
    // Columns count characters: "P1,,Zoë,,3" is the tenth.
    #expect(rejection.reasons[1].line == 2 && rejection.reasons[1].column == 10)
    #expect(
      loaded.countsBySource.total
        == {
          var c = IntakeCounts()
          c.read = 1
          c.rejected = 1
          return c
        }())
  }

  @Test func shownValuesAreShortAndPlain() throws {
    let long = String(repeating: "x", count: 60)
    let loaded = try loadRecords(
      .payers,
      [
        ["payer_id": "1", "name": "X", "medicare": .text("\u{1B}[31m\n\u{202E}")],
        ["payer_id": "2", "name": "X", "medicare": .text(long)],
      ])
    #expect(
      loaded.rejections[0].reason.message.hasPrefix(#"medicare "\u{1b}[31m\u{a}\u{202e}" is not"#))
    #expect(loaded.rejections[1].reason.message.hasPrefix("medicare \"\(long.prefix(40))…\""))
  }

  @Test func textsHaveALimit() throws {
    let long = String(repeating: "x", count: Text.lengthLimit)
    #expect(try code(.patients, patient, "city", .text(long)) == nil)
    #expect(try code(.patients, patient, "city", .text(long + "x")) == "too_long")
  }

  /// REC-2: the first record of a key is kept, the second rejected, naming both places; a rejected
  /// record takes no part.
  @Test func secondRecordOfAKey() throws {
    let pool = TextPool()
    let rows: [Row] = [
      ["plan_id": "PL", "service_code": "A", "timed": "?"],
      ["plan_id": "PL", "service_code": "A"], ["plan_id": "PL", "service_code": "B"],
      ["plan_id": "PL", "service_code": "A", "timed": "no"],
    ]
    let loaded = try loadRecords([(.planBenefits, rows), (.planBenefits, rows)], pool: pool)
    #expect(loaded.records.planBenefits.map(\.position.line) == [3, 4])
    #expect(
      loaded.rejections.map(\.reason.code) == ["not_a_bool", "duplicate_key"] + [
        "not_a_bool", "duplicate_key", "duplicate_key", "duplicate_key",
      ])
    let message = loaded.rejections[1].reason.message
    #expect(message.contains("plan_benefits.csv:5") && message.contains("plan_benefits.csv:3"))
    #expect(loaded.rejections[1].reason.field == "plan_id")
    #expect(String(decoding: loaded.rejections[1].raw, as: UTF8.self) == "PL,A,,,,no")
    #expect(loaded.countsBySource.map(\.used) == [2, 0])
  }

  /// Every record type reads its schema from end to end (debug builds check each field's name).
  @Test(arguments: RecordKind.allCases) func everyTypeIsRead(kind: RecordKind) throws {
    var row: Row = [:]
    for field in RecordSchema.of(kind).fields {
      switch field.type {
      case .text, .list: row[field.name] = "X"
      case .requirements: row[field.name] = "time_on_claim_lines"
      case .date: row[field.name] = "2026-01-05"
      case .time: row[field.name] = "2026-01-05T09:00"
      case .bool: row[field.name] = "yes"
      case .money, .wholeNumber, .minutes, .placeOfService: row[field.name] = "3"
      case .choice(let words): row[field.name] = .text(words[0])
      }
    }
    if kind == .sessions {
      #expect(try TestPractice([]).load([[row]]).rejections.isEmpty)
    } else {
      #expect(try loadRecords(kind, [row]).countsBySource.total.used == 1)
    }
  }
}
