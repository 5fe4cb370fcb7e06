import AdapterKit
import Foundation
import Glibc
import Testing

@testable import Pipeline

/// What monitors read: `metrics`, `status` and the log, over runs that end well and runs that don't.
@Suite("Metrics, status and log lines")
struct MonitorFileTests {
  private static let manifest = "plugins-config/samples-csv.yml"
  private static let options = [
    "--quiet", "--set", "metrics=../out/state/claimpipe.prom", "--set",
    "status=../out/state/status.json",
  ]

  private struct Files {
    let sandbox: Sandbox

    func status() throws -> JSONValue {
      try JSONValue(parsing: Array(sandbox.data("out/state/status.json")))
    }

    func metrics() throws -> String { try sandbox.text("out/state/claimpipe.prom") }

    /// The value of a series.
    func value(_ series: String) throws -> String? {
      try metrics().split(separator: "\n").first { $0.hasPrefix("claimpipe_\(series) ") }
        .map { String($0.split(separator: " ").last ?? "") }
    }

    @discardableResult
    func run(_ arguments: String..., status: Int32) throws -> Sandbox.Ending {
      let ending = try sandbox.claimpipe(["run", manifest] + options + arguments)
      #expect(ending.status == status, "\(ending.messages)")
      return ending
    }

    /// As Prometheus' text format has it, and each series once.
    func expectWellFormed() throws {
      var families: [Substring: Int] = [:]
      var series: Set<Substring> = []
      for line in try metrics().split(separator: "\n") {
        if let comment = line.wholeMatch(of: /# (HELP|TYPE) (claimpipe_[a-z_]+) .+/) {
          families[comment.2, default: 0] += 1
          continue
        }
        let sample = try #require(
          line.wholeMatch(
            of: /((claimpipe_[a-z_]+)\{pipeline="[^"]*"(?:,[a-z]+="[a-z_]+")*\}) [0-9.]+/),
          "\(line)")
        #expect(families[sample.2] == 2 && series.insert(sample.1).inserted, "\(line)")
      }
      #expect(families.values.allSatisfy { $0 == 2 })
    }
  }

  @Test("a run that ends well, one with too many rejects, one that can't write, and a dry one")
  func outcomes() throws {
    let sandbox = try Sandbox.ofSamples()
    let files = Files(sandbox: sandbox)
    try files.run("--dry-run", status: 1)
    #expect(!sandbox.exists("out"))
    try files.run(status: 1)
    try files.expectWellFormed()
    let first = try files.status()
    let label = "{pipeline=\"sample-practice\"}"
    #expect(first["last_run"]?["outcome"] == .text("done_with_errors"))
    #expect(first["last_run"] == first["last_success"] && first["last_error"] == .null)
    #expect(first["current_run"] == .null && first["backlog"] == .null)
    #expect(try files.value("last_run_success\(label)") == "1")
    #expect(
      try files.value("claims{pipeline=\"sample-practice\",status=\"ready_to_submit\"}") == "19")
    let success = try #require(try files.value("last_success_timestamp_seconds\(label)"))

    try files.run("--set", "rejects.max=0", status: 3)
    try files.expectWellFormed()
    let rejected = try files.status()
    #expect(rejected["last_success"] == first["last_success"])
    #expect(rejected["last_error"]?["exit_status"] == .integer(3))
    #expect(rejected["last_error"]?["message"]?.text?.contains("4 of 207") == true)
    #expect(try files.value("last_success_timestamp_seconds\(label)") == success)
    #expect(try files.value("rejected_records\(label)") == "4")
    #expect(!(try files.metrics().contains("claimpipe_claims{")))

    try files.run("--set", "outputs[0].path=/dev/full", status: 4)
    let failed = try files.status()
    #expect(failed["last_error"]?["outcome"] == .text("failed"))
    #expect(failed["last_error"]?["message"]?.text?.contains("/dev/full") == true)
    #expect(failed["last_success"] == first["last_success"])
    #expect(try files.value("last_run_exit_status\(label)") == "4")
    #expect(try files.value("last_success_timestamp_seconds\(label)") == success)

