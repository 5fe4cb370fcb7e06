import Foundation
import Testing

/// Statuses that a scheduler can trust (formats.md section 7), and files that are whole or as they
/// were (section 6).
@Suite("Exit statuses and failures", .onOwnThreads)
struct ExitStatusTests {
  private static let columns =
    "session_id,status,patient_id,practitioner_id,service_code,start,end,modifiers\n"
  private static func row(_ id: String, _ modifiers: String = "") -> String {
    "\(id),submitted,P1,PR1,A,2026-01-05T09:00,2026-01-05T10:00,\(modifiers)\n"
  }

  private static func manifest(_ path: String = "in/sessions.csv", _ options: String = "") -> String
  {
    """
    version: 1
    pipeline: failures
    inputs: [{ adapter: csv, record: sessions, path: "\(path)", options: { \(options) } }]
    outputs:
      - { adapter: billing_export, path: out/export.csv }
      - { adapter: claim_batch, path: batch/claims.json }
    rejects: { max: 1 }
    report: out/run-report.json
    """
  }

  private func sandbox(_ rows: String, _ path: String = "in/sessions.csv") throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(Self.columns + rows, to: path)
    try sandbox.write(Self.manifest(), to: "run.yml")
    return sandbox
  }

  @Test("0 done; 1 rejected records within the limit, or findings of severity error")
  func done() throws {
    let clean = try sandbox(Self.row("S-1"))
    #expect(try clean.claimpipe("run", "run.yml").status == 0)
    #expect(try clean.report().outcome == "done")
    #expect(try clean.claimpipe("check", "run.yml").status == 0)
    let rejected = try sandbox(
      Self.row("S-1") + Self.row("S-2").replacing("-05T09", with: "-05X09"))
    #expect(try rejected.claimpipe("run", "run.yml").status == 1)
    // MOD-1: five modifiers are an error, and nothing is rejected.
    let findings = try sandbox(Self.row("S-1", "A1:A2:A3:A4:A5"))
    #expect(try findings.claimpipe("run", "run.yml").status == 1)
    #expect(try findings.report().rejections.isEmpty)
  }

  @Test("2 usage: what is wrong, on standard error, and nothing else happens")
  func usage() throws {
    let sandbox = try sandbox(Self.row("S-1"))
    for (arguments, word) in [
      (["run"], "manifest"), (["run", "run.yml", "--bogus"], "--bogus"), (["fly"], "fly"),
      (["run", "run.yml", "--jobs", "0"], "--jobs"),
      (["run", "run.yml", "--now", "today"], "--now"),
      (["run", "run.yml", "--from", "2026-02-30"], "--from"),
      (["run", "run.yml", "--from", "2026-02-02", "--to", "2026-02-01"], "--to"),
      (["run", "run.yml", "--set", "claims"], "claims"), (["adapters", "csvv"], "csv"),
      (["preview", "run.yml", "--records", "0"], "--records"), (["run", "none.yml"], "none.yml"),
      (["check", "none.yml"], "none.yml"),
    ] {
      let ending = try sandbox.claimpipe(arguments)
      #expect(ending.status == 2, "\(arguments): \(ending.messages)")
      #expect(ending.messages.contains(word) && ending.output.isEmpty, "\(arguments)")
      #expect(!sandbox.exists("out"))
    }
  }

  @Test("2 manifest: every fault at once, with line and column, and the nearest right name")
  func manifest() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      """
      version: 1
      pipelin: faults
      inputs:
        - { adapter: cvs, record: sessions, path: none.csv }
        - { adapter: csv, record: sessions, path: run.yml, mapping: { sesion_id: Id } }
      outputs: [{ adapter: billing_export, path: out/export.csv, options: { delimeter: ";" } }]
      """, to: "run.yml")
    for command in ["run", "check", "preview"] {
      let ending = try sandbox.claimpipe(command, "run.yml")
      #expect(ending.status == 2)
      for part in [
        "run.yml:2:1", "\"pipeline\"", "run.yml:4:16", "\"csv\"", "none.csv", "run.yml:5:65",
        "\"session_id\"", "run.yml:6:", "\"delimiter\"",
      ] {
        #expect(ending.messages.contains(part), "\(command) \(part): \(ending.messages)")
      }
      #expect(ending.messages.split(separator: "\n").count == 6, "each once")
    }
  }

  @Test(
    "4 input: unreadable, and nothing is emitted", arguments: ["cut", "column", "utf-16", "xml"])
  func input(fault: String) throws {
    let sandbox = try sandbox(Self.row("S-1"))
    var word = "in/sessions"
    switch fault {
    case "cut":
      try sandbox.tool("gzip", "in/sessions.csv")
      try sandbox.write(sandbox.data("in/sessions.csv.gz").dropLast(9), to: "in/sessions.csv")
    case "column":
      try sandbox.write(Self.columns.replacing("status", with: "state"), to: "in/sessions.csv")
      word = "no column \"status\" (did you mean \"state\"?)"
    case "utf-16":
      try sandbox.write(Data([0xFF, 0xFE, 0x53]), to: "in/sessions.csv")
    default:
      try sandbox.write("<a><b></a>", to: "in/sessions.csv")
      try sandbox.write(
        Self.manifest().replacing("adapter: csv", with: "adapter: xml"), to: "run.yml")
    }
    try sandbox.write("of last week", to: "out/export.csv")
    let before = try sandbox.files()
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 4, "\(ending.messages)")
    #expect(ending.messages.contains(word), "\(ending.messages)")
    #expect(try sandbox.files() == before && sandbox.text("out/export.csv") == "of last week")
  }

  @Test("4 output: a file that is named by its payer takes no input's place")
  func payersFile() throws {
    let sandbox = try Sandbox.ofSamples()
    let payers = try sandbox.data("samples/csv/payers.csv")
    try sandbox.write(payers, to: "batch/claims-payer-PAY-COM.x12")
    let run = ["run", "plugins-config/samples-csv.yml", "--now", "2026-04-01"]
    let ending = try sandbox.claimpipe(
      run + [
        "--set", "outputs[2].path=../batch/claims.x12",
        "--set", "outputs[2].options.files=per_payer",
        "--set", "inputs[6].path=../batch/claims-payer-PAY-COM.x12",
      ])
    #expect(ending.status == 4, "\(ending.messages)")
    #expect(
      ending.messages.contains("claims-payer-PAY-COM.x12: can't be written: inputs[6] has it"))
    #expect(try sandbox.data("batch/claims-payer-PAY-COM.x12") == payers)
    #expect(!sandbox.exists("out/csv/claims.json"))
  }

  @Test("4 output: nothing half-written, no temporary file, and the other outputs as they were")
  func output() throws {
    for fault in ["folder", "size"] {
      let sandbox = try sandbox((1...200).map { Self.row("S-\($0)") }.joined() + Self.row("S-1,"))
      try sandbox.write("of last week", to: "out/export.csv")
      if fault == "folder" { try sandbox.write("", to: "batch") }
      let before = try sandbox.files()
      let ending =
        fault == "folder"
        ? try sandbox.claimpipe("run", "run.yml")
        // No file may grow past 8 KiB: the disk is full, as it were.
        : try sandbox.tool(
          "sh", "-c", "ulimit -f 16; exec \"$0\" run run.yml", Sandbox.program.path)
      #expect(ending.status == 4 && !ending.isSignal, "\(fault): \(ending.messages)")
      #expect(ending.messages.contains(fault == "folder" ? "batch" : "out/"), "\(ending.messages)")
      #expect(try sandbox.files() == before, "\(fault)")
      #expect(try sandbox.text("out/export.csv") == "of last week")
    }
  }

  @Test("- is standard input; its rejected records get a file of their own")
  func standardInput() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.manifest("-"), to: "run.yml")
    let bad = Self.row("S-2").replacing("submitted", with: "done")
    let ending = try sandbox.claimpipe(
      "run", "run.yml", input: Data((Self.columns + Self.row("S-1") + bad).utf8))
    #expect(ending.status == 1)
    #expect(try sandbox.report().records["sessions"]?.used == 1)
    #expect(try sandbox.text("out/quarantine/standard-input") == Self.columns + bad)
    #expect(try sandbox.claimpipe("run", "run.yml").status == 4, "an empty input has no header")
  }

  @Test("stopped while it reads: no output, no temporary file, the last ones as they were")
  func stopped() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.manifest("in/pipe"), to: "run.yml")
    try sandbox.write("of last week", to: "out/export.csv")
    try FileManager.default.createDirectory(
      at: sandbox.url("in"), withIntermediateDirectories: true)
    try sandbox.tool("mkfifo", "in/pipe")
    for signal in [SIGTERM, SIGINT] {
      let ending = try sandbox.claimpipe("run", "run.yml") { process in
        // Opens when the program has opened its end. Enough bad rows for the quarantine to begin.
        let pipe = try FileHandle(forWritingTo: sandbox.url("in/pipe"))
        let rows = (1...4000).map { Self.row("S-\($0)").replacing("submitted", with: "done") }
        try pipe.write(contentsOf: Data((Self.columns + rows.joined()).utf8))
        kill(process.processIdentifier, signal)
        // The pipe stays open, so that only the signal can end it.
        while process.isRunning { Thread.sleep(forTimeInterval: 0.01) }
        try pipe.close()
      }
      #expect(ending.isSignal && ending.status == signal, "\(ending.messages)")
      #expect(try sandbox.files(in: "out") == ["export.csv"])
      #expect(try sandbox.text("out/export.csv") == "of last week")
    }
  }

  @Test("a reader of standard output that goes away is no error, and no death by signal")
  func brokenPipe() throws {
    let sandbox = try Sandbox.ofSamples()
    let ending = try sandbox.tool(
      "sh", "-c",
      "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; \"$0\" preview plugins-config/samples-csv.yml >&4; "
        + "echo $? >status",
      Sandbox.program.path)
    #expect(ending.status == 0 && ending.messages.isEmpty, "\(ending.messages)")
    #expect(try sandbox.text("status") == "0\n")
  }
}
