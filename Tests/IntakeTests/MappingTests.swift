import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// formats.md section 2: mappings.
struct MappingTests {
  /// What `first_name` or another field of a patient becomes.
  private func mapped(
    _ mapping: FieldMapping, _ row: Row, field: String = "mrn", of kind: RecordKind = .patients
  ) throws -> String? {
    let pool = TextPool()
    let base: Row = ["patient_id": "P", "first_name": "A", "last_name": "B"]
    let loaded = try loadRecords(
      [(kind, [base.merging(row) { $1 }])], mapping: [field: mapping], pool: pool)
    #expect(loaded.rejections.isEmpty)
    return loaded.records.patients.first.map { pool.string($0.mrn) }
  }

  @Test(
    arguments: [
      (FieldMapping(from: ["X"]), ["X": " a "], "a"),
      (FieldMapping(from: ["X", "Y", "Z"]), ["X": "a", "Y": " ", "Z": "c"], "a c"),
      (FieldMapping(from: ["X"]), [:], ""),
      (FieldMapping(value: "fixed"), ["mrn": "x"], "fixed"),
      (FieldMapping(template: "{X}-{Y}"), ["X": "a", "Y": "b"], "a-b"),
      (FieldMapping(template: "{{{X}}}-{Y}"), ["X": "a"], "{a}-"),
      (FieldMapping(template: "{X}-{Y}"), [:], ""),
      (FieldMapping(template: "{X}-{Y}", default: "none"), [:], "none"),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: " ", take: .first)), ["X": "Ann  Lee Poe"],
        "Ann"
      ),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: " ", take: .rest)), ["X": "Ann  Lee Poe"],
        "Lee Poe"
      ),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: " ", take: .last)), ["X": "Ann Lee  Poe"],
        "Poe"
      ),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: " ", take: .number(2))),
        ["X": "Ann  Lee Poe"], "Lee"
      ),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: ", ", take: .number(2))), ["X": "Poe, Ann"],
        "Ann"
      ),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: ",", take: .number(3))), ["X": "Poe, Ann"],
        ""
      ),
      (FieldMapping(from: ["X"], split: FieldSplit(on: ",", take: .first)), ["X": "Poe"], "Poe"),
      (FieldMapping(from: ["X"], split: FieldSplit(on: ",", take: .rest)), ["X": "Poe"], ""),
      (FieldMapping(from: ["X"], map: ["yes": "1", "YES": "2"]), ["X": " YES "], "2"),
      (FieldMapping(from: ["X"], map: ["Yes": "1"]), ["X": "yES"], "1"),
      (FieldMapping(from: ["X"], map: ["Yes": "1"]), ["X": "no"], "no"),
      (FieldMapping(from: ["X"], map: ["n/a": ""], default: "7"), ["X": "N/A"], "7"),
      (
        FieldMapping(from: ["X"], split: FieldSplit(on: "-", take: .last), map: ["b": "c"]),
        ["X": "a-b"], "c"
      ),
    ] as [(FieldMapping, Row, String)])
  func values(mapping: FieldMapping, row: Row, expected: String) throws {
    #expect(try mapped(mapping, row) == expected)
  }

  @Test func listsAreJoinedAndMappedByElement() throws {
    let pool = TextPool()
    let mapping = FieldMapping(from: ["M1", "M2", "M3"], map: ["tele": "GT"])
    let fee: Row = [
      "plan_id": "PL", "procedure_code": "1", "billing_amount": "1", "M1": .list(["TELE", "59"]),
      "M3": "76|tele",
    ]
    let loaded = try loadRecords(
      [(.feeSchedules, [fee])], mapping: ["modifiers": mapping], pool: pool)
    #expect(pool.string(loaded.records.feeSchedules[0].modifiers) == "GT:59:76:GT")
  }

  @Test func sourceNamesAreAskedForOnce() throws {
    let plan = try CompiledMapping(
      .cases,
      [
        "case_id": FieldMapping(template: "{A}-{B}"), "patient_id": FieldMapping(from: ["A"]),
        "billing_rule": FieldMapping(value: "ama"),
      ])
    #expect(plan.names == ["A", "B"])
    let lacking = plan.requiredFields(lackingIn: ["A", "b"])
    #expect(lacking.map(\.field) == ["patient_id"])
    #expect(lacking.first?.names == ["A"])
  }

  @Test(arguments: [
    ("MM/dd/yyyy", "01/05/2026", "2026-01-05"), ("M/d/yyyy", "1/5/2026", "2026-01-05"),
    ("yyyyMMdd", "20260105", "2026-01-05"), ("d MMM yyyy", "5 Jan 2026", "2026-01-05"),
    ("EEE, MMMM d, y", "Mon, january 5, 2026", "2026-01-05"),
    ("dd.MM.yy", "05.01.70", "1970-01-05"),
    ("dd.MM.yy", "05.01.68", "2068-01-05"),
    ("yyyy-MM-dd'T'HH:mm:ssX", "2026-01-05T23:00:00Z", "2026-01-05"),
    ("MM/dd/yyyy", "13/05/2026", "no_such_date"), ("MM/dd/yyyy", "01/05/26", "not_a_date"),
    ("MM/dd/yyyy", "2026-01-05", "not_a_date"), ("yyyyMMdd", "2026105", "not_a_date"),
    ("MM/dd/yyyy", "01/05/2026 x", "not_a_date"),
  ]) func datePatterns(pattern: String, value: String, expected: String) throws {
    let rows: [Row] = [
      ["patient_id": "P", "first_name": "A", "last_name": "B", "date_of_birth": .text(value)]
    ]
    let loaded = try loadRecords(
      .patients, rows, mapping: ["date_of_birth": FieldMapping(format: pattern)])
    var read = ByteBuffer()
    if let date = loaded.records.patients.first?.dateOfBirth { read.append(date) }
    #expect(
      loaded.rejections.first?.reason.code ?? String(decoding: read.bytes, as: UTF8.self)
        == expected)
    if let reason = loaded.rejections.first?.reason, reason.code == "not_a_date" {
      #expect(reason.message.contains(pattern))
    }
  }

  @Test(arguments: [
    ("MM/dd/yyyy h:mm a", "01/05/2026 9:00 PM", "2026-01-05 21:00"),
    ("MM/dd/yyyy h:mm a", "01/05/2026 12:30\u{202F}a.m.", "2026-01-05 00:30"),
    ("MM/dd/yyyy hh:mm:ss.SSS a", "01/05/2026 01:02:03.5 pm", "2026-01-05 13:02"),
    ("yyyy-MM-dd HH:mm z", "2026-01-05 14:00 UTC", "2026-01-05 09:00"),
    ("yyyy-MM-dd HH:mm XXX", "2026-01-05 19:30 +05:30", "2026-01-05 09:00"),
    ("MM/dd/yyyy h:mm a", "01/05/2026 13:00 PM", "no_such_time"),
    ("MM/dd/yyyy HH:mm", "01/05/2026 24:00", "2026-01-06 00:00"),
    ("MM/dd/yyyy HH:mm", "01/05/2026 24:01", "no_such_time"),
    ("MM/dd/yyyy HH:mm", "01/05/2026", "not_a_time"),
  ]) func timePatterns(pattern: String, value: String, expected: String) throws {
    let row = TestPractice.session.merging(["start": .text(value), "end": .text(value)]) { $1 }
    let format = FieldMapping(format: pattern)
    let loaded = try TestPractice().load([[row]], mapping: ["start": format, "end": format])
    var read = ByteBuffer()
    if let start = loaded.all.first?.start { read.append(start) }
    #expect(
      loaded.rejections.first?.reason.code ?? String(decoding: read.bytes, as: UTF8.self)
        == expected)
  }

  @Test func faultsAreCollected() throws {
    let mapping: [String: FieldMapping] = [
      "sesion_id": FieldMapping(from: ["Id"]),
      "status": FieldMapping(from: ["S"], map: ["done": "submited", "x": "Cancelled"]),
      "start": FieldMapping(format: "MM/dd/QQQ"),
      "end": FieldMapping(format: "MM/dd/yyyy hh:mm"),
      "patient_id": FieldMapping(from: ["A"], template: "{B}"),
      "practitioner_id": FieldMapping(template: "{B"),
      "telecare": FieldMapping(value: "maybe"),
      "link": FieldMapping(from: ["L"], split: FieldSplit(on: "", take: .number(0))),
      "modifiers": FieldMapping(format: "yyyy"),
      "charge_status": FieldMapping(default: "on hold"),
    ]
    let error = #expect(throws: MappingFaults.self) { try CompiledMapping(.sessions, mapping) }
    let faults = try #require(error).faults
    let places = faults.map {
      [$0.field, $0.key, $0.mapKey].compactMap { $0 }.joined(separator: ".")
    }
    #expect(
      places == [
        "end.format", "link.split", "link.split", "modifiers.format", "patient_id.template",
        "practitioner_id.template", "sesion_id", "start.format", "status.map.done",
        "telecare.value",
      ])
    func message(_ field: String) -> String { faults.first { $0.field == field }?.message ?? "" }
    #expect(message("sesion_id").hasSuffix("perhaps session_id"))
    #expect(message("status").hasSuffix("perhaps submitted"))
    #expect(message("start").contains("QQQ") && message("start").contains("yyyy"))
  }

  @Test(arguments: [
    ("sessionid", "session_id"), ("pateint_id", "patient_id"), ("Start", "start"), ("qwerty", nil),
    ("", nil),
  ]) func nearestNames(written: String, expected: String?) {
    #expect(RecordSchema.of(.sessions).nearestField(to: written) == expected)
  }
}
