import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// billing.md section 1: sessions, their references, times and identity.
struct SessionTests {
  private func written(_ moment: Moment) -> String {
    var buffer = ByteBuffer()
    buffer.append(moment)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test func aSessionInFull() throws {
    let test = try TestPractice()
    let loaded = try test.load([
      "status": "In Progress", "sequence": "3", "encounter_id": "E1", "business_unit_id": "UTC",
      "location_id": "L1", "case_id": "C1", "authorization_number": "AUTH-0001",
      "telecare": "y", "modifiers": "GT;59", "place_of_service": "2", "link": "https://a.example/1",
      "charge_status": "on-hold", "billed_externally": "1", "claim_number": "77",
    ])
    let session = try #require(loaded.all.first)
    #expect(loaded.findings.isEmpty && loaded.rejections.isEmpty)
    #expect(test.pool.string(session.id) == "S1" && session.status == .inProgress)
    #expect(session.patient.index == 0 && session.practitioner.index == 0)
    #expect(session.businessUnit.index == 0 && session.location.index == 0)
    #expect(session.case.index == 0 && session.authorization.index == 0)
    #expect(test.pool.string(session.authorizationNumber) == "AUTH-0001")
    #expect(test.pool.string(session.modifiers) == "GT:59")
    #expect(test.pool.string(session.placeOfService) == "02")
    #expect(session.chargeStatus == .onHold && session.billedExternally && session.telecare)
    #expect(session.position == Position(source: 0, line: 2, record: 1))
  }

  /// DATE-1: an offset is converted to the zone of the patient, else the unit, else the manifest; a
  /// time without one is already there.
  @Test(
    arguments: [
      (["start": "2026-01-05T14:00Z", "end": "2026-01-05T15:30+01:00"], "2026-01-05 09:00"),
      (["start": "2026-01-05 09:00:59.999", "end": "2026-01-05t10:00"], "2026-01-05 09:00"),
      (
        [
          "patient_id": "patient-two", "start": "2026-01-05T09:00-0500", "end": "2026-01-05T15:00Z",
        ],
        "2026-01-05 19:30"
      ),
      (
        ["business_unit_id": "UTC", "start": "2026-01-05T09:00-05", "end": "2026-01-05T15:00Z"],
        "2026-01-05 14:00"
      ),
      (
        ["patient_id": "P3", "start": "2026-01-05T14:00Z", "end": "2026-01-05T15:00Z"],
        "2026-01-05 09:00"
      ),
    ] as [(Row, String)]) func zones(cells: Row, start: String) throws
  {
    let loaded = try TestPractice().load(cells)
    #expect(loaded.rejections.isEmpty)
    #expect(loaded.all.first.map { written($0.start) } == start)
  }

  @Test func unknownZonesAreFindings() throws {
    let test = try TestPractice()
    #expect(test.zones.findings.map(\.code) == [.unknownTimeZone])
    #expect(test.zones.findings[0].message(in: test.pool).contains("Mars/Phobos"))
    #expect(test.zones.findings[0].position.line == 4)
    for zone in ["", "../etc/passwd", "broken", "/etc/localtime"] {
      #expect(throws: UnknownTimeZone(name: zone)) {
        try TimeZones(test.practice, manifestZone: zone) { zoneFiles[$0] }
      }
    }
  }

  /// DATE-1: skipped moves on by the gap, repeated is the first.
  @Test func clockChangesAreFindings() throws {
    let test = try TestPractice()
    let skipped = try test.load(["start": "2026-03-08T02:30", "end": "2026-03-08T04:00"])
    #expect(skipped.findings.map(\.code) == [.timeSkipped])
    #expect(skipped.findings[0].message(in: test.pool).hasPrefix("start "))
    #expect(skipped.all.first.map { written($0.start) } == "2026-03-08 03:30")
    let repeated = try test.load(["start": "2026-11-01T00:30", "end": "2026-11-01T01:30"])
    #expect(repeated.findings.map(\.code) == [.timeRepeated])
    #expect(repeated.all.first.map { $0.end.instant - $0.start.instant } == 3_600_000_000)
  }

