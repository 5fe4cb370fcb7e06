import Foundation
import Testing

/// Input adapters that are programs (docs/plugin-protocol.md), here of `sh` and `awk`.
@Suite("Programs as input adapters", .onOwnThreads)
struct ExternalInputTests {
  static let hello = #"{"type":"hello","protocol":"claimpipe","version":1}"#
  static func fields(_ id: String, _ more: String = "") -> String {
    #"{"session_id":"\#(id)","status":"submitted","patient_id":"P1","practitioner_id":"PR1","#
      + #""service_code":"A","start":"2026-01-05T09:00","end":"2026-01-05T10:00"\#(more)}"#
  }
  static func record(_ id: String, line: Int = 1) -> String {
    #"{"type":"record","line":\#(line),"fields":\#(fields(id))}"#
  }
  static func end(_ records: Int, _ rejected: Int = 0) -> String {
    #"{"type":"end","records":\#(records),"rejected":\#(rejected)}"#
  }

  static let manifest = """
    version: 1
    pipeline: programs
    inputs: [{ adapter: exec, record: sessions, options: { command: [sh, program.sh] } }]
    outputs: [{ adapter: billing_export, path: out/export.csv }]
    rejects: { max: 100% }
    report: out/run-report.json
    """

  /// A folder with a program, and one that lets it run with short limits.
  static func sandbox(_ script: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(script + "\n", to: "program.sh")
    try sandbox.write(manifest, to: "run.yml")
    return sandbox
  }

  /// A program that says these lines, whatever it is told.
  static func saying(_ lines: String...) -> String {
    "cat >/dev/null\ncat <<'END'\n" + lines.joined(separator: "\n") + "\nEND"
  }

  /// Processes that work in a folder.
  static func processes(in sandbox: Sandbox) -> [String] {
    let own = ProcessInfo.processInfo.processIdentifier
    return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { name in
      guard let id = Int32(name), id != own,
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")
      else { return false }
      return folder.hasPrefix(sandbox.root.path)
    }
  }

  /// Whether nothing works in a folder any more: what was killed takes a moment to be gone.
  static func isQuiet(_ sandbox: Sandbox) -> Bool {
    for _ in 0..<500 {
      if processes(in: sandbox).isEmpty { return true }
      usleep(10_000)
    }
    return false
  }

  // MARK: Right programs

