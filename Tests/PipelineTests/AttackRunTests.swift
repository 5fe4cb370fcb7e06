import AdapterKit
import ClaimCore
import Foundation
import Testing

@testable import Intake
@testable import Pipeline

/// Runs in bad surroundings, and with more rejected records than anyone reads.
@Suite("Attacks on a run")
struct AttackRunTests {
  private static let columns =
    "session_id,status,patient_id,practitioner_id,service_code,start,end\n"

  private static func row(_ number: Int, _ status: String = "submitted") -> String {
    "S-\(number),\(status),P1,PR1,A,2026-01-05T09:00,2026-01-05T10:00\n"
  }

  private static func manifest(_ inputs: String, output: String = "out/export.csv") -> String {
    """
    version: 1
    pipeline: attacks
    inputs: [{ adapter: csv, record: sessions, path: "\(inputs)" }]
    outputs: [{ adapter: billing_export, path: \(output) }]
    rejects: { max: "100%", quarantine: out/q }
    report: out/run-report.json
    """
  }

  /// A shell's redirections around the program.
  private func shell(_ command: String, in sandbox: Sandbox) throws -> Sandbox.Ending {
    try sandbox.tool("bash", "-c", command, Sandbox.program.path)
  }

  @Test("a reader that has seen enough ends preview quietly; a full disk does not")
  func standardOutput() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Self.columns + (0..<1000).map { Self.row($0) }.joined(), to: "in.csv")
    try sandbox.write(Self.manifest("in.csv"), to: "run.yml")
    let cases: [(command: String, status: String, words: String)] = [
      ("\"$0\" preview run.yml --records 1000 | head -1", "0", ""),
      ("\"$0\" adapters | true", "0", ""), ("\"$0\" --help | true", "0", ""),
      ("\"$0\" preview run.yml > /dev/full", "4", "standard output"),
      ("\"$0\" adapters > /dev/full", "4", "standard output"),
      ("\"$0\" --version > /dev/full", "4", "standard output"),
      ("\"$0\" preview run.yml >&-", "4", "standard output"),
    ]
    for (command, status, words) in cases {
      let ending = try shell("\(command); echo status ${PIPESTATUS[0]}", in: sandbox)
      #expect(ending.output.hasSuffix("status \(status)\n"), "\(command): \(ending.output)")
      #expect(
        words.isEmpty ? ending.messages.isEmpty : ending.messages.contains(words),
        "\(command): \(ending.messages)")
    }
  }

  @Test("closed standard streams: no message gets into a file")
  func closedStreams() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.columns + Self.row(1) + Self.row(2, "finished"), to: "in.csv")
    try sandbox.write(Self.manifest("in.csv"), to: "run.yml")
    #expect(try shell("\"$0\" run run.yml --now 2026-02-01", in: sandbox).status == 1)
    let names = try sandbox.files(in: "out")
    let expected = try names.map { try sandbox.data("out/\($0)") }
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
      try FileManager.default.removeItem(at: sandbox.url("out"))
      let ending = try shell(
        "\"$0\" run run.yml --now 2026-02-01 \(closed); exit $?", in: sandbox)
      #expect(ending.status == 1)
      #expect(try sandbox.files(in: "out") == names)
      #expect(try names.map { try sandbox.data("out/\($0)") } == expected, "\(closed)")
    }
    try sandbox.write(Self.manifest("-"), to: "run.yml")
    #expect(try shell("\"$0\" run run.yml <&-", in: sandbox).status == 4)
  }

  @Test("rejected records of many files need few open files")
  func manyFilesWithRejects() throws {
    let sandbox = try Sandbox()
    for number in 0..<60 {
      try sandbox.write(Self.columns + Self.row(number, "finished"), to: "in/\(number).csv")
    }
    try sandbox.write(Self.manifest("in/*.csv"), to: "run.yml")
    let ending = try shell("ulimit -n 40; \"$0\" run run.yml", in: sandbox)
    #expect(ending.status == 1, "\(ending.messages)")
    #expect(try sandbox.report().quarantine.count == 60)
  }

  @Test("too many open files: said with what helps")
  func tooManyOpenFiles() throws {
    let sandbox = try Sandbox()
    let rows = (0..<3000).map { Self.row($0) }
    try sandbox.write(Self.columns + rows.joined(), to: "in/1.csv")
    try sandbox.write(Self.manifest("in/*.csv"), to: "run.yml")
    let ending = try shell("ulimit -n 9; \"$0\" run run.yml --memory 0", in: sandbox)
    #expect(ending.status == 4 && ending.messages.contains("ulimit -n"), "\(ending.messages)")
  }

  @Test("no name of a file steers the terminal")
  func namesOnATerminal() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.columns + Self.row(1, "finished"), to: "in/\u{1B}[2J.csv")
    try sandbox.write(Self.manifest("in/*.csv"), to: "run.yml")
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.messages.contains("quarantine out/q/?[2J.csv: 1 records"))
    #expect(!ending.messages.contains("\u{1B}"))
  }

  @Test("a quarantine file does not take an output's name")
  func quarantineBesideOutputs() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Self.columns + Self.row(1) + Self.row(2, "finished"), to: "in/export.csv")
    try sandbox.write(
      Self.manifest("in/export.csv", output: "out/x/../q/export.csv"), to: "run.yml")
    try FileManager.default.createDirectory(
      at: sandbox.url("out/x"), withIntermediateDirectories: true)
    try sandbox.claimpipe("run", "run.yml")
    #expect(try sandbox.report().quarantine.map(\.path) == ["out/q/export-2.csv"])
    #expect(try sandbox.text("out/q/export.csv").hasPrefix("Charge Item Name,"))
    #expect(try sandbox.text("out/q/export-2.csv") == Self.columns + Self.row(2, "finished"))
  }

  @Test("a machine without time zones is told so; a zone that can't be read is none")
  func timeZones() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.columns + Self.row(1), to: "in.csv")
    try sandbox.write(
      Self.manifest("in.csv") + "\ntime_zone: America/New_York", to: "run.yml")
    let none = try sandbox.claimpipe("check", "run.yml", environment: ["TZDIR": "/nonexistent"])
    #expect(none.status == 2 && none.messages.contains("tzdata"), "\(none.messages)")
    try sandbox.write(Data("TZif2 and then nothing of use".utf8), to: "zones/Odd")
    for name in ["UTC", "Odd"] {
      try sandbox.write(Data("TZif2 and then nothing of use".utf8), to: "zones/America/\(name)")
    }
    let odd = try sandbox.claimpipe(
      "check", "run.yml", "--set", "time_zone=America/Odd",
      environment: ["TZDIR": sandbox.url("zones").path])
    #expect(odd.status == 2, "\(odd.messages)")
  }

  /// More than the texts' pool has chunks.
  @Test("a million blocks")
  func aMillionBlocks() {
    let pool = TextPool()
    let writers = Reused<TextWriter>()
    var last = Text.missing
    for number in 0..<(1 << 20 + 10) {
      last = writers.use(orMake: TextWriter(pool)) { $0.keep("longer than \(number)") }
    }
    #expect(pool.string(last) == "longer than 1048585")
  }

  @Test("a million rejected records")
  func aMillionRejections() {
    let pool = TextPool()
    let tally = RejectionTally(pool)
    let reason = RejectionReason(
      line: 1, column: 0, source: "", field: "", code: "not_a_date", message: "is no date")
    let rejection = Rejection(
      kind: .sessions, position: .none, reasons: [reason], recordID: "longer than seven",
      raw: [])
    let count = 1 << 20 + 10
    for _ in 0..<count { tally.add(rejection) }
    #expect(tally.findings.count == count)
    #expect(tally.reasons.mapValues(\.count) == ["sessions.not_a_date": count])
  }
}
