import Foundation
import Testing

/// `claimpipe adapters test`: our own adapters pass, and none that is broken does.
@Suite("The conformance suite", .onOwnThreads)
struct ConformanceTests {
  static let x12 = [
    "format=x12", "sender_id=ME1", "receiver_id=YOU", "submitter_name=Me", "contact_name=Me",
    "contact_email=me@example.org", "receiver_name=You", "files=per_payer", "nine_digit_zips=false",
  ]

  @Test(
    "every adapter that claimpipe brings passes",
    arguments: [
      ("csv", []), ("csv", ["delimiter=\";\"", "header=false", "encoding=latin1"]), ("json", []),
      ("json", ["records=entry[*].resource"]), ("ndjson", []), ("xml", []),
      ("billing_export", []), ("claim_batch", []), ("claim_batch", ["format=ndjson"]),
      ("claim_batch", x12), ("duplicates_report", []),
      ("duplicates_report", ["format=xlsx"]),
    ])
  func builtIn(name: String, options: [String]) throws {
    let ending = try Sandbox().claimpipe(
      ["adapters", "test", name, "--records", "300"] + options.flatMap { ["--option", $0] })
    #expect(ending.status == 0 && ending.output.contains(" 0 failed"), "\(ending.output)")
  }

  @Test(
    "installed adapters go through the same suite, with what their files try them with",
    arguments: [
      ("fixed_width", ["options", "empty", "many", "not_utf8", "positions", "quarantine"]),
      ("json_file_drop", ["options", "one", "pieces", "records"]),
    ])
  func installed(name: String, checks: [String]) throws {
    let sandbox = try Sandbox.ofSamples()
    let ending = try sandbox.claimpipe(
      ["adapters", "test", name, "--records", "200"] + checks.flatMap { ["--only", $0] })
    #expect(ending.status == 0, "\(ending.output)\(ending.messages)")
    #expect(ending.output.contains("\n\(checks.count) passed, 0 failed"), "\(ending.output)")
    // Its own options hold where the command gives none.
    let other = try sandbox.claimpipe(
      "adapters", "test", "fixed_width", "--config", "plugins-config", "--only", "one", "--option",
      "columns=[{ name: session_id, start: 2, width: 7 }]")
    #expect(other.status == 1 && other.output.contains("as session_id, not"))
  }

  /// The adapters of `Tests/BrokenAdapters`, and what the suite says of each.
  static let flaws: [(adapter: String, check: String, reason: String)] = [
    ("withoutSample", "sample", "it has no sample"),
    ("takesAnyOption", "options", "mark: two words is taken"),
    ("takesEmptyForOne", "empty", "0 records are read as 1"),
    ("dropsLast", "many", "400 records are read as 39"),
    ("swapsValues", "many", "as visit, not \"V-0000"),
    ("takesTorn", "torn", "is taken for a whole one"),
    ("losesTorn", "torn", "is dropped, and nothing is said"),
    ("dropsNotUTF8", "not_utf8", "5 records are read as 4"),
    ("takesFirstOfTwo", "duplicate_names", "one of the two values is dropped"),
    ("goesByPlace", "names", "names in another order give other values"),
    ("needsWholeReads", "pieces", "by 1 bytes at a time"),
    ("countsAsRead", "threads", "last block first: record 1 "),
    ("linesFromZero", "positions", "is said to be on line 1, and is on line 2"),
    ("linesOfBlocks", "positions", "is said to be on line 2, and is on line"),
    ("forgetsHead", "quarantine", "records put into the reader's frame are read as"),
    ("swallowsFault", "failing_read", "ends as if it were whole"),
    ("leaksFile", "cancellation", "open files are not given back"),
    ("leaksProcess", "cancellation", "processes are left running"),
    ("leaksThread", "cancellation", "threads are not given back"),
    ("leavesFile", "one", "leaves the file left"),
    ("tellsValues", "torn", "a message holds a value of the source"),
    ("badSlots", "one", "slots for 1 records of 2 names"),
    ("crashesWhenMany", "many", "the process died of"),
    ("hangs", "one", "no end after 1 seconds"),
    ("takesAnyTitle", "options", "title: two words is taken"),
    ("crashesOnNothing", "empty", "the process died of"),
    ("writesNothing", "many", "none of 400 sessions is in any file"),
    ("twoOfOnePath", "one", "two files have one path"),
    ("numbersAsRendered", "pieces", "rendered last piece first"),
    ("onePieceOnly", "records", "and has 64"),
    ("clearsBuffer", "pieces", "pieces in one buffer"),
    ("dropsRowOfParts", "parts", "in parts of 1 patients: out/conformance.out has 380 records"),
    ("neverTheSame", "repeated", "the second time"),
    ("countsHeader", "empty", "1 records of no session"),
    ("countsHeader", "records", "records and has"),
    ("countsWhatItHandsOver", "records", "charge items"),
    ("ignoresScope", "scope", "records of no business unit"),
    ("ignoresFullDisk", "failing_write", "and nothing is said"),
    ("leaksFileOfPiece", "cancellation", "open files are not given back"),
    ("leaksProcessOfPiece", "cancellation", "processes are left running"),
    ("tellsNames", "one", "a message holds a patient's name"),
    ("hangsInPiece", "one", "no end after 1 seconds"),
  ]