  struct Spelling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let script: String
  }

  static let spellings: [Spelling] = [
    Spelling(
      testDescription: "canonical, with a log message, a blank line and CR LF",
      script: saying(
        hello, #"{"type":"log","level":"warning","message":"a word\u001b[2J"}"#,
        record("S-1", line: 7) + "\r", "", record("S-2", line: 9), end(2))),
    Spelling(
      testDescription: "spaces, another order of members, escapes, members that nobody knows",
      script: saying(
        #" { "version" : 1 , "protocol":"claimpipe","more":[{}], "type" : "hello" } "#,
        #"{"type": "record", "line": 7, "fields": "# + fields("S-1") + "}",
        #"{"fields":"# + fields("S-2", #","x":{"type":"end"}"#)
          + #","line":9,"\u0074ype":"\u0072ecord"}"#,
        #"{"rejected":0,"type":"end","records":2}"#)),
    Spelling(
      testDescription:
        "no end of the last line; standard input is not read; noise on standard error",
      script: """
        exec <&-
        i=0
        while [ $i -lt 300 ]; do echo "noise $i" >&2; i=$((i+1)); done
        printf '%s\\n%s\\n%s\\n%s' '\(hello)' '\(record("S-1", line: 7))' '\(record("S-2", line: 9))' \
        '\(end(2))'
        """),
  ]

  @Test("any spelling of the messages is understood", arguments: spellings)
  func spelling(_ spelling: Spelling) throws {
    let sandbox = try Self.sandbox(spelling.script)
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 0, "\(ending.messages)")
    let report = try sandbox.report()
    #expect(report.records["sessions"]?.used == 2 && report.inputs[0].source == "exec")
    #expect(!ending.messages.unicodeScalars.contains("\u{1B}"))
    let preview = try sandbox.claimpipe("preview", "run.yml").output
    #expect(preview.contains("record 1, line 7") && preview.contains("record 2, line 9"))
    if spelling.script.contains("noise") {
      #expect(ending.messages.contains("exec: noise 199\n"))
      #expect(!ending.messages.contains("noise 200"))
      #expect(ending.messages.contains("exec: 100 more lines of its standard error are left out"))
    }
  }

  @Test("the page's ten-minute example works as it stands there")
  func documentedExample() throws {
    let page = try String(
      contentsOf: Sandbox.repository.appending(path: "docs/plugin-protocol.md"), encoding: .utf8)
    func block(_ language: String) throws -> String {
      let start = try #require(page.range(of: "```\(language)\n")).upperBound
      return String(
        page[start..<(try #require(page.range(of: "```", range: start..<page.endIndex)).lowerBound)]
      )
    }
    let sandbox = try Sandbox()
    let rows = try block("")
    try sandbox.write(rows + "S-3|submitted\n", to: "plugins-config/inbox/sessions.txt")
    try sandbox.write(try block("awk"), to: "plugins-config/adapters/pipes.awk")
    try sandbox.tool("chmod", "+x", "plugins-config/adapters/pipes.awk")
    try sandbox.write(
      "version: 1\nname: pipes" + (try block("yaml")).components(separatedBy: "name: pipes")[1],
      to: "plugins-config/adapters/pipes.yml")
    try sandbox.write(
      Self.manifest.replacing(
        #"[{ adapter: exec, record: sessions, options: { command: [sh, program.sh] } }]"#,
        with: "[{ adapter: pipes, record: sessions, path: inbox/sessions.txt }]"),
      to: "plugins-config/run.yml")
    #expect(try sandbox.claimpipe("adapters", "pipes").output.contains("a bar between the values"))
    #expect(try sandbox.claimpipe("check", "plugins-config/run.yml").status == 0)
    let ending = try sandbox.claimpipe("run", "plugins-config/run.yml")
    #expect(ending.status == 1, "\(ending.messages)")
    let report = try sandbox.report("plugins-config/out/run-report.json")
    #expect(
      report.records["sessions"] == .init(read: 3, used: 2, rejected: 1, unchanged: 0, replaced: 0))
    #expect(report.rejections == ["sessions.wrong_number_of_parts": 1])
  }

  @Test("rejected records are kept as objects that ndjson reads, or as the program's own text")
  func quarantine() throws {
    let bad = Self.fields("S-2").replacing("T10:00", with: "T08:00")
    let refused = #"{"type":"reject","line":3,"code":"torn","message":"mend it","raw":"S-3 \"x\""}"#
    let sandbox = try Self.sandbox(
      Self.saying(
        Self.hello, Self.record("S-1"), #"{"type":"record","line":2,"fields":\#(bad)}"#, refused,
        Self.end(2, 1)))
    #expect(try sandbox.claimpipe("run", "run.yml").status == 1)
    #expect(try sandbox.text("out/quarantine/exec.ndjson") == "\(bad)\n\(refused)\n")
    let reasons = try sandbox.text("out/quarantine/exec.ndjson.reasons.tsv")
    #expect(reasons.contains("\t2\t\tend\tend_before_start\t"))
    #expect(
      reasons.contains("1\texec\t2\t2\t") && reasons.contains("2\texec\t3\t3\t\t\ttorn\tmend it"))

    // With `raw`, in the program's own format, around which stands what its hello says.
    let hello = #"{"type":"hello","protocol":"claimpipe","version":1,"raw":{"prefix":"HEAD\n"}}"#
    let raw = #"{"type":"record","line":2,"raw":"S-2\t\u00e9","fields":\#(bad)}"#
    try sandbox.write(Self.saying(hello, raw, refused, Self.end(1, 1)), to: "program.sh")
    #expect(try sandbox.claimpipe("run", "run.yml").status == 1)
    #expect(try sandbox.text("out/quarantine/exec") == "HEAD\nS-2\té\nS-3 \"x\"\n")
  }

  @Test("a program is told what to read; it has a clean environment and its own folder")
  func surroundings() throws {
    let sandbox = try Self.sandbox(
      """
      { cat; env; pwd; ls /proc/self/fd; ulimit -c; ulimit -v; } >../told.txt
      printf '%s\\n' '\(Self.hello)' '\(Self.record("S-1"))' '\(Self.end(1))'
      """)
    try sandbox.write("a\nb\n", to: "in/some sessions.txt")
    try sandbox.write(
      Self.manifest.replacing("record: sessions,", with: "record: sessions, path: ../in/some*,")
        .replacing("command:", with: "memory_megabytes: 2000, environment: [GRANTED], command:")
        .replacing("out/", with: "../out/"),
      to: "config/run.yml")
    try sandbox.tool("mv", "program.sh", "config/program.sh")
    let secrets = ["GRANTED": "yes", "SECRET": "no"]
    let ending = try sandbox.claimpipe(["run", "config/run.yml"], environment: secrets)
    #expect(ending.status == 0, "\(ending.messages)")
    let told = try sandbox.text("told.txt")
    let lines = told.split(separator: "\n").map(String.init)
    #expect(lines[0] == Self.hello.replacing("}", with: #","adapter":"exec","kind":"input"}"#))
    let path = sandbox.url("in/some sessions.txt").resolvingSymlinksInPath().path
    #expect(
      lines[1].hasPrefix(
        #"{"type":"read","source":{"name":"../in/some sessions.txt","path":"\#(path)"},"#
          + #""options":{},"fields":["session_id","#), "\(lines[1])")
    let names = Set(lines.dropFirst(2).filter { $0.contains("=") }.map { $0.prefix { $0 != "=" } })
    #expect(names.isSubset(of: ["PATH", "LANG", "TZ", "GRANTED", "PWD", "_", "OLDPWD", "SHLVL"]))
    #expect(told.contains("\nGRANTED=yes\n") && told.contains("\nTZ=UTC\n"))
    #expect(told.contains("/config\n"), "its working folder is that of the file with its command")
    // Three streams, and the one with which ls reads the folder.
    #expect(lines.suffix(6) == ["0", "1", "2", "3", "0", "2048000"], "\(lines.suffix(6))")
    let unset = try sandbox.claimpipe("run", "config/run.yml")
    #expect(unset.status == 4 && unset.messages.contains("variable GRANTED, which it is granted"))
  }

  @Test("many records in mixed spellings: what ndjson reads of them, on any number of threads")
  func many() throws {
    let sandbox = try Self.sandbox(
      """
      cat >/dev/null
      awk 'BEGIN { print "{\\"type\\":\\"hello\\",\\"protocol\\":\\"claimpipe\\",\\"version\\":1}" }
        NR % 5 == 0 { print "{\\"message\\":\\"x\\",\\"type\\":\\"log\\"}" }
        NR % 3 == 0 { print "{ \\"fields\\" :" $0 ", \\"type\\" :\\"record\\"}"; next }
        { print "{\\"type\\":\\"record\\",\\"fields\\":" $0 "}" }
        END { print "{\\"type\\":\\"end\\",\\"records\\":" NR ",\\"rejected\\":0}" }' sessions.ndjson
      """)
    var lines = ""
    for number in 1...12_000 {
      lines += Self.fields("S-\(number)", ",\"link\":\"\(number)\"") + "\n"
    }
    try sandbox.write(lines, to: "sessions.ndjson")
    try sandbox.write(
      Self.manifest.replacing(
        "adapter: exec, record: sessions, options: { command: [sh, program.sh] }",
        with: "adapter: ndjson, record: sessions, path: sessions.ndjson"), to: "plain.yml")
    #expect(try sandbox.claimpipe("run", "plain.yml", "--quiet").status == 0)
    let expected = try sandbox.data("out/export.csv")
    for jobs in ["1", "4"] {
      let ending = try sandbox.claimpipe("run", "run.yml", "--quiet", "--jobs", jobs)
      #expect(ending.status == 0, "\(ending.messages)")
      #expect(try sandbox.data("out/export.csv") == expected)
      #expect(try sandbox.report().records["sessions"]?.used == 12_000)
    }
  }

  // MARK: Hostile programs

  struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Part of the message.
    let word: String
    let script: String
    var options = ""

    init(_ what: String, _ word: String, _ script: String, options: String = "") {
      testDescription = what
      self.word = word
      self.script = script
      self.options = options
    }
  }

  static let quick = "idle_seconds: 1"
  static func nested(_ depth: Int) -> String {
    let list = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    return #"{"type":"record","fields":{"x":\#(list)}}"#
  }

  static let hostilePrograms: [Hostile] = [
    Hostile("dies at its start", "ended with exit status 7, not 0", "exit 7"),
    Hostile(
      "is not in PATH", "no program \"no-such-tap\" in PATH", "", options: "command: [no-such-tap]"),
    Hostile("does not exist", "no program \"./none\"", "", options: "command: [./none]"),
    Hostile("is not executable", "may not be executed", "", options: "command: [./program.sh]"),
    Hostile("is a folder", "is a folder", "mkdir x", options: "command: [/tmp]"),
    Hostile("a signal ends it", "signal 11", "\(saying(hello, record("S-1")))\nkill -SEGV $$"),
    Hostile("hangs at once", "silent for 1 s", "sleep 1000", options: quick),
    Hostile(
      "hangs in the middle", "silent for 1 s", "\(saying(hello, record("S-1")))\nsleep 1000",
      options: quick),
    Hostile(
      "runs for ever", "longer than 1 s",
      "echo '\(hello)'; while :; do echo '{\"type\":\"log\",\"message\":\"x\"}'; done",
      options: "total_seconds: 1"),
    Hostile(
      "floods standard error", "silent for 1 s", "echo '\(hello)'; yes flood >&2", options: quick),
    Hostile(
      "floods a line", "more than 100000 bytes", "echo '\(hello)'; yes flood | tr -d '\\n'",
      options: "max_record_bytes: 100000"),
    Hostile(
      "floods its first line", "more than 100000 bytes", "yes flood | tr -d '\\n'",
      options: "max_record_bytes: 100000"),
    Hostile(
      "counts too many", "counts 3 records and 0 rejected, but it wrote 1 and 0",
      saying(hello, record("S-1"), end(3))),
    Hostile("counts what it rejected", "wrote 1 and 0", saying(hello, record("S-1"), end(0, 1))),
    Hostile(
      "an end without counts", "needs \"rejected\"",
      saying(hello, #"{"type":"end","records":0}"#)),
    Hostile(
      "speaks nonsense", "line 3 of its output: not JSON at column 1",
      saying(hello, record("S-1"), "oops", end(1))),
    Hostile(
      "a torn record", "line 2 of its output: not JSON at column",
      saying(hello, String(record("S-1").dropLast(4)), end(1))),
    Hostile("says something else first", "line 1 of its output: not JSON", saying("hi", hello)),
    Hostile("says a record first", "type \"record\" before hello", saying(record("S-1"), end(1))),
    Hostile("says an unknown word", "unknown type \"bye\"", saying(hello, #"{"type":"bye"}"#)),
    Hostile("says no object", "no message", saying(hello, "[1]")),
    Hostile(
      "a record without fields", "line 2 of its output: a message of this type needs `fields`",
      saying(hello, #"{"type":"record","line":1,"field":{}}"#, end(1))),
    Hostile(
      "a line that is none", "`line` must be a whole number",
      saying(hello, record("S-1").replacing(":1,", with: ":-1,"), end(1))),
    Hostile(
      "a reject without a code", "needs `code`",
      saying(hello, #"{"type":"reject","code":"Not A Word","message":"m"}"#, end(0, 1))),
    Hostile(
      "no raw text as announced", "needs `raw`",
      saying(hello.replacing("}", with: #","raw":{}}"#), record("S-1"), end(1))),
    Hostile(
      "is not UTF-8", "line 2 of its output: not JSON at column 36: these bytes are not UTF-8",
      "echo '\(hello)'; printf '{\"type\":\"record\",\"fields\":{\"x\":\"Caf\\351\"}}\\n'; echo '\(end(1))'"
    ),
    Hostile(
      "another version", "speaks version 2 of the protocol \"claimpipe\"",
      saying(hello.replacing("1}", with: "2}"))),
    Hostile(
      "can't go on", "option columns: there are none",
      saying(#"{"type":"error","option":"columns","message":"there are none"}"#) + "\nexit 3"),
    Hostile(
      "can't go on later", "line 3 of its output: the source is gone",
      saying(hello, record("S-1"), #"{"message":"the source is gone","type":"error"}"#) + "\nexit 3"
    ),
    Hostile("ends without a word", "ended without a word", "cat >/dev/null"),
    Hostile("ends without its end", "ended without its last message", saying(hello, record("S-1"))),
    Hostile("exits 3 after its end", "exit status 3", saying(hello, end(0)) + "\nexit 3"),
    Hostile(
      "dies in a line", "exit status 9", saying(hello) + "\nprintf '{\"type\":\"rec'; exit 9"),
    Hostile(
      "talks after its end", "line 3 of its output: a line after the end",
      saying(hello, end(0), record("S-1"))),
    Hostile(
      "closes its output and lives on", "still runs after 1 s",
      saying(hello, end(0)) + "\nexec >&-; sleep 1000", options: quick),
    Hostile(
      "leaves a process that holds its output", "something that it started still holds",
      "sleep 1000 &\n" + saying(hello, record("S-1"), end(1))),
    Hostile(
      "leaves a session of its own behind", "exit status 5",
      saying(hello, record("S-1"))
        + "\nsetsid sh -c 'setsid sleep 1000 & exec sleep 1000' <&- >/dev/null 2>&1 &\nexit 5"),
    Hostile(
      "leaves a session that holds its output", "something that it started still holds",
      "setsid sleep 1000 &\n" + saying(hello, record("S-1"), end(1))),
    Hostile(
      "gives its line as a text", "must be a whole number from 1",
      saying(hello, record("S-1").replacing("\"line\":1", with: "\"line\":\"1\""), end(1))),
    Hostile(
      "nests without end", "stand in each other at most 512 deep",
      saying(hello, nested(100_000), end(1))),
    Hostile(
      "takes all memory", "memory limit is 64 MB",
      "echo '\(hello)'; head -c 300000000 /dev/zero | tail -c 300000000 >&2",
      options: "memory_megabytes: 64"),
  ]

  @Test(
    "a hostile program fails the run with a clear message: 4, nothing published, nothing left",
    arguments: hostilePrograms)
  func hostile(_ item: Hostile) throws {
    let sandbox = try Self.sandbox(item.script)
    var manifest = Self.manifest
    if item.options.contains("command") {
      manifest = manifest.replacing("command: [sh, program.sh]", with: item.options)
    } else if !item.options.isEmpty {
      manifest = manifest.replacing("options: {", with: "options: { \(item.options),")
    }
    try sandbox.write(manifest, to: "run.yml")
    try sandbox.write("of last week", to: "out/export.csv")
    let before = try sandbox.files()
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 4, "\(ending.messages)")
    #expect(ending.messages.contains(item.word), "\(ending.messages.suffix(2000))")
    #expect(ending.messages.contains("error: exec: the program of the adapter exec"))
    #expect(ending.messages.split(separator: "\n").count <= 203, "the log is not flooded")
    #expect(try sandbox.files() == before && sandbox.text("out/export.csv") == "of last week")
    #expect(Self.isQuiet(sandbox))
  }

  @Test("a run that ends early, and one that is told to stop, ends the program and its children")
  func stopped() throws {
    let records = (1...3).map { Self.record("S-\($0)").replacing("T09:00", with: "T99:99") }
    let endless =
      Self.saying(Self.hello, records.joined(separator: "\n"))
      + "\nsleep 1000 & touch under-way; sleep 1000"
    let sandbox = try Self.sandbox(endless)
    let ending = try sandbox.claimpipe("run", "run.yml") { process in
      while !sandbox.exists("under-way") { usleep(10_000) }
      #expect(Self.processes(in: sandbox).count >= 3)
      process.terminate()
    }
    #expect(ending.isSignal && ending.status == SIGTERM)
    #expect(Self.isQuiet(sandbox))
    #expect(try sandbox.files() == ["program.sh", "run.yml", "under-way"])

    // What left its group goes as well, whether the run is stopped or ends well.
    let escaped = "setsid sh -c 'setsid sleep 1000 & exec sleep 1000' <&- >/dev/null 2>&1 &\n"
    let fleeing = try Self.sandbox(escaped + Self.saying(Self.hello, Self.end(0)))
    #expect(try fleeing.claimpipe("run", "run.yml").status == 0)
    #expect(Self.isQuiet(fleeing))
    let slow = try Self.sandbox(escaped + Self.saying(Self.hello) + "\ntouch up; sleep 1000")
    let end = try slow.claimpipe("run", "run.yml") { process in
      while !slow.exists("up") { usleep(10_000) }
      process.terminate()
    }
    #expect(end.isSignal && Self.isQuiet(slow))

    // preview has seen enough while the program has much more to say.
    let chatty = Self.saying(Self.hello) + "\nyes '\(Self.record("S-1"))'"
    let other = try Self.sandbox(chatty)
    #expect(try other.claimpipe("preview", "run.yml").output.contains("record 3"))
    #expect(try other.claimpipe("check", "run.yml").status == 0)
    #expect(Self.isQuiet(other))
  }
}
