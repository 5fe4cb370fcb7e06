import Foundation
import Testing

/// Programs that are run for what was published: well-behaved ones and others.
@Suite("Hooks", .onOwnThreads)
struct HookTests {
  private typealias Session = LedgerPractice.Session

  private static func write(
    _ commands: [String], _ more: String = "", _ sessions: [Session] = [Session("S1")],
    path: String = "out/{sequence}-N.csv", to sandbox: Sandbox
  ) throws {
    var practice = LedgerPractice()
    practice.outputs = commands.enumerated().map { index, command in
      """
        - adapter: billing_export
          path: "\(path.replacing("N", with: "\(index)"))"
          hook: { command: \(command)\(more) }
      """
    }.joined(separator: "\n")
    try practice.write(sessions, to: sandbox)
  }

  private static func hooks(_ sandbox: Sandbox) throws -> [[String: String]] {
    try LedgerContent(sandbox)["outbox_hook"]
  }

  @Test("an argument list without a shell, a clean environment, the manifest's folder")
  func wellBehaved() throws {
    let sandbox = try Sandbox()
    let script = "printf '%s\\n' \"$@\" > args; env > env; cat > stdin"
    try Self.write(
      [
        "[sh, -c, '\(script.replacing("'", with: "''"))', x, '{path}', '{name}', '{sha256}', "
          + "'{control_number}|{records}', '{{a}}; touch y']"
      ],
      ", environment: [GRANTED]", path: "out/a b'$(touch z)-{sequence}.csv", to: sandbox)
    let ending = try sandbox.claimpipe(
      "run", "run.yml", "--now", "2026-02-01",
      environment: ["GRANTED": "yes", "SECRET_TOKEN": "no"])
    #expect(ending.status == 0, "\(ending.messages)")
    let path = sandbox.url("out/a b'$(touch z)-0001.csv").path
    let report = try sandbox.report()
    #expect(
      try sandbox.text("args").split(separator: "\n").map(String.init) == [
        path, "a b'$(touch z)-0001.csv", report.outputs[0].sha256, "|1", "{a}; touch y",
      ])
    let variables = try sandbox.text("env")
    #expect(variables.contains("GRANTED=yes") && !variables.contains("SECRET_TOKEN"))
    #expect(try sandbox.data("stdin").isEmpty && !sandbox.exists("y") && !sandbox.exists("z"))
    // Once is enough.
    try FileManager.default.removeItem(at: sandbox.url("args"))
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-02").status == 0)
    #expect(!sandbox.exists("args"))
  }

  @Test("one that hangs, floods, dies, is missing or leaves something behind loses no file")
  func hostile() throws {
    let sandbox = try Sandbox()
    let cases: [(command: String, words: String?)] = [
      ("[sleep, '60']", "timeout_seconds"),
      ("[sh, -c, 'yes | head -c 30000000; yes out of order | head -n 50000 >&2']", nil),
      ("[sh, -c, 'kill -9 $$']", "signal 9"),
      ("[sh, -c, 'exit 3']", "exit status 3"),
      ("[no-such-program-of-ours]", "there is no program"),
      ("[./run.yml]", "may not be executed"),
      ("[sh, -c, 'sleep 60 & exit 0']", "still holds its standard output"),
      ("[sh, -c, 'trap \"\" TERM; while :; do :; done']", "timeout_seconds"),
      ("['true']", nil),
    ]
    try Self.write(
      cases.map(\.command), ", timeout_seconds: 1, attempts: 1, backoff_seconds: 1", to: sandbox)
    let start = ContinuousClock.now
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    #expect(ContinuousClock.now - start < .seconds(30), "nothing waits for what hangs")
    #expect(ending.status == 1, "\(ending.messages)")
    let lines = ending.messages.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("outputs[1].hook:") }.count < 210, "a flood is cut")
    let states = try Self.hooks(sandbox)
    for (index, (command, words)) in cases.enumerated() {
      #expect(sandbox.exists("out/0001-\(index).csv"), "\(command)")
      let error = states[index]["last_error"] ?? ""
      #expect(states[index]["state"] == (words == nil ? "done" : "failed"), "\(command): \(error)")
      if let words { #expect(error.contains(words), "\(command): \(error)") }
    }
    // What was given up does not come by itself, and the next run is not blamed for it.
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-02").status == 0)
  }

  @Test("asked to stop, watch ends the one that runs and begins no other; no attempt is counted")
  func stopped() throws {
    let sandbox = try Sandbox()
    var inbox = InboxPractice()
    let commands = ["[sh, -c, 'touch begun; sleep 60']", "[sh, -c, 'touch second; sleep 60']"]
    inbox.practice.outputs = commands.enumerated().map { index, command in
      """
        - adapter: billing_export
          path: "out/\(index)-{sequence}.csv"
          hook: { command: \(command), attempts: 1, timeout_seconds: 90 }
      """
    }.joined(separator: "\n")
    try inbox.prepare(sandbox)
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    let ending = try sandbox.claimpipe(["watch", "run.yml"]) { process in
      #expect(sandbox.waits { sandbox.exists("begun") })
      process.terminate()
    }
    #expect(ending.status == 0 && !ending.isSignal, "\(ending.messages)")
    #expect(!sandbox.exists("second"), "\(ending.messages)")
    let hooks = try Self.hooks(sandbox)
    #expect(hooks.map { $0["state"] } == ["waiting", "waiting"], "\(hooks)")
    #expect(hooks.map { $0["attempts"] } == ["0", "0"], "\(hooks)")
  }

  @Test("a failing one is tried again with backoff, given up, and done when a person says so")
  func backoff() throws {
    let sandbox = try Sandbox()
    let upload = "[sh, -c, 'echo \"$0\" >> tries; test -d there', '{path}']"
    try Self.write([upload], ", attempts: 2, backoff_seconds: 1", to: sandbox)
    let first = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    #expect(first.status == 1 && first.messages.contains("attempt 1 of 2"), "\(first.messages)")
    func tries() throws -> Int { try sandbox.text("tries").split(separator: "\n").count }
    // Not due yet, nor is anything new.
    let soon = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    if try tries() == 1 { #expect(soon.status == 0) }
    while try Self.hooks(sandbox)[0]["state"] == "waiting" {
      usleep(300_000)
      _ = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    }
    #expect(try tries() == 2 && Self.hooks(sandbox)[0]["state"] == "failed")
    let list = try sandbox.claimpipe("outbox", "list", "run.yml", "--format", "json")
    #expect(list.output.contains("\"hook\": \"failed\"") || list.output.contains("\"failed\""))
    #expect(try sandbox.claimpipe("outbox", "retry", "run.yml").status == 1)
    #expect(try sandbox.claimpipe("outbox", "retry", "run.yml", "nothing.csv").status == 2)
    try FileManager.default.createDirectory(
      at: sandbox.url("there"), withIntermediateDirectories: true)
    // The inputs may be gone by now.
    try FileManager.default.removeItem(at: sandbox.url("drop"))
    let retry = try sandbox.claimpipe("outbox", "retry", "run.yml", "0001-0.csv")
    #expect(retry.status == 0, "\(retry.messages)")
    #expect(try Self.hooks(sandbox)[0]["state"] == "done" && tries() == 4)
  }

  @Test(
    "a file whose hook is not done is not replaced; one that is gone or changed is not handed on")
  func unfinished() throws {
    let sandbox = try Sandbox()
    let more = ", attempts: 9, backoff_seconds: 600"
    try Self.write(["[test, -d, there]"], more, path: "out/export.csv", to: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 1)
    let content = try sandbox.data("out/export.csv")
    let sessions = [Session("S1"), Session("S2") { $0.day = 8 }]
    try Self.write(["[test, -d, there]"], more, sessions, path: "out/export.csv", to: sandbox)
    let refused = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-02")
    #expect(refused.status == 4 && refused.messages.contains("{sequence}"), "\(refused.messages)")
    #expect(try sandbox.data("out/export.csv") == content)
    try FileManager.default.createDirectory(
      at: sandbox.url("there"), withIntermediateDirectories: true)
    try sandbox.write("other", to: "out/export.csv")
    let changed = try sandbox.claimpipe("outbox", "retry", "run.yml")
    #expect(changed.status == 1 && changed.messages.contains("SHA-256"), "\(changed.messages)")
    try FileManager.default.removeItem(at: sandbox.url("out/export.csv"))
    let gone = try sandbox.claimpipe("outbox", "retry", "run.yml")
    #expect(gone.status == 1 && gone.messages.contains("the file is gone"), "\(gone.messages)")
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-02").status == 0)
  }
}