  /// DATE-2, and the reasons for other times.
  @Test(arguments: [
    ("2026-01-05T09:00", "2026-01-05T08:59", "end", "end_before_start"),
    ("2026-01-05T09:00", "2026-01-06T09:00", "", ""),
    ("2026-01-05T09:00", "2026-01-06T09:00:01", "end", "over_24_hours"),
    // The day of the change has 25 hours, the other one 23.
    ("2026-11-01T00:00", "2026-11-02T00:00", "end", "over_24_hours"),
    ("2026-03-08T00:00", "2026-03-09T01:00", "", ""),
    ("2026-03-08T02:30", "2026-03-08T03:15", "end", "end_before_start"),
    ("2026-02-30T09:00", "2026-03-01T09:00", "start", "no_such_time"),
    ("2026-01-05T09:00", "2026-01-05T24:01", "end", "no_such_time"),
    ("2026-01-05T09:00", "2026-01-05T10:00:60", "end", "no_such_time"),
    ("2026-01-05T09:00", "2026-01-05T10:00+24:00", "end", "no_such_time"),
    ("0001-01-01T00:00+14:00", "0001-01-01T01:00+14:00", "start", "no_such_time"),
    ("yesterday", "2026-01-05T10:00", "start", "not_a_time"),
    ("2026-01-05", "2026-01-05T10:00", "start", "not_a_time"),
    ("2026-01-05T9:00", "2026-01-05T10:00", "start", "not_a_time"),
    ("2026-01-05T09:00:00.", "2026-01-05T10:00", "start", "not_a_time"),
    ("2026-01-05T09:00Zulu", "2026-01-05T10:00", "start", "not_a_time"),
    ("2026-01-05T09:00+5", "2026-01-05T10:00", "start", "not_a_time"),
  ]) func times(start: String, end: String, field: String, code: String) throws {
    let loaded = try TestPractice().load(["start": .text(start), "end": .text(end)])
    #expect(loaded.rejections.first?.reason.field ?? "" == field)
    #expect(loaded.rejections.first?.reason.code ?? "" == code)
    #expect(loaded.all.count == (code.isEmpty ? 1 : 0))
  }