  @Test(
    "an adapter that is broken in one way fails the check of it, with the reason", arguments: flaws)
  func broken(adapter: String, check: String, reason: String) throws {
    let limit = reason.contains("after 1 seconds") ? "1" : "60"
    let ending = try Sandbox().package(
      "broken-adapters",
      ["adapters", "test", adapter, "--only", check, "--records", "400", "--time-limit", limit])
    #expect(ending.status == 1)
    #expect(ending.output.contains("  fail ") && ending.output.contains(reason), "\(ending.output)")
  }

  @Test("the same adapters, sound, pass", arguments: ["sound", "soundOutput"])
  func sound(adapter: String) throws {
    let ending = try Sandbox().package(
      "broken-adapters", ["adapters", "test", adapter, "--records", "400"])
    #expect(ending.status == 0, "\(ending.output)")
  }

  @Test(
    "programs: one that dies fails with what it said; one that refuses a line without an end passes"
  )
  func programs() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      """
      version: 1
      name: dying
      kind: output
      summary: Dies.
      command: [sh, -c, "echo the disk is gone >&2; exit 3"]
      receives: [charge_items]
      """, to: "conf/adapters/dying.yml")
    try sandbox.write(
      """
      version: 1
      name: strict
      kind: input
      summary: Lines.
      command: [awk, -f, strict.awk]
      path: required
      test: { record: "A{n:3}\\n", values: { a: "A{n:3}" } }
      """, to: "conf/adapters/strict.yml")
    try sandbox.write(
      #"""
      /"type":"read"/ {
        match($0, /"path":"[^"]*"/); path = substr($0, RSTART + 8, RLENGTH - 9)
        print "{\"type\":\"hello\",\"protocol\":\"claimpipe\",\"version\":1}"
        # What `tail` counts is how many lines have an end.
        command = "wc -l < '" path "'"; command | getline whole; close(command)
        while ((getline line < path) > 0) {
          if (++row > whole) {
            bad++; printf "{\"type\":\"reject\",\"line\":%d,\"code\":\"torn\",\"message\":\"no line end\"}\n", row
          } else {
            good++; printf "{\"type\":\"record\",\"line\":%d,\"fields\":{\"a\":\"%s\"}}\n", row, line
          }
        }
        printf "{\"type\":\"end\",\"records\":%d,\"rejected\":%d}\n", good, bad
      }
      """#, to: "conf/adapters/strict.awk")
    let dying = try sandbox.claimpipe(
      "adapters", "test", "dying", "--config", "conf", "--only", "records", "--only", "empty",
      "--records", "20")
    #expect(dying.status == 1 && !dying.output.contains("no verdict"), "\(dying.output)")
    let said =
      dying.output.components(separatedBy: "before that: dying: the disk is gone").count - 1
    #expect(said == 2, "\(dying.output)")
    let strict = try sandbox.claimpipe(
      "adapters", "test", "strict", "--config", "conf", "--only", "torn", "--records", "20")
    #expect(strict.status == 0, "\(strict.output)")
  }

  @Test("what a person and a program read, and what is refused")
  func surface() throws {
    let sandbox = try Sandbox()
    let text = try sandbox.claimpipe("adapters", "test", "ndjson", "--records", "50")
    try expectGolden(text.output, "command/adapters-test-ndjson.txt")
    try expectGolden(
      sandbox.claimpipe("adapters", "test", "--help").output, "command/help-adapters-test.txt")
    let json = try sandbox.claimpipe(
      "adapters", "test", "csv", "--only", "one", "--only", "failing_write", "--format", "json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let adapter = try #require((report["adapters"] as? [[String: Any]])?.first)
    #expect(adapter["passed"] as? Int == 1 && adapter["not_applicable"] as? Int == 1)
    #expect((adapter["checks"] as? [Any])?.count == 2)
    for (arguments, message) in [
      (["nope"], "there is no adapter \"nope\""),
      (["csv", "--only", "nope"], "there is no check nope"),
      (["csv", "--option", "quote=ab"], "is not one ASCII character"),
      (["csv", "--option", "quote"], "takes key=value"),
      (["claim_batch", "--option", "format=x12"], "the adapter refuses its options"),
      (["csv", "--check", "input.one"], "leave it out"),
    ] {
      let ending = try sandbox.claimpipe(["adapters", "test"] + arguments)
      #expect(ending.status == 2 && ending.messages.contains(message), "\(ending.messages)")
    }
  }
}

/// `samples/swift-adapter`, built here as a part of this package; `make test` builds it as its own, too.
@Suite("A program with adapters of its own", .onOwnThreads)
struct SwiftAdapterTests {
  static let program = "swift-adapter-sample"

  @Test("it runs a manifest that names them")
  func run() throws {
    let sandbox = try Sandbox()
    let sample = Sandbox.repository.appending(path: "samples/swift-adapter")
    for name in ["visits.yml", "data"] {
      try FileManager.default.copyItem(at: sample.appending(path: name), to: sandbox.url(name))
    }
    let ending = try sandbox.package(Self.program, ["run", "visits.yml", "--now", "2026-04-01"])
    #expect(ending.status == 1, "done, with two visits rejected: \(ending.messages)")
    for name in ["units.txt", "quarantine/visits.log", "quarantine/visits.log.reasons.tsv"] {
      try expectRecorded(sandbox.data("out/\(name)"), "samples/swift-adapter/expected/\(name)")
    }
    // Mended, the quarantine is a visit log again.
    let mended =
      try sandbox.text("out/quarantine/visits.log")
      .replacing("service TE", with: "service: TE") + "  to: 2026-03-05T15:00\nend\n"
    try sandbox.write(mended, to: "data/visits.log")
    let again = try sandbox.package(Self.program, ["run", "visits.yml", "--now", "2026-04-01"])
    #expect(try again.status != 3 && sandbox.text("out/units.txt").contains("Units in all: 8"))
  }

  @Test("its own adapters pass the suite", arguments: ["visit_log", "unit_ledger"])
  func conformance(adapter: String) throws {
    let ending = try Sandbox().package(
      Self.program, ["adapters", "test", adapter, "--records", "300"])
    #expect(ending.status == 0, "\(ending.output)")
  }

  @Test("it lists them beside ours, and check knows their options")
  func surface() throws {
    let sandbox = try Sandbox()
    let list = try sandbox.package(Self.program, ["adapters"]).output
    for name in ["csv", "visit_log", "unit_ledger"] { #expect(list.contains("\n\(name) ")) }
    try sandbox.write(
      """
      version: 1
      pipeline: p
      time_zone: America/New_York
      inputs: [{ adapter: visit_log, record: sessions, path: v.log, options: { separator: a } }]
      outputs: [{ adapter: unit_ledger, path: out/u.txt, options: { titel: x } }]
      """, to: "m.yml")
    try sandbox.write("", to: "v.log")
    let check = try sandbox.package(Self.program, ["check", "m.yml"])
    #expect(check.status == 2)
    #expect(check.messages.contains("must be a mark") && check.messages.contains("\"title\""))
  }
}
