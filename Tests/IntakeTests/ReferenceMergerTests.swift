import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// How large the sources of a record type are said to be is a guess: room is made by it, and no more.
@Suite struct ReferenceMergerTests {
  @Test(arguments: [nil, 0, 1, 40, 100_000, Int.max])
  func anyExpectationWillDo(bytes: Int?) throws {
    let pool = TextPool()
    var writer = TextWriter(pool)
    let mapping = try CompiledMapping(.patients, [:])
    var merger = ReferenceMerger(pool: pool, sources: ["a.csv"])
    if let bytes { merger.expect(bytes: bytes, of: .patients) }
    for block in 0..<5 {
      let rows = (0..<block * 7).map { row -> Row in
        let id = Cell(stringLiteral: "P\(block)-\(row)")
        return ["patient_id": id, "first_name": id, "last_name": "X"]
      }
      let decoded = ReferenceDecoder(mapping).decode(
        RecordBlock(mapping.names, rows), source: 0, writer: &writer)
      let rejections = merger.append(decoded)
      #expect(rejections.count == 0)
    }
    let ids = merger.finish().records.patients.map { pool.string($0.id) }
    let expected = (0..<5).flatMap { block -> [String] in
      (0..<block * 7).map { row in "P\(block)-\(row)" }
    }
    #expect(ids == expected)
  }
}