  @Test(arguments: [
    ("status", "done", "unknown_value"), ("status", "", "missing"), ("status", "Canceled", nil),
    ("sequence", "2a", "not_a_whole_number"),
    ("sequence", "-9223372036854775808", "not_a_whole_number"),
    ("telecare", "x", "not_a_bool"), ("charge_status", "paid", "unknown_value"),
    ("patient_id", " ", "missing"), ("session_id", "", "missing"),
  ]) func fields(field: String, value: String, code: String?) throws {
    let loaded = try TestPractice().load([field: .text(value)])
    #expect(loaded.rejections.first?.reason.code == code)
    #expect(
      loaded.rejections.first?.recordID == (code == nil || field == "session_id" ? nil : "S1"))
  }

  /// REC-3
  @Test func referencesThatLeadNowhere() throws {
    let test = try TestPractice()
    let loaded = try test.load([
      "practitioner_id": "PR9", "location_id": "L9", "business_unit_id": "B9", "case_id": "C2",
      "authorization_number": "AUTH-0009",
    ])
    let session = try #require(loaded.all.first)
    #expect(
      loaded.findings.map(\.code) == [
        .unknownReference, .unknownReference, .unknownReference, .otherPatient, .otherPatient,
      ])
    #expect(loaded.findings.allSatisfy { test.pool.string($0.session) == "S1" })
    #expect(loaded.findings[0].message(in: test.pool).contains("PR9"))
    #expect(session.practitioner.isNone && session.location.isNone && session.businessUnit.isNone)
    #expect(session.case.isNone && session.authorization.isNone)
    #expect(test.pool.string(session.authorizationNumber) == "AUTH-0009")
    let unknown = try test.load(["authorization_number": "NOT-KNOWN"])
    #expect(unknown.all.first.map { test.pool.string($0.authorizationNumber) } == "NOT-KNOWN")
    #expect(unknown.findings.map(\.code) == [.unknownReference])
    #expect(try test.load(["location_id": "L9", "status": "?"]).findings.isEmpty)
  }

  /// Section 12: a missing patient's id still groups, over blocks; one finding a session.
  @Test func patientsWithoutARecord() throws {
    let test = try TestPractice()
    func row(_ id: String, _ patient: String) -> Row {
      TestPractice.session.merging(["session_id": .text(id), "patient_id": .text(patient)]) { $1 }
    }
    let loaded = try test.load([
      [row("A", "someone-new"), row("B", "X"), row("C", "someone-new"), row("D", "P9")],
      [row("E", "X"), row("F", "someone-new"), row("G", "P1")],
    ])
    let known = test.practice.patientIDs.count
    #expect(loaded.all.map(\.patient.index) == [known, known + 1, known, 3, known + 1, known, 0])
    let ids = loaded.sessions.patientIDs.texts.map {
      test.pool.string($0)
    }
    #expect(ids.suffix(3) == ["P9", "someone-new", "X"])
    #expect(loaded.findings.map(\.code) == Array(repeating: .unknownReference, count: 6))
    #expect(loaded.all.map(\.position.record) == [1, 2, 3, 4, 5, 6, 7])
  }

  /// REC-1
  @Test(
    arguments: [
      // sequences of the records as they come; which one counts; finding codes after the first
      ([nil, nil], 1, [FindingCode.sessionReplaced]), (["2", "1"], 0, [.sessionReplaced]),
      (["1", "2"], 1, [.sessionReplaced]), (["2", "2"], 1, [.sessionReplaced]),
      ([nil, "-5"], 1, [.sessionReplaced]), (["-5", nil], 0, [.sessionReplaced]),
      (["3", "1", "3", "2"], 2, [.sessionReplaced, .sessionReplaced, .sessionReplaced]),
    ] as [([String?], Int, [FindingCode])])
  func replacements(sequences: [String?], winner: Int, codes: [FindingCode]) throws {
    let rows = sequences.enumerated().map { index, sequence in
      TestPractice.session.merging([
        "link": .text("\(index)"), "sequence": .text(sequence ?? ""), "location_id": "L9",
      ]) { $1 }
    }
    let test = try TestPractice()
    for blocks in [[rows], rows.map { [$0] }] {
      let loaded = try test.load(blocks)
      #expect(loaded.all.map(\.position.record) == [UInt32(winner + 1)])
      // What was found about the others is dropped with them.
      #expect(loaded.findings.map(\.code) == [.unknownReference] + codes)
      let counts = loaded.countsBySource.total
      #expect(counts.read == rows.count && counts.used == 1 && counts.replaced == rows.count - 1)
    }
  }

  /// REC-1: identical is what says the same, however written; the first is kept.
  @Test func repetitions() throws {
    let test = try TestPractice()
    let base = TestPractice.session.merging([
      "encounter_id": "ENCOUNTER-1", "modifiers": "GT:59", "practitioner_id": "PR9",
    ]) { $1 }
    let same = base.merging([
      "status": "SUBMITTED", "start": "2026-01-05T14:00:00Z", "telecare": "no",
      "modifiers": .list(["GT", "59"]), "session_id": " S1 ",
    ]) { $1 }
    let loaded = try test.load([[base], [same, same]])
    #expect(loaded.all.map(\.position.record) == [1])
    #expect(
      loaded.findings.map(\.code) == [.unknownReference, .sessionRepeated, .sessionRepeated])
    #expect(loaded.findings[1].message(in: test.pool).contains("sessions.csv:3"))
    #expect(loaded.findings[1].message(in: test.pool).contains("sessions.csv:2"))
    // Fields that a session does not keep count too.
    for other: Row in [
      ["encounter_id": "ENCOUNTER-2"], ["claim_number": "1"], ["practitioner_id": "PR8"],
      ["sequence": "0"], ["start": "2026-01-05T14:00:01Z"],
    ] {
      let loaded = try test.load([[base, same.merging(other) { $1 }]])
      #expect(loaded.all.map(\.position.record) == [2])
      #expect(loaded.findings.map(\.code).contains(.sessionReplaced))
    }
  }

  /// Identity over many ids in several deals, against a plain dictionary.
  @Test func identityOfManySessions() throws {
    let test = try TestPractice()
    var random = SplitMix(seed: 3)
    var rows: [Row] = []
    var expected: [Int: (sequence: Int, row: Int)] = [:]
    for row in 0..<20_000 {
      let (id, sequence) = (Int.random(in: 0..<9000, using: &random), row % 3)
      rows.append(
        TestPractice.session.merging([
          "session_id": .text("session-\(id)"), "sequence": .text("\(sequence)"),
          "link": .text("\(row)"),
        ]) { $1 })
      if sequence >= expected[id]?.sequence ?? -1 { expected[id] = (sequence, row + 1) }
    }
    let loaded = try test.load([Array(rows[..<7000]), Array(rows[7000...])])
    #expect(loaded.all.map { Int($0.position.record) } == expected.values.map(\.row).sorted())
  }

  /// Patients that no reference record names all fall into one bucket.
  @Test(arguments: [1, 3, 50])
  func manySessionsOfUnknownPatientsComeInPartsByPatient(partSize: Int) throws {
    let test = try TestPractice([])
    var random = SplitMix(seed: 9)
    let rows = (0..<600).map { row -> Row in
      let patient = Int.random(in: 0..<40, using: &random)
      return TestPractice.session.merging([
        // Some are of a session that was there before, and take its place.
        "session_id": .text("session-\(row % 550)"), "patient_id": .text("unknown-\(patient)"),
      ]) { $1 }
    }
    let sizes = SessionStore.Sizes(part: partSize, largestBucket: 10, blockSize: 300)
    let store = try test.load([rows], sizes: sizes).loaded.sessions
    #expect(store.partCount > 600 / max(partSize, 40))
    var (ids, seen): ([String], Set<Int>) = ([], [])
    for number in 0..<store.partCount {
      let part = try store.part(number)
      let rows = part.sessions.indices.map { part.sessions[$0] }
      let order = rows.map { test.pool.string(store.patientIDs[$0.patient.index]) }
      // All of a patient's sessions, and every patient before those of the next part.
      #expect(Set(order).count == 1 || order.count <= partSize)
      #expect(ids.last.map { last in order.allSatisfy { $0 > last } } ?? true)
      ids += order.sorted()
      for row in rows {
        #expect(seen.insert(Int(row.position.record)).inserted)
      }
      store.forget(number)
    }
    // The later of two records counts (REC-1).
    #expect(seen == Set(51...600) && store.count == 550)
  }

  @Test func brokenRecordsAreRejectedAsTheAdapterSays() throws {
    let test = try TestPractice()
    let plan = try CompiledMapping(.sessions)
    var block = RecordBlock(plan.names, [TestPractice.session, TestPractice.session])
    block.faults = [
      RecordFault(
        record: 0, line: 2, column: 0, code: "wrong_number_of_columns", message: "has 3 columns")
    ]
    var writer = TextWriter(test.pool)
    let decoder = SessionDecoder(test.practice, mapping: plan, zones: test.zones)
    var merger = SessionMerger(test.practice, sources: ["sessions.csv"])
    let rejections = try merger.append(decoder.decode(block, source: 0, writer: &writer))
    let loaded = try merger.finish()
    #expect(loaded.all.count == 1)
    #expect(rejections.map(\.reason.code) == ["wrong_number_of_columns"])
    #expect(rejections[0].recordID == "S1")
    let finding = rejections[0].finding(writer: &writer)
    #expect(finding.code == .recordRejected && test.pool.string(finding.session) == "S1")
  }
}
