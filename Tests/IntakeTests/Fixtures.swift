import AdapterKit
import ClaimCore

@testable import Intake

/// One cell of a row in a test.
enum Cell: ExpressibleByStringLiteral {
  case text(String)
  case list([String])
  case nested

  init(stringLiteral value: String) { self = .text(value) }
}

typealias Row = [String: Cell]

extension RecordBlock {
  /// A block as an adapter makes it: each row a line, its cells joined by commas.
  init(_ names: [String], _ rows: [Row], firstLine: Int = 2) {
    var bytes: [UInt8] = []
    var slots: [FieldSlot] = []
    var records: [RecordExtent] = []
    for (number, row) in rows.enumerated() {
      let start = bytes.count
      for name in names {
        if bytes.count > start { bytes.append(0x2C) }
        let offset = bytes.count
        switch row[name] {
        case nil: slots.append(.missing)
        case .text(let text)?:
          bytes += Array(text.utf8)
          slots.append(FieldSlot(offset: offset, count: text.utf8.count))
        case .list(let elements)?:
          for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(RecordBlock.listSeparator) }
            bytes += Array(element.utf8)
          }
          slots.append(FieldSlot(offset: offset, count: bytes.count - offset, kind: .list))
        case .nested?:
          bytes += Array("{}".utf8)
          slots.append(FieldSlot(offset: offset, count: 2, kind: .nested))
        }
      }
      records.append(RecordExtent(start: start, end: bytes.count, line: firstLine + number))
      bytes.append(0x0A)
    }
    self.init(bytes: bytes, width: names.count)
    self.slots = slots
    self.records = records
  }
}

/// What merging came to, with the rejections of its blocks.
@dynamicMemberLookup
struct Taken<Loaded> {
  let loaded: Loaded
  let rejections: [Rejection]

  subscript<Value>(dynamicMember path: KeyPath<Loaded, Value>) -> Value { loaded[keyPath: path] }
}

/// Decodes rows of reference records as one block of one source.
func loadRecords(
  _ kind: RecordKind, _ rows: [Row], mapping: [String: FieldMapping] = [:],
  pool: TextPool = TextPool()
) throws -> Taken<LoadedReferences> {
  try loadRecords([(kind, rows)], mapping: mapping, pool: pool)
}

func loadRecords(
  _ inputs: [(RecordKind, [Row])], mapping: [String: FieldMapping] = [:], pool: TextPool
) throws -> Taken<LoadedReferences> {
  var merger = ReferenceMerger(pool: pool, sources: inputs.map { "\($0.0.rawValue).csv" })
  var writer = TextWriter(pool)
  var rejections: [Rejection] = []
  for (source, (kind, rows)) in inputs.enumerated() {
    let plan = try CompiledMapping(kind, mapping)
    rejections += merger.append(
      ReferenceDecoder(plan).decode(
        RecordBlock(plan.names, rows), source: source, writer: &writer))
  }
  return Taken(loaded: merger.finish(), rejections: rejections)
}

/// A TZif file with one footer rule and no table.
func tzif(_ footer: String, offset: Int32, changes: [(at: Int64, offset: Int32)] = []) -> [UInt8] {
  func bytes<I: FixedWidthInteger>(_ value: I) -> [UInt8] {
    (0..<(I.bitWidth / 8)).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
  func header(_ times: Int, _ types: Int) -> [UInt8] {
    Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
      + [0, 0, 0, times, types, 4].flatMap { bytes(Int32($0)) }
  }
  var file = header(0, 1) + bytes(offset) + [0, 0] + Array("AAA\0".utf8)
  file += header(changes.count, changes.count + 1)
  for change in changes { file += bytes(change.at) }
  for index in changes.indices { file.append(UInt8(index + 1)) }
  file += bytes(offset) + [0, 0]
  for change in changes { file += bytes(change.offset) + [0, 0] }
  return file + Array("AAA\0".utf8) + [0x0A] + Array(footer.utf8) + [0x0A]
}

let zoneFiles: [String: [UInt8]] = [
  "America/New_York": tzif("EST5EDT,M3.2.0,M11.1.0", offset: -18_000),
  "Asia/Kolkata": tzif("IST-5:30", offset: 19_800),
  "Etc/UTC": tzif("UTC0", offset: 0),
  "broken": Array("TZif".utf8),
]

/// A practice with two patients, and sessions decoded against it.
struct TestPractice {
  let pool = TextPool()
  let practice: Practice
  let zones: TimeZones

  init(_ inputs: [(RecordKind, [Row])] = TestPractice.records) throws {
    practice = Practice(try loadRecords(inputs, pool: pool).records, pool: pool)
    zones = try TimeZones(practice, manifestZone: "America/New_York") { zoneFiles[$0] }
  }

  static let records: [(RecordKind, [Row])] = [
    (
      .patients,
      [
        ["patient_id": "P1", "first_name": "Ada", "last_name": "L"],
        [
          "patient_id": "patient-two", "first_name": "Bo", "last_name": "M",
          "time_zone": "Asia/Kolkata",
        ],
        ["patient_id": "P3", "first_name": "Cy", "last_name": "N", "time_zone": "Mars/Phobos"],
      ]
    ),
    (.practitioners, [["practitioner_id": "PR1", "first_name": "D", "last_name": "O"]]),
    (.businessUnits, [["business_unit_id": "UTC", "name": "Unit", "time_zone": "Etc/UTC"]]),
    (.locations, [["location_id": "L1", "type": "Home"]]),
    (
      .cases,
      [["case_id": "C1", "patient_id": "P1"], ["case_id": "C2", "patient_id": "patient-two"]]
    ),
    (
      .authorizations,
      [
        ["authorization_number": "AUTH-0001", "patient_id": "P1"],
        ["authorization_number": "AUTH-0009", "patient_id": "P9"],
      ]
    ),
  ]

  static let session: Row = [
    "session_id": "S1", "status": "submitted", "patient_id": "P1", "practitioner_id": "PR1",
    "service_code": "DIRECT", "start": "2026-01-05T09:00", "end": "2026-01-05T10:00",
  ]

  /// Each inner list is one block of the same source.
  func load(
    _ blocks: [[Row]], mapping: [String: FieldMapping] = [:],
    sizes: SessionStore.Sizes = SessionStore.Sizes()
  ) throws -> Taken<LoadedSessions> {
    let plan = try CompiledMapping(.sessions, mapping)
    let decoder = SessionDecoder(practice, mapping: plan, zones: zones)
    var merger = SessionMerger(practice, sources: ["sessions.csv"])
    merger.sizes = sizes
    var line = 2
    var rejections: [Rejection] = []
    for rows in blocks {
      var writer = TextWriter(pool)
      rejections += try merger.append(
        decoder.decode(
          RecordBlock(plan.names, rows, firstLine: line), source: 0, writer: &writer))
      line += rows.count
    }
    return Taken(loaded: try merger.finish(), rejections: rejections)
  }

  /// One session with some of its cells changed.
  func load(_ cells: Row) throws -> Taken<LoadedSessions> {
    try load([[TestPractice.session.merging(cells) { $1 }]])
  }
}

extension LoadedSessions {
  /// In the order they were read.
  var all: [Session] {
    guard let set = try? sessions.all() else { return [] }
    return set.sessions.indices.map { set.sessions[$0] }.sorted { $0.position < $1.position }
  }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