    for path in ["status.json", "claimpipe.prom"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: sandbox.url("out/state/\(path)").path)
      #expect(attributes[.posixPermissions] as? Int == 0o644)
    }
    #expect(try sandbox.files(in: "out/state") == ["claimpipe.prom", "status.json"])
  }

  @Test("the status of a run under way, of one that was killed, and of the next one")
  func killed() throws {
    let sandbox = try Sandbox.ofSamples()
    let files = Files(sandbox: sandbox)
    try files.run(status: 1)
    let success = try files.status()["last_success"]
    // An input that never ends.
    #expect(try sandbox.tool("mkfifo", "pipe").status == 0)
    var running: JSONValue?
    let ending = try sandbox.claimpipe(
      ["run", Self.manifest, "--set", "inputs[0].path=../pipe"] + Self.options
    ) { process in
      for _ in 0..<1000 {
        running = try files.status()
        if running?["current_run"] != .null { break }
        usleep(5000)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(ending.isSignal)
    let id = try #require(running?["current_run"]?["run_id"])
    #expect(running?["last_success"] == success)
    #expect(try files.status() == running, "nobody has said that it is over")

    try files.run("--set", "outputs[0].path=/dev/full", status: 4)
    let next = try files.status()
    #expect(next["current_run"] == .null && next["last_success"] == success)
    #expect(next["last_error"]?["exit_status"] == .integer(4))
    // In between the killed one was the last.
    var document = StatusDocument(reading: running?.rendered ?? "", pipeline: "x")
    document.begin(RunDiary())
    let between = try JSONValue(parsing: Array(document.text.utf8))
    #expect(between["last_error"]?["outcome"] == .text("interrupted"))
    #expect(between["last_error"]?["run_id"] == id && between["last_run"]?["run_id"] == id)
    #expect(between["last_success"] == success)
  }

  @Test("what isn't a status or metrics is made anew; the backlog stays over runs and runs over it")
  func backlog() throws {
    let sandbox = try Sandbox.ofSamples()
    let files = Files(sandbox: sandbox)
    try sandbox.write("not JSON", to: "out/state/status.json")
    try sandbox.write(
      "# HELP \n# TYPE\nclaimpipe_\n#\nother{x=\"y\"} 1\n\nclaimpipe_last_success_timestamp_seconds x\n",
      to: "out/state/claimpipe.prom")
    try files.run("--set", "rejects.max=0", status: 3)
    try files.expectWellFormed()
    #expect(!(try files.metrics().contains("last_success")))
    #expect(try files.status()["last_success"] == .null)

    let run = try PreparedRun(
      RunRequest(
        manifest: sandbox.url(Self.manifest).path,
        overrides: Self.options.filter { $0.contains("=") }), registry: .builtIn)
    let recorder = RunOutcomeRecorder(run.manifest, log: Log())
    for waiting in [7, 3] {
      recorder.record(.init(waiting: waiting, processing: 1, failed: 2, oldestSeconds: 90))
    }
    try files.expectWellFormed()
    try files.run(status: 1)
    try files.expectWellFormed()
    let label = "pipeline=\"sample-practice\""
    #expect(try files.value("inbox_files{\(label),state=\"waiting\"}") == "3")
    #expect(try files.value("inbox_oldest_file_seconds{\(label)}") == "90")
    #expect(try files.value("last_run_success{\(label)}") == "1")
    #expect(try files.status()["backlog"]?["failed"] == .integer(2))
    // A file that can't be written is said, and changes nothing.
    let warned = try sandbox.claimpipe(
      ["run", Self.manifest, "--set", "status=/dev/null", "--set", "metrics=/proc/x/y", "--quiet"])
    #expect(
      warned.status == 1 && warned.messages.ranges(of: "/dev/null").count == 1
        && warned.messages.contains("/proc/x"))
  }

  @Test("labels are escaped as Prometheus reads them")
  func labels() {
    var metrics = MetricsText(pipeline: "a\"b\\c\nd")
    metrics.add("x", "Help.", "1")
    #expect(metrics.text.hasSuffix("claimpipe_x{pipeline=\"a\\\"b\\\\c\\nd\"} 1\n"))
  }

  @Test("JSON lines have the time and the run, which the report and the status name too")
  func lines() throws {
    let sandbox = try Sandbox.ofSamples()
    let ending = try sandbox.claimpipe(
      "run", Self.manifest, "--log-format", "json", "--set", "status=../out/state/status.json")
    let report = try JSONValue(parsing: Array(sandbox.data("out/csv/run-report.json")))
    let id = try #require(report["run_id"]?.text)
    #expect(id.wholeMatch(of: /[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}/) != nil)
    #expect(try Files(sandbox: sandbox).status()["last_run"]?["run_id"] == .text(id))
    var before = ""
    for line in ending.messages.split(separator: "\n") {
      let object = try JSONValue(parsing: Array(line.utf8))
      let time = try #require(object["time"]?.text)
      #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
      #expect(time >= before && object["run"] == .text(id))
      before = time
    }
    let times = report["times"]
    let stages = times?["stages"]?.members ?? []
    #expect(stages.map(\.0) == ["reading", "billing", "writing"])
    #expect(
      stages.reduce(0) { $0 + ($1.1.integer ?? 0) } <= times?["milliseconds"]?.integer ?? -1)
  }

  @Test("ids sort by time; times are those of the calendar")
  func ids() {
    let instant: Int64 = 1_795_332_519_041_999
    #expect(RunID(at: instant, chance: 0x5f).description == "20261122T072839Z-005f")
    #expect(UTCTime(instant).precise == "2026-11-22T07:28:39.041Z")
    #expect(UTCTime(951_782_400_000_000).text == "2000-02-29T00:00:00Z")
    let ids = (0..<50).map { RunID(at: instant + $0 * 1_000_000, chance: .random(in: 0...9)) }
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
  }
}
