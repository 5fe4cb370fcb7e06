import Foundation
import Testing

@testable import Pipeline

/// `claimpipe test`: the manifests' own test cases.
@Suite("The manifests' test cases")
struct CaseTests {
  private static let cases = "plugins-config/tests"

  @Test("the samples' cases are as expected, and nothing else is written")
  func samples() throws {
    let sandbox = try Sandbox.ofSamples()
    let before = try sandbox.files()
    let ending = try sandbox.claimpipe("test")
    #expect(ending.status == 0 && ending.messages.isEmpty, "\(ending.output)\(ending.messages)")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Sandbox.repository.appending(path: Self.cases).path
    ).sorted()
    #expect(
      ending.output
        == names.map { "ok    \($0)\n" }.joined() + "\(names.count) cases, all as expected\n")
    #expect(try sandbox.files() == before)
  }

  @Test("a difference is shown by row and column, by path, by line; --update takes what is")
  func differences() throws {
    let sandbox = try Sandbox.ofSamples()
    let expected = "\(Self.cases)/samples-csv/expected"
    func change(_ path: String, _ old: String, _ new: String) throws {
      let text = try sandbox.text("\(expected)/\(path)")
      #expect(text.contains(old), "\(path)")
      try sandbox.write(
        text.replacing(old, with: new, maxReplacements: 1), to: "\(expected)/\(path)")
    }
    try change("out/csv/billing-export.csv", "97110,,Pat Physio", "97112,,Pat Physio")
    try change("out/csv/claims.json", #""units":4"#, #""units":5"#)
    try change("out/csv/claims.x12", "*UN*2*", "*UN*3*")
    try change("out/csv/run-report-findings.ndjson", #""severity":"error""#, #""severity":"x""#)
    try change("exit-status.txt", "1", "0")
    try sandbox.write("x", to: "\(expected)/extra.txt")
    try FileManager.default.removeItem(at: sandbox.url("\(expected)/out/csv/duplicates.csv"))
    let failing = try sandbox.claimpipe("test", "samples-csv")
    #expect(failing.status == 1)
    try expectGolden(failing.output, "command/test-failing.txt")
    let updating = try sandbox.claimpipe("test", "--update", "samples-csv")
    #expect(updating.status == 0)
    #expect(
      updating.output == """
        ok    samples-csv
              removed extra.txt
              changed exit-status.txt
              changed out/csv/billing-export.csv
              changed out/csv/claims.json
              changed out/csv/claims.x12
              new out/csv/duplicates.csv
              changed out/csv/run-report-findings.ndjson
        1 case, all as expected

        """)
    #expect(try sandbox.claimpipe("test", "samples-csv").status == 0)
  }

  /// A case of its own beside a small manifest.
  private func sandbox(_ testCase: String, path: String = "in/s-*.csv") throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(
      """
      version: 1
      pipeline: small
      inputs: [{ adapter: csv, record: sessions, path: "\(path)" }]
      outputs: [{ adapter: billing_export, path: "${FOLDER}/export.csv" }]
      rejects: { max: 100% }
      """, to: "conf/small.yml")
    try sandbox.write("manifest: ../../small.yml\n" + testCase, to: "conf/tests/small/case.yml")
    return sandbox
  }

  private static let session = """
    session_id,status,patient_id,practitioner_id,service_code,start,end
    S-1,submitted,P1,PR1,97110,2026-01-05T09:00,2026-01-05T09:30

    """

  @Test("a pattern reads the case's files, a variable is the case's, and production is left alone")
  func ownFiles() throws {
    let sandbox = try sandbox("now: 2026-02-01\nenvironment: { FOLDER: /srv/production }\n")
    try sandbox.write(Self.session, to: "conf/tests/small/inputs/s-1.csv")
    try sandbox.write(
      Self.session.replacing("S-1", with: "S-2"), to: "conf/tests/small/inputs/s-2.csv")
    let empty = try sandbox.claimpipe("test", "--config", "conf")
    #expect(empty.status == 1 && empty.output.contains("--update records"))
    #expect(try sandbox.claimpipe("test", "--config", "conf", "--update").status == 0)
    let export = try sandbox.text("conf/tests/small/expected/srv/production/export.csv")
    #expect(export.split(whereSeparator: \.isNewline).count == 3)
    // A file more, and rejected records, are differences.
    try sandbox.write(
      Self.session.replacing("09:30", with: "08:30"), to: "conf/tests/small/inputs/s-3.csv")
    let more = try sandbox.claimpipe("test", "--config", "conf")
    #expect(more.status == 1)
    #expect(more.output.contains("quarantine/s-3.csv: written"))
    #expect(more.output.contains("exit status: expected 0, is 1"))
  }

  @Test("an installed program reads the case's file, and runs where it stands")
  func program() throws {
    let sandbox = try sandbox("now: 2026-02-01\nenvironment: { FOLDER: out }\n", path: "in.txt")
    let small = try sandbox.text("conf/small.yml")
    try sandbox.write(
      small.replacing("adapter: csv", with: "adapter: lines"), to: "conf/small.yml")
    try sandbox.write(
      """
      version: 1
      name: lines
      kind: input
      summary: A session for each line.
      command: [sh, lines.sh]
      """, to: "conf/adapters/lines.yml")
    try sandbox.write(
      #"""
      path=$(sed -n 's/.*"path":"\([^"]*\)".*/\1/p')
      echo '{"type":"hello","protocol":"claimpipe","version":1}'
      sed 's/.*/{"type":"record","fields":{"session_id":"&","status":"submitted","patient_id":"P","practitioner_id":"R","service_code":"97110","start":"2026-01-05T09:00","end":"2026-01-05T10:00"}}/' "$path"
      echo "{\"type\":\"end\",\"records\":$(wc -l <"$path"),\"rejected\":0}"
      """#, to: "conf/adapters/lines.sh")
    try sandbox.write("S-1\nS-2\n", to: "conf/tests/small/inputs/in.txt")
    let ending = try sandbox.claimpipe("test", "--config", "conf", "--update")
    #expect(ending.status == 0, "\(ending.messages)")
    let export = try sandbox.text("conf/tests/small/expected/out/export.csv")
    #expect(export.split(whereSeparator: \.isNewline).count == 3)
  }

  @Test("a run that is stopped leaves no folder behind")
  func stopped() throws {
    let sandbox = try sandbox("now: 2026-02-01\nenvironment: { FOLDER: out }\n", path: "in.txt")
    let small = try sandbox.text("conf/small.yml")
    let exec = "adapter: exec, options: { command: [sh, -c, \"sleep 20\"] }"
    try sandbox.write(small.replacing("adapter: csv", with: exec), to: "conf/small.yml")
    try sandbox.write("x", to: "conf/tests/small/inputs/in.txt")
    try sandbox.write("", to: "scratch/none")
    let ending = try sandbox.claimpipe(
      ["test", "--config", "conf"], environment: ["TMPDIR": sandbox.url("scratch").path]
    ) { process in
      while try sandbox.files(in: "scratch").count < 2 { usleep(10_000) }
      process.terminate()
    }
    #expect(ending.isSignal)
    #expect(try sandbox.files(in: "scratch") == ["none"])
  }

  static let faults: [(testCase: String, message: String)] = [
    ("now: 2026-02-01", "the manifest's input in/s-*.csv has no file here: add inputs/s-*.csv"),
    ("", "1:1: now: missing: the run's date"),
    ("now: 2026-02-01\nimputs: {}", "3:1: imputs: unknown key"),
    ("now: 2026-02-01\ninputs: manifests", "did you mean \"manifest\"?"),
    ("now: 2026-02-01\ninputs: { in/s-*.csv: [a.csv] }", "there is no file"),
    ("now: yesterday\ninputs: { in/s-*.csv: [case.yml] }", "--now yesterday is neither a date"),
    ("steps: [{ name: a/b, now: 2026-02-01 }]", "the name is a folder's"),
    ("steps: [{ name: a }]", "steps[0].now: missing"),
    ("now: 2026-02-01\nset: [xx]", "no value: write key=value"),
  ]

  @Test("a case that can't be run says why, and ends with 2")
  func faultyCases() throws {
    for (testCase, message) in Self.faults {
      let sandbox = try sandbox(testCase)
      let ending = try sandbox.claimpipe(
        ["test", "--config", "conf", "--update"], environment: ["FOLDER": "out"])
      #expect(ending.status == 2, "\(testCase)")
      #expect(ending.messages.contains(message), "\(testCase): \(ending.messages)")
      #expect(ending.output.contains("FAULT small"))
      #expect(!sandbox.exists("conf/tests/small/expected"))
    }
    let sandbox = try sandbox("now: 2026-02-01")
    #expect(try sandbox.claimpipe("test").messages.contains("no test cases in plugins-config"))
    let unknown = try sandbox.claimpipe("test", "smal", "--config", "conf")
    #expect(unknown.status == 2 && unknown.messages.contains("did you mean \"small\"?"))
  }

  static let texts: [(name: String, one: String, other: String, lines: [String])] = [
    (
      "a.csv", "a,b\n1,\"x,y\"\n", "a,b\n1,\"x,z\"\n",
      [#"row 1, column "b": expected "x,y", is "x,z""#]
    ),
    ("a.csv", "a;b\n1;2\n", "a;b\n", ["@@ line 2 @@", "  a;b", "- 1;2"]),
    ("a.csv", "a\n1\n", "b\n1\n", ["@@ line 1 @@", "- a", "+ b"]),
    (
      "a.json", #"{"a":[1,{"b":2}]}"#, #"{"a":[1,{"c":2}]}"#,
      [
        "a[1].b: expected 2, is not there", "a[1].c: not expected, is 2",
      ]
    ),
    ("a.json", "[1]", "[1,2]", [": expected 1 items, has 2"]),
    ("a.json", "{\"a\": 1}", "{\"a\":1}", ["@@ line 1 @@", "- {\"a\": 1}", "+ {\"a\":1}"]),
    ("a.ndjson", "1\n2\n", "1\n3\n", ["line 2: the document: expected 2, is 3"]),
    ("a.x12", "A*1~B*2~C*3~", "A*1~B*4~C*3~", ["@@ line 2 @@", "- B*2", "+ B*4"]),
    ("a.xlsx", "a\0b", "a\0c", ["differs from byte 3 on: expected 3 bytes, has 3"]),
  ]

  @Test("each kind of file has its kind of difference")
  func kinds() {
    for text in Self.texts {
      #expect(
        FileDifference.lines(Array(text.one.utf8), Array(text.other.utf8), name: text.name)
          == text.lines)
    }
  }
}
