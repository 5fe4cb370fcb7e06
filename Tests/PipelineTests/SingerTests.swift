import Foundation
import Testing

/// Singer taps as input adapters, by `exec` and installed.
@Suite("Singer taps")
struct SingerTests {
  static func schema(_ stream: String) -> String {
    #"{"type":"SCHEMA","stream":"\#(stream)","schema":{"type":"object","properties":{"#
      + #""session_id":{"type":["string","null"]},"start":{"type":"string","format":"date-time"}}},"#
      + #""key_properties":["session_id"],"bookmark_properties":["start"]}"#
  }
  static func record(_ stream: String, _ id: String) -> String {
    #"{"type": "RECORD", "stream": "\#(stream)", "record": \#(ExternalInputTests.fields(id)), "#
      + #""time_extracted": "2026-01-06T00:00:00Z"}"#
  }
  static let state = #"{"type": "STATE", "value": {"bookmarks": {"sessions": "2026-01-05"}}}"#

  static func sandbox(_ lines: [String], stream: String = "sessions") throws -> Sandbox {
    // A tap reads nothing from its standard input.
    let sandbox = try ExternalInputTests.sandbox(
      "cat <<'END'\n" + lines.joined(separator: "\n") + "\nEND\ncat")
    try sandbox.write(
      ExternalInputTests.manifest.replacing(
        "options: {", with: "options: { protocol: singer, stream: \(stream),"), to: "run.yml")
    return sandbox
  }

  @Test("the records of one stream are read; the rest is told in the log")
  func stream() throws {
    let other = Self.record("notes", "N-1")
    let odd =
      #"{"record":\#(ExternalInputTests.fields("S-2")),"stream":"sessions","type":"RECORD"}"#
    let sandbox = try Self.sandbox([
      Self.schema("notes"), other, Self.schema("sessions"), Self.record("sessions", "S-1"),
      Self.state, odd, other, #"{"type":"ACTIVATE_VERSION","stream":"sessions","version":1}"#,
      #"{"type":"RECORD","stream":"sessions","record":{"session_id":"S-3"}}"#, Self.state,
    ])
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 1, "\(ending.messages)")
    #expect(try sandbox.report().records["sessions"]?.used == 2)
    for line in [
      "exec: stream sessions: keys session_id; properties session_id (string, null), start (string)",
      "exec: stream notes: 2 records are left aside",
      "exec: 2 STATE messages are left aside: every run is a full one",
    ] {
      #expect(ending.messages.contains(line + "\n"), "\(line)")
    }
    #expect(try sandbox.text("out/quarantine/exec.ndjson") == #"{"session_id":"S-3"}"# + "\n")
  }

  @Test(
    "what no tap may do ends the run with 4",
    arguments: [
      (
        [record("sessions", "S-1")],
        "line 1 of its output: a RECORD of the stream \"sessions\" before"
      ),
      (
        [schema("session")],
        "no stream \"sessions\" (did you mean \"session\"?): it has \"session\""
      ),
      ([], "it has no stream \"sessions\": it has none"),
      (
        [schema("sessions"), #"{"type":"BATCH","stream":"sessions"}"#],
        "line 2 of its output: unknown type \"BATCH\""
      ),
      ([schema("sessions"), "INFO starting"], "line 2 of its output: not JSON at column 1"),
      ([#"{"type":"SCHEMA","stream":"sessions"}"#], "a SCHEMA needs `stream`"),
      (
        [schema("sessions"), #"{"type":"RECORD","stream":"sessions","record":[1]}"#],
        "needs `record`"
      ),
    ])
  func faults(lines: [String], word: String) throws {
    let sandbox = try Self.sandbox(lines)
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 4 && ending.messages.contains(word), "\(ending.messages)")
    #expect(!sandbox.exists("out"))
    #expect(ExternalInputTests.isQuiet(sandbox))
  }

  @Test("a tap is installed like any adapter; what it can't be told is refused")
  func installed() throws {
    let sandbox = try Self.sandbox([Self.schema("sessions"), Self.record("sessions", "S-1")])
    try sandbox.write(
      """
      version: 1
      name: practice_tap
      kind: input
      summary: The practice's own tap.
      protocol: singer
      command: [sh, ../program.sh]
      """, to: "adapters/tap.yml")
    func run(_ input: String) throws -> Sandbox.Ending {
      try sandbox.write(
        ExternalInputTests.manifest.replacing(
          #"{ adapter: exec, record: sessions, options: { command: [sh, program.sh] } }"#,
          with: "{ adapter: practice_tap, record: sessions, \(input) }"), to: "run.yml")
      return try sandbox.claimpipe("run", "run.yml")
    }
    #expect(try run("options: { stream: sessions }").status == 0)
    let missing = try run("options: {}")
    #expect(missing.status == 2 && missing.messages.contains("options.stream: missing"))
    let path = try run("path: program.sh, options: { stream: sessions }")
    #expect(path.status == 4 && path.messages.contains("leave `path` out"))
    for (options, word) in [
      ("stream: a", "only a Singer tap has streams"),
      ("environment: [\"a b\"]", "no name of a variable"),
      ("protocol: stdio", "known are claimpipe, singer"), ("idle_seconds: 0", "from 1 to 604800"),
    ] {
      try sandbox.write(
        ExternalInputTests.manifest.replacing("options: {", with: "options: { \(options),"),
        to: "run.yml")
      let ending = try sandbox.claimpipe("check", "run.yml")
      #expect(ending.status == 2 && ending.messages.contains(word), "\(ending.messages)")
    }
    try sandbox.write(
      ExternalInputTests.manifest.replacing("command: [sh, program.sh]", with: ""), to: "run.yml")
    #expect(try sandbox.claimpipe("check", "run.yml").messages.contains("options.command: missing"))
  }

  static let hasPython =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
    || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }

  @Test(
    "the fixed-width sample gives the outputs of the CSV sample; its quarantine can be fed in again",
    .enabled(if: hasPython, "python3 is not installed"))
  func fixedWidth() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-fixed-width.yml"
    let ending = try sandbox.claimpipe("run", manifest, "--now", "2026-04-01")
    #expect(ending.status == 1, "\(ending.messages)")
    for name in SampleTests.outputs {
      try expectGolden(sandbox.data("out/fixed-width/\(name)"), name)
    }
    try expectGolden(
      sandbox.claimpipe("adapters", "fixed_width").output, "command/adapter-fixed_width.txt")
    // As it stands it is rejected again, to the byte; a line cut short is refused by the program.
    let rejected = try sandbox.text("out/fixed-width/quarantine/sessions.txt")
    let lines = rejected.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("SESSION_ID STATUS"))
    try sandbox.write(rejected + lines[1].prefix(30) + "\n", to: "samples/fixed-width/sessions.txt")
    let again = try sandbox.claimpipe("run", manifest, "--now", "2026-04-01")
    #expect(again.status == 1, "\(again.messages)")
    #expect(
      try sandbox.text("out/fixed-width/quarantine/sessions-2.txt")
        == rejected + lines[1].prefix(30) + "\n")
    #expect(again.messages.contains("sessions.line_too_short: 1"))
    let column = try sandbox.claimpipe(
      "check", manifest, "--set", "inputs[0].options.columns[0].start=0")
    #expect(column.status == 2 && column.messages.contains("whole number from 1"))
  }
}
