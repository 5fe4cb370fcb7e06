import AdapterKit
import ClaimCore
import Dispatch
import GRDB
import Synchronization
import Testing

@testable import Ledger

/// Rows on their way to and from SQLite, many at a time.
@Suite("Rows of ledgers, many at a time", .onOwnThreads)
struct LedgerRowTests {
  private enum Value: Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    static let samples: [Value] = [
      .null, .integer(0), .integer(.min), .integer(.max), .text(""), .text("P1"),
      .text("eight by"), .text("niné bytes"), .text(String(repeating: "long ", count: 9_000)),
      .blob([]), .blob([0]), .blob(Array(repeating: 7, count: 70_000)),
    ]

    func add(to batch: inout RowBatch) {
      switch self {
      case .null: batch.addNull()
      case .integer(let number): batch.add(number)
      case .text(let text): batch.add(text)
      case .blob(let bytes): batch.add(.blob) { $0.append(bytes) }
      }
    }

    /// Of a row that a statement has just given.
    init(_ row: RowStatement, _ column: Int32, type: String) {
      self =
        switch type {
        case "null": .null
        case "integer": .integer(row.number(column))
        case "text": .text(row.string(column))
        default: .blob(row.withBytes(column) { Array($0) })
        }
    }
  }

  /// Values of all kinds, each row beginning with another one.
  private func rows(_ count: Int, columns: Int) -> [[Value]] {
    (0..<count).map { row in
      (0..<columns).map { Value.samples[(row * 7 + $0 * 5) % Value.samples.count] }
    }
  }

  private func batch(of rows: [[Value]], columns: Int) -> RowBatch {
    var batch = RowBatch(columns: columns)
    // What was in it before must not be seen.
    batch.add("before")
    batch.removeAll()
    for value in rows.joined() { value.add(to: &batch) }
    return batch
  }

  private func read(_ row: RowStatement, columns: Int) -> [Value] {
    (0..<Int32(columns)).map { Value(row, $0, type: row.string($0 + Int32(columns))) }
  }

  private func types(_ names: [String]) -> String {
    names.map { "typeof(\($0))" }.joined(separator: ", ")
  }

  @Test(
    "SQLite reads every value as it was added",
    arguments: [(0, 3), (1, 1), (13, 5), (40, 16)])
  func feeds(_ shape: (rows: Int, columns: Int)) throws {
    let rows = rows(shape.rows, columns: shape.columns)
    let batch = batch(of: rows, columns: shape.columns)
    #expect(batch.count == shape.rows)
    try DatabaseQueue().write { database in
      let feed = try RowFeed(database)
      let names = (1...shape.columns).map { "c\($0)" }
      let select = try RowStatement(
        database, "SELECT \(names.joined(separator: ", ")), \(types(names)) FROM run_row")
      var found: [[Value]] = []
      try feed.holding(batch) {
        try select.eachRow { found.append(read(select, columns: shape.columns)) }
      }
      #expect(found == rows)
      // Afterwards there is nothing in it.
      try select.eachRow { Issue.record("a row is left") }
    }
  }

  @Test(
    "columns that a batch does not have are NULL, and a table made anew takes the first one's place"
  )
  func narrowBatches() throws {
    let batch = batch(of: [[.integer(1)], [.text("two")]], columns: 1)
    try DatabaseQueue().write { database in
      for _ in 0..<3 {
        let feed = try RowFeed(database)
        let count = try RowStatement(
          database, "SELECT count(*), count(c1), count(c2), count(c16) FROM run_row")
        try feed.holding(batch) {
          let isRow = try count.step()
          #expect(isRow)
          #expect((0..<4).map { count.number($0) } == [2, 2, 0, 0])
          count.reset()
        }
      }
    }
  }

  @Test("a batch's row is bound as it was added")
  func binds() throws {
    let rows = rows(12, columns: 9)
    let batch = batch(of: rows, columns: 9)
    try DatabaseQueue().write { database in
      let names = (1...9).map { "?\($0)" }
      let select = try RowStatement(
        database, "SELECT \(names.joined(separator: ", ")), \(types(names))")
      for (number, row) in rows.enumerated() {
        select.bind(batch, row: number)
        let isRow = try select.step()
        #expect(isRow)
        #expect(read(select, columns: 9) == row)
        select.reset()
      }
    }
  }

  @Test("batches of any number of rows are asked for", arguments: [0, 1, 511, 512, 513, 1500])
  func manyBatches(_ count: Int) throws {
    try DatabaseQueue().write { database in
      let feed = try RowFeed(database)
      let double = try RowStatement(database, "SELECT c1 * 2 FROM run_row")
      var found: [Int64] = []
      try feed.eachRow(
        of: double, columns: 1, count: count, add: { $1.add(Int64($0)) },
        body: { found.append(double.number(0)) })
      #expect(found == (0..<Int64(count)).map { $0 * 2 })
    }
  }

  @Test("a charge that an index names and that is not there is damage")
  func missingCharge() throws {
    let queue = try DatabaseQueue()
    try Migrations.migrator.migrate(queue)
    try queue.write { database in
      let lookups = try ChargeLookups(database, path: "ledger.sqlite")
      try lookups.eachCharge(at: []) { _, _ in Issue.record("there is none") }
      #expect(throws: LedgerFault.self) {
        try lookups.eachCharge(at: [RadixEntry(key: 9, value: 0)]) { _, _ in }
      }
    }
  }

  private final class Piece { var number = -1 }
  private final class Counter: Sendable { let value = Mutex(0) }
  private struct Stop: Error {}

  @Test("pieces are used in their order, however many", arguments: [0, 1, 3, 4, 5, 300])
  func piecesAhead(_ count: Int) throws {
    var used: [Int] = []
    try Ahead.run(
      count, of: Piece.init, make: { $1.number = $0 }, use: { used.append($0.number) })
    #expect(used == Array(0..<count))
  }

  @Test("charges of a first load are written in their order", arguments: [0, 1, 4, 5, 40])
  func chargesInOrder(_ count: Int) {
    let flow = FirstLoad(withClaims: false)
    let parts = (0..<count).map { _ in FirstLoad.Rows() }
    DispatchQueue(label: "billing").async {
      for part in parts { try? flow.put(part) }
      flow.end()
    }
    var written: [ObjectIdentifier] = []
    flow.eachPart { written.append(ObjectIdentifier($0)) }
    #expect(written == parts.map(ObjectIdentifier.init))
  }

  @Test("where the ledger can't go on, a first load ends", arguments: [0, 1, 7])
  func chargesEnd(_ last: Int) {
    let (flow, part) = (FirstLoad(withClaims: false), FirstLoad.Rows())
    let put = Counter()
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "billing").async {
      while (try? flow.put(part)) != nil { put.value.withLock { $0 += 1 } }
      flow.end()
      ended.signal()
    }
    var written = 0
    #expect(throws: Stop.self) {
      try flow.eachPart { _ in
        if written == last { throw Stop() }
        written += 1
      }
    }
    ended.wait()
    #expect(put.value.withLock { $0 } <= last + 6)
  }

  @Test("a fault ends the making of pieces", arguments: [0, 1, 7])
  func piecesEnd(_ last: Int) throws {
    let made = Counter()
    func make(_ number: Int, _ piece: Piece) {
      made.value.withLock { $0 += 1 }
      piece.number = number
    }
    func use(_ piece: Piece) throws { if piece.number == last { throw Stop() } }
    #expect(throws: Stop.self) {
      try Ahead.run(100, of: Piece.init, make: make, use: use)
    }
    let count = made.value.withLock { $0 }
    #expect(count <= last + 5)
  }
}
