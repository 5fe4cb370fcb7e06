import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// formats.md section 2: which records of a source an input takes, and which of them are several.
struct SelectionTests {
  private typealias Condition = RecordSelection.Condition

  private static let rows: [Row] = [
    ["type": "Visit", "id": "1", "tags": .list(["a", "b"])],
    ["type": " visit ", "id": "2", "note": .nested],
    ["type": "client", "id": "3", "tags": .list([])],
    ["id": "4", "note": "x"],
  ]

  private func ids(_ conditions: [Condition]) throws -> [String] {
    let mapping = try CompiledMapping(.cases, ["case_id": FieldMapping(from: ["id"])])
    let sieve = RecordSieve(RecordSelection(conditions), mapping: mapping)
    #expect(sieve.names.count >= mapping.names.count)
    let sifted = sieve.sifted(RecordBlock(sieve.names, Self.rows))
    #expect(sifted.slots.count == sifted.records.count * mapping.names.count)
    return sifted.records.indices.map { record in
      let slot = sifted.slots[record * mapping.names.count]
      return String(decoding: sifted.bytes[slot.range], as: UTF8.self)
    }
  }

  @Test(
    "a value, one of several, none of them, there or missing; in any case, of a list one is enough")
  func conditions() throws {
    let cases: [([Condition], [String])] = [
      ([], ["1", "2", "3", "4"]),
      ([Condition(name: "type", values: ["VISIT"])], ["1", "2"]),
      ([Condition(name: "type", values: ["visit", "client"])], ["1", "2", "3"]),
      ([Condition(name: "type", values: ["visit"], isNegated: true)], ["3", "4"]),
      ([Condition(name: "type", values: [""])], ["4"]),
      ([Condition(name: "type", values: [""], isNegated: true)], ["1", "2", "3"]),
      ([Condition(name: "tags", values: ["B"])], ["1"]),
      ([Condition(name: "tags", values: [""])], ["2", "3", "4"]),
      ([Condition(name: "note", values: [""], isNegated: true)], ["2", "4"]),
      (
        [Condition(name: "id", values: ["2", "3"]), Condition(name: "type", values: ["client"])],
        ["3"]
      ),
      ([Condition(name: "none", values: ["x"])], []),
    ]
    for (conditions, expected) in cases {
      #expect(try ids(conditions) == expected, "\(conditions)")
    }
  }

  @Test("a record that is broken as such remains, and its fault with it")
  func broken() throws {
    let mapping = try CompiledMapping(.cases, ["case_id": FieldMapping(from: ["id"])])
    let sieve = RecordSieve(
      RecordSelection([Condition(name: "type", values: ["client"])]), mapping: mapping)
    var block = RecordBlock(sieve.names, Self.rows)
    block.faults = [
      RecordFault(record: 1, line: 3, column: 0, code: "ragged", message: "is ragged")
    ]
    let sifted = sieve.sifted(block)
    #expect(sifted.records.map(\.line) == [3, 4])
    #expect(sifted.faults.map(\.record) == [0] && sifted.faults[0].line == 3)
  }

  // MARK: each and place

  private func diagnoses(_ rows: [Row], _ separator: String) throws -> [String] {
    let mapping = try CompiledMapping(
      .diagnoses,
      [
        "patient_id": FieldMapping(from: ["P"]),
        "code": FieldMapping(from: ["DX"], split: FieldSplit(on: separator, take: .each)),
        "rank": FieldMapping(from: ["DX"], split: FieldSplit(on: separator, take: .place)),
      ])
    let sieve = RecordSieve(RecordSelection(), mapping: mapping)
    #expect(!sieve.names.contains { $0.hasPrefix("place") })
    let pool = TextPool()
    var writer = TextWriter(pool)
    var merger = ReferenceMerger(pool: pool, sources: ["d.csv"])
    let decoded = ReferenceDecoder(mapping).decode(
      sieve.sifted(RecordBlock(sieve.names, rows)), source: 0, writer: &writer)
    #expect(merger.append(decoded).isEmpty)
    return merger.finish().records.diagnoses.map {
      "\(pool.string($0.patientID)) \(pool.string($0.code)) \($0.rank)"
    }
  }

