import Synchronization
import Testing

@testable import ClaimCore

/// Rows stand the same wherever they stand: in memory, in a file, or some of them here and some there.
@Suite("Rows beyond memory")
struct SpillTests {
  /// Files as arrays of bytes.
  private final class ArraySpace: SpillSpace {
    final class File: SpillFile {
      private let bytes = Mutex<[UInt8]>([])
      private nonisolated(unsafe) var mapped: UnsafeMutableRawPointer?
      var count: Int { bytes.withLock { $0.count } }

      deinit { mapped?.deallocate() }

      func append(_ more: UnsafeRawBufferPointer) -> Int {
        let more = Array(more)
        return bytes.withLock { bytes in
          defer { bytes += more }
          return bytes.count
        }
      }

      func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) {
        let part = bytes.withLock { Array($0[offset..<offset + buffer.count]) }
        buffer.copyBytes(from: part)
      }

      func map() -> UnsafeRawPointer {
        let all = bytes.withLock { $0 }
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, all.count), alignment: 16)
        copy.copyMemory(from: all, byteCount: all.count)
        mapped = copy
        return UnsafeRawPointer(copy)
      }

      func room(byteCount: Int) -> UnsafeMutableRawPointer? { nil }
    }

    let files = Mutex<[File]>([])

    func makeFile() -> any SpillFile {
      let file = File()
      files.withLock { $0.append(file) }
      return file
    }

    func trim() {}
    var written: Int { files.withLock { $0.reduce(0) { $0 + $1.count } } }
  }

  @Test(
    "buckets keep their rows in order, whatever the limit and the size of a block",
    arguments: [0, 100, 5000, .max], [128, 131, 1])
  func buckets(limit: Int, blockSize: Int) throws {
    let space = ArraySpace()
    let buckets = RowBuckets<UInt64>(
      count: 7, blockSize: blockSize, spill: Spill(to: space, beyond: limit))
    var generator = SystemRandomNumberGenerator()
    var expected = [[UInt64]](repeating: [], count: 7)
    for _ in 0..<3000 {
      // The last bucket stays empty.
      let (row, bucket) = (UInt64.random(in: 0 ... .max, using: &generator), Int.random(in: 0..<6))
      #expect(try buckets.append(row, to: bucket) == expected[bucket].count)
      expected[bucket].append(row)
    }
    for bucket in 0..<7 {
      var rows: [UInt64] = []
      try buckets.forEachRun(of: bucket) { rows += $0 }
      #expect(rows == expected[bucket])
      #expect(buckets.count(of: bucket) == expected[bucket].count)
      for number in [0, 15, 16, rows.count - 1] where rows.indices.contains(number) {
        #expect(try buckets.row(number, of: bucket) == rows[number])
      }
      buckets.free(bucket)
      #expect(buckets.count(of: bucket) == 0)
    }
    #expect((space.written > 0) == (limit < 5001))
  }

  @Test("a table stands as it was appended, whatever the limit", arguments: [0, 100, 3001, .max])
  func tables(limit: Int) throws {
    var builder = TableBuilder<UInt64>(Spill(to: ArraySpace(), beyond: limit))
    var expected: [UInt64] = []
    for count in [0, 1, 7, 300, 0, 90] {
      let more = (0..<count).map { UInt64(expected.count + $0) }
      try builder.append(more) { $0 *= 3 }
      expected += more.map { $0 * 3 }
    }
    #expect(builder.count == expected.count)
    let table = try builder.finish()
    #expect(table.indices.map { table[$0] } == expected)
  }

  @Test("rows of one key keep their order in every bucket", arguments: [0, .max])
  func ordered(limit: Int) throws {
    let keys = (0..<5000).map { _ in UInt64.random(in: 0..<40) }
    let buckets = OrderedBuckets<Int>(
      expecting: keys.count, bucketsOf: 64, spill: Spill(to: ArraySpace(), beyond: limit)
    ) { OrderedBuckets.Place(key: keys[$0], number: $0) }
    for number in keys.indices {
      try buckets.append(number, at: OrderedBuckets.Place(key: keys[number], number: number))
    }
    let rows = try (0..<buckets.count).flatMap { try buckets.rows(of: $0) { keys[$0] } }
    #expect(rows == keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) })
    // Though many rows share a key, no bucket has most of them.
    let sizes = (0..<buckets.count).map { buckets.rowCount(of: $0) }
    #expect(buckets.count > 50 && (sizes.max() ?? 0) < 400)
  }

  @Test(
    "findings stand by place, then code, then session, however many there are",
    arguments: [0, .max])
  func findings(limit: Int) throws {
    let pool = TextPool()
    var writer = TextWriter(pool)
    let sessions = ["S10", "S2", "session number 7"].map { writer.keep($0) }
    let codes = FindingCode.allCases
    var findings: [Finding] = []
    for _ in 0..<30_000 {
      // A few of each record, in any order.
      let record = Int.random(in: 1...8000)
      findings.append(
        Finding(
          codes[Int.random(in: 0..<codes.count)],
          at: Position(source: 1, line: record + 1, record: record),
          session: sessions[Int.random(in: 0..<3)], "\(findings.count)"))
    }
    let ordered = OrderedFindings(
      pool, expecting: findings.count, places: findings.prefix(500).map(\.position), examples: 5,
      spill: Spill(to: ArraySpace(), beyond: limit))
    for start in stride(from: 0, to: findings.count, by: 1000) {
      try ordered.append(Array(findings[start..<start + 1000]))
    }
    let sorted = findings.inOrder(of: pool)
    let rows = try (0..<ordered.dealCount).flatMap { try ordered.deal($0) }
    #expect(rows.map { $0.finding(pool).message(in: pool) } == sorted.map { $0.message(in: pool) })
    #expect(ordered.dealCount > 5 && ordered.count == findings.count)
    for code in codes {
      let tally = ordered.tally(of: code)
      let known = sorted.filter { $0.code == code }.map { $0.message(in: pool) }
      #expect(tally.count == known.count)
      #expect(
        tally.first.map { $0.finding(pool).message(in: pool) } == Array(known.prefix(5)))
    }
  }

  /// Makes some files; then, or once so many bytes stand in one, there is no room left.
  private struct FullSpace: SpillSpace {
    struct NoRoom: Error {}

    final class File: SpillFile {
      private let left: Mutex<Int>
      init(_ room: Int) { left = Mutex(room) }

      func append(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        try left.withLock { left in
          left -= bytes.count
          if left < 0 { throw NoRoom() }
        }
        return 0
      }

      func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
        throw NoRoom()
      }

      func map() throws -> UnsafeRawPointer { throw NoRoom() }
      func room(byteCount: Int) -> UnsafeMutableRawPointer? { nil }
    }

    /// Bytes in each file; `nil` where none can be made.
    let room: Int?

    func makeFile() throws -> any SpillFile {
      guard let room else { throw NoRoom() }
      return File(room)
    }

    func trim() {}
  }

  @Test(
    "where there is no room, rows are refused and none is taken for another",
    arguments: [nil, 0, 512])
  func noRoom(room: Int?) throws {
    let spill = Spill(to: FullSpace(room: room), beyond: 0)
    #expect(throws: FullSpace.NoRoom.self) {
      let buckets = RowBuckets<UInt64>(count: 2, blockSize: 128, spill: spill)
      for row in 0..<200 { try buckets.append(UInt64(row), to: row % 2) }
    }
    #expect(throws: FullSpace.NoRoom.self) {
      var builder = TableBuilder<UInt64>(spill)
      for row in 0..<200 { try builder.append([UInt64(row)]) { _ in } }
      _ = try builder.finish()
    }
    #expect(throws: FullSpace.NoRoom.self) {
      let buckets = RowBuckets<UInt64>(count: 1, blockSize: 128, spill: spill)
      for row in 0..<16 { try buckets.append(UInt64(row), to: 0) }
      try buckets.forEachRun(of: 0) { _ in }
    }
    // Texts stay in memory where a file has no room for them.
    let pool = TextPool(spill: spill)
    var writer = TextWriter(pool)
    let texts = (0..<500).map { writer.keep("session number \($0)") }
    #expect(pool.string(texts[499]) == "session number 499")
  }

  @Test("texts in a file are the same texts")
  func texts() {
    let pool = TextPool(spill: Spill(to: ArraySpace(), beyond: 10_000))
    var writer = TextWriter(pool)
    let strings = (0..<2000).map { "patient number \($0 * 7919)" }
    let texts = strings.map { writer.keep($0) }
    #expect(texts.map { pool.string($0) } == strings)
    #expect(pool.order(of: texts).map { strings[Int($0)] } == strings.sorted())
  }
}