  @Test("each part of a value is a record, with its place among them; none without a part")
  func each() throws {
    #expect(
      try diagnoses(
        [
          ["P": "P1", "DX": " F84.0, F80.2 ,,I10"], ["P": "P2"], ["P": "P3", "DX": "F90.0"],
          ["P": "P4", "DX": .list(["A00", "B00"])],
        ], ",") == [
          "P1 F84.0 1", "P1 F80.2 2", "P1 I10 3", "P3 F90.0 1", "P4 A00 1", "P4 B00 2",
        ])
    #expect(try diagnoses([["P": "P1", "DX": "A00; B00"]], "; ") == ["P1 A00 1", "P1 B00 2"])
  }

  @Test("all parts as a list; for lists only; each of one source name only")
  func all() throws {
    let pool = TextPool()
    let loaded = try loadRecords(
      [(.benefitQualifications, [["plan_id": "P", "service_code": "S", "Q": "RBT, BCBA ,"]])],
      mapping: ["any_of": FieldMapping(from: ["Q"], split: FieldSplit(on: ",", take: .all))],
      pool: pool)
    let list = loaded.records.benefitQualifications.map { pool.string($0.anyOf) }
    #expect(list == ["RBT:BCBA"])
    let faults = #expect(throws: MappingFaults.self) {
      try CompiledMapping(
        .diagnoses,
        [
          "patient_id": FieldMapping(from: ["A", "B"], split: FieldSplit(on: ",", take: .each)),
          "code": FieldMapping(from: ["X"], split: FieldSplit(on: ",", take: .each)),
          "rank": FieldMapping(from: ["Y"], split: FieldSplit(on: ",", take: .place)),
          "start_date": FieldMapping(from: ["Z"], split: FieldSplit(on: ",", take: .all)),
        ])
    }
    #expect(faults?.faults.map(\.field) == ["patient_id", "rank", "start_date"])
  }

  // MARK: distinct

  private func merged(
    _ kind: RecordKind, _ rows: [[Row]], distinct: Bool = true
  ) throws -> (counts: IntakeCounts, rejected: [Int]) {
    let pool = TextPool()
    var writer = TextWriter(pool)
    var merger = ReferenceMerger(pool: pool, sources: ["a.csv"])
    let mapping = try CompiledMapping(kind)
    var rejected: [Int] = []
    for rows in rows {
      let decoded = ReferenceDecoder(mapping, isDistinct: distinct).decode(
        RecordBlock(mapping.names, rows), source: 0, writer: &writer)
      rejected += merger.append(decoded).map { Int($0.position.record) }
    }
    return (merger.finish().countsBySource.total, rejected)
  }

  @Test(
    "REC-2: repeated records count once where the input says so; what differs is rejected still")
  func distinct() throws {
    let one: Row = ["patient_id": "P1", "first_name": "A", "last_name": "B", "city": "X"]
    let blank = one.merging(["gender": ""]) { $1 }
    let other = one.merging(["city": "Y"]) { $1 }
    let second = one.merging(["patient_id": "P2"]) { $1 }
    let (counts, rejected) = try merged(.patients, [[one, second, blank], [one, other, second]])
    #expect(counts.read == 6 && counts.used == 2 && counts.replaced == 3 && counts.rejected == 1)
    #expect(rejected == [5])
    #expect(try merged(.patients, [[one, one]], distinct: false).counts.rejected == 1)
    // Types without a key.
    let code: Row = ["patient_id": "P1", "code": "F84.0"]
    let ranked = code.merging(["rank": "1"]) { $1 }
    let keyless = try merged(.diagnoses, [[code, ranked], [code, ranked, code]])
    #expect(keyless.counts.used == 2 && keyless.counts.replaced == 3 && keyless.rejected.isEmpty)
    #expect(try merged(.diagnoses, [[code, code]], distinct: false).counts.used == 2)
  }

  // MARK: lengths and amounts

  @Test("an end from a length is elapsed time, also across a clock change (DATE-3)")
  func length() throws {
    let test = try TestPractice()
    let mapping: [String: FieldMapping] = [
      "end": FieldMapping(from: ["start"], plusMinutes: "MIN")
    ]
    func minutes(_ start: String, _ length: String) throws -> [Int] {
      try test.load(
        [[TestPractice.session.merging(["start": .text(start), "MIN": .text(length)]) { $1 }]],
        mapping: mapping
      ).all.map { Int(($0.end.instant - $0.start.instant) / 60_000_000) }
    }
    #expect(try minutes("2026-01-05T09:00", "90") == [90])
    #expect(try minutes("2026-01-05T09:00", " 1:05 ") == [65])
    #expect(try minutes("2026-11-01T00:30", "120") == [120])
    #expect(try minutes("2026-03-08T01:30", "60") == [60])
    #expect(try minutes("2026-01-05T09:00", "0") == [0])
    for wrong in ["", "x", "1.5", "-5", "1:5", "1:60", "1441"] {
      let loaded = try test.load(
        [[TestPractice.session.merging(["MIN": .text(wrong)]) { $1 }]], mapping: mapping)
      #expect(loaded.rejections.count == 1, "\(wrong)")
      #expect(loaded.rejections.first?.reason.field == "end")
    }
  }

  @Test("amounts with a comma before the cents")
  func decimalComma() throws {
    func amount(_ text: String, _ decimal: String?) throws -> [Int64] {
      let loaded = try loadRecords(
        .feeSchedules,
        [["plan_id": "P", "procedure_code": "97153", "billing_amount": .text(text)]],
        mapping: ["billing_amount": FieldMapping(decimal: decimal)])
      return loaded.records.feeSchedules.map(\.billingAmount.cents)
    }
    let cases: [(String, String?, [Int64])] = [
      ("32,50", ",", [3250]), ("1.234,5", ",", [123_450]), ("1.234", ",", [123_400]),
      ("1234", ",", [123_400]), ("32.50", ",", []), ("1,234", ",", []), ("32,50", nil, []),
      ("1,234.50", ".", [123_450]),
    ]
    for (text, decimal, expected) in cases {
      #expect(try amount(text, decimal) == expected, "\(text) \(decimal ?? "-")")
    }
    for (field, mapping) in [
      ("code", FieldMapping(decimal: ",")), ("code", FieldMapping(plusMinutes: "X")),
      ("start_date", FieldMapping(plusMinutes: "X")),
    ] {
      #expect(throws: MappingFaults.self) { try CompiledMapping(.diagnoses, [field: mapping]) }
    }
    #expect(throws: MappingFaults.self) {
      try CompiledMapping(.feeSchedules, ["billing_amount": FieldMapping(decimal: ";")])
    }
  }
}
