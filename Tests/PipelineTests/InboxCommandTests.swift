import Foundation
import Testing

/// `run --inbox` and `watch`, as processes.
@Suite("Files that arrive in an inbox", .onOwnThreads)
struct InboxCommandTests {
  private typealias Session = LedgerPractice.Session

  private func run(_ sandbox: Sandbox) throws -> Sandbox.Ending {
    try sandbox.claimpipe(InboxPractice.once)
  }

  @Test("each group is a run, and its files go where it ended; the status is the worst")
  func fates() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    #expect(try run(sandbox).status == 0, "nothing to do")
    #expect(!sandbox.exists("state/ledger.sqlite"))
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    try inbox.drop(
      [Session("S2") { $0.day = 6 }, Session("S3") { $0.status = "wrong" }], as: "2", in: sandbox)
    #expect(try run(sandbox).status == 1)
    try inbox.drop(
      ["S4", "S5"].map { Session($0) { $0.status = "wrong" } }, as: "3", in: sandbox)
    #expect(try run(sandbox).status == 3)
    try inbox.drop("nothing,of,ours\n1,2,3\n", as: "sessions-4.csv", in: sandbox)
    try inbox.drop("x", as: "other.csv", in: sandbox)
    let ending = try run(sandbox)
    #expect(ending.status == 4 && ending.messages.contains("sessions-4.csv:1"), "\(ending)")
    #expect(sandbox.names("drop/done/2026-02-01") == ["sessions-1.csv", "sessions-2.csv"])
    #expect(
      try InboxPractice.failures(sandbox) == [
        "sessions-3.csv": "rejected", "sessions-4.csv": "input",
      ])
    #expect(sandbox.names("drop/incoming") == ["other.csv"])
    #expect(sandbox.names("drop/processing").isEmpty)
    let ledger = try LedgerContent(sandbox)
    #expect(ledger.batchesByClaim.values.allSatisfy { $0 == 1 } && ledger.controlNumbers == [1, 2])
    #expect(ledger["source_file"].map { $0["name"] } == ["sessions-1.csv", "sessions-2.csv"])
    // The report names a file as it came.
    let report = try sandbox.text("out/run-report.json")
    #expect(report.contains("\"drop/incoming/sessions-"))
  }

  @Test("what was seen before, by content, is put away; the same name with other content is billed")
  func seen() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    for (session, batches) in [("S1", 1), ("S1", 1), ("S2", 2)] {
      try inbox.drop([Session(session) { $0.day = session == "S1" ? 5 : 6 }], as: "1", in: sandbox)
      let ending = try run(sandbox)
      #expect(ending.status == 0, "\(ending.messages)")
      #expect(try LedgerContent(sandbox).controlNumbers.count == batches)
    }
    #expect(
      sandbox.names("drop/done/2026-02-01") == [
        "sessions-1.csv", "sessions-1~2.csv", "sessions-1~3.csv",
      ])
  }

  @Test("a group waits for the files of all its inputs, and not for ever")
  func incomplete() throws {
    let sandbox = try Sandbox()
    var inbox = InboxPractice()
    inbox.hasPatients = true
    inbox.ready = "{ marker: .ok }"
    try inbox.prepare(sandbox)
    let patients = try sandbox.text("in/patients.csv")
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    try inbox.drop(patients, as: "patients-1.csv", in: sandbox)
    try inbox.drop([Session("S2") { $0.day = 6 }], as: "2", in: sandbox)
    for name in ["sessions-1.csv", "sessions-2.csv"] {
      try sandbox.write("", to: "drop/incoming/\(name).ok")
    }
    #expect(try run(sandbox).status == 0)
    #expect(sandbox.names("drop/done").isEmpty && sandbox.names("drop/processing").isEmpty)
    try sandbox.write("", to: "drop/incoming/patients-1.csv.ok")
    #expect(try run(sandbox).status == 0)
    #expect(sandbox.names("drop/done/2026-02-01") == ["patients-1.csv", "sessions-1.csv"])
    #expect(sandbox.names("drop/incoming") == ["sessions-2.csv", "sessions-2.csv.ok"])
    try sandbox.write(
      sandbox.text("run.yml").replacing(
        "poll_seconds: 1", with: "poll_seconds: 1, wait_minutes: 0"),
      to: "run.yml")
    let ending = try run(sandbox)
    #expect(ending.status == 4 && ending.messages.contains("(patients)"), "\(ending.messages)")
    #expect(try InboxPractice.failures(sandbox) == ["sessions-2.csv": "incomplete"])
    #expect(sandbox.names("drop/incoming").isEmpty)
  }

  @Test("what a machine reads of a run has the run's id: that it was taken, and where it ended")
  func loggedRuns() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    try inbox.drop("nothing,of,ours\n", as: "sessions-2.csv", in: sandbox)
    let ending = try sandbox.claimpipe(InboxPractice.once + ["--log-format", "json"])
    #expect(ending.status == 4)
    for (part, count) in [("1 file taken", 2), (": to done/", 1), (": to failed/", 1)] {
      let lines = ending.messages.split(separator: "\n").filter { $0.contains(part) }
      #expect(lines.count == count, "\(part)")
      for line in lines {
        let members =
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        let run = try #require(members["run"] as? String)
        #expect((members["message"] as? String)?.hasPrefix("run \(run): ") == true)
      }
    }
  }

  @Test("the backlog's age is that of its oldest file, of one that no input takes too")
  func backlogAge() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    try sandbox.write(sandbox.text("run.yml") + "\nstatus: status.json\n", to: "run.yml")
    try inbox.drop("x", as: "misnamed.csv", in: sandbox)
    let waited = try sandbox.waits {
      #expect(try run(sandbox).status == 0)
      let status = try JSONSerialization.jsonObject(with: sandbox.data("status.json"))
      let backlog = (status as? [String: Any])?["backlog"] as? [String: Int]
      return backlog?["waiting"] == 1 && (backlog?["oldest_seconds"] ?? 0) > 0
    }
    #expect(waited)
  }

  @Test("outputs that would take the same claims are warned of by check, since runs would fail")
  func sharedClaims() throws {
    let sandbox = try Sandbox()
    try InboxPractice().prepare(sandbox)
    let manifest = try sandbox.text("run.yml")
    for more in ["", ", options: { payers: [A] }", ", period: { to: 1990-01-01 }"] {
      let another = "outputs:\n  - { adapter: claim_batch, path: out/other.json\(more) }\n"
      try sandbox.write(manifest.replacing("outputs:\n", with: another), to: "run.yml")
      let ending = try sandbox.claimpipe("check", "run.yml")
      #expect(ending.status == 0)
      #expect(ending.messages.contains("takes claims that outputs[0]"), "\(more)")
    }
    // Apart: by payers, by business units, by dates.
    for (one, other) in [
      (", options: { payers: [A] }", ", options: { payers: [B] }"),
      (", business_units: [A]", ", business_units: [B]"),
      (", period: { to: 2026-01-01 }", ", period: { from: 2026-01-02 }"),
    ] {
      let start = try #require(manifest.range(of: "outputs:\n"))
      let two = [one, other].enumerated().map {
        "  - { adapter: claim_batch, path: out/\($0).json\($1) }\n"
      }
      let rest = manifest[start.upperBound...].split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .drop { $0.hasPrefix(" ") }.joined(separator: "\n")
      try sandbox.write(
        manifest[..<start.upperBound] + two.joined() + rest, to: "run.yml")
      let ending = try sandbox.claimpipe("check", "run.yml")
      #expect(ending.status == 0 && !ending.messages.contains("takes claims that"), "\(one)")
    }
  }

  @Test("a file that is written to while its run reads: nothing is emitted, and it is read again")
  func growing() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    // A reference input whose program writes to what was taken, once.
    let grown = Session("S2") { $0.day = 6 }.values.joined(separator: ",")
    try sandbox.write(
      """
      cat >/dev/null
      if [ -e grow ]; then rm grow; for f in drop/processing/*/sessions-1.csv; do echo '\(grown)' >>$f; done; fi
      echo '\(ExternalInputTests.hello)'
      echo '\(ExternalInputTests.end(0))'
      """, to: "program.sh")
    try sandbox.write("", to: "grow")
    try sandbox.write(
      sandbox.text("run.yml").replacing(
        "inputs:\n",
        with:
          "inputs:\n  - { adapter: exec, record: practitioners, options: { command: [sh, program.sh] } }\n"
      ), to: "run.yml")
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    let ending = try run(sandbox)
    #expect(ending.status == 4 && ending.messages.contains("written to"), "\(ending.messages)")
    #expect(sandbox.names("drop/processing").count == 1 && !sandbox.exists("out/claims.json"))
    // The next pass sees that it has changed, and the one after that it has not.
    let statuses = try (0..<2).map { _ in try run(sandbox).status }
    #expect(statuses.contains(0))
    #expect(try BatchContent(sandbox).sessions == ["S1", "S2"])
    #expect(sandbox.names("drop/done/2026-02-01") == ["sessions-1.csv"])
  }

  @Test("an output that can't be written keeps the files, and what comes later waits behind them")
  func waiting() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    try sandbox.write("", to: "out")
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    #expect(try run(sandbox).status == 4)
    try inbox.drop([Session("S2") { $0.day = 6 }], as: "2", in: sandbox)
    #expect(try run(sandbox).status == 4)
    #expect(sandbox.names("drop/processing").count == 1)
    #expect(sandbox.names("drop/incoming") == ["sessions-2.csv"])
    try FileManager.default.removeItem(at: sandbox.url("out"))
    #expect(try run(sandbox).status == 0)
    #expect(sandbox.names("drop/done/2026-02-01") == ["sessions-1.csv", "sessions-2.csv"])
    #expect(try LedgerContent(sandbox).controlNumbers == [1, 2])
  }

  @Test("a process that dies again and again over the same files: they go to failed")
  func deaths() throws {
    let sandbox = try Sandbox()
    var inbox = InboxPractice()
    inbox.more = ", attempts: 2"
    try inbox.prepare(sandbox)
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    // The program takes the one that started it along.
    try sandbox.write("cat >/dev/null; kill -9 $PPID", to: "program.sh")
    let manifest = try sandbox.text("run.yml")
    try sandbox.write(
      manifest.replacing(
        "inputs:\n",
        with:
          "inputs:\n  - { adapter: exec, record: practitioners, options: { command: [sh, program.sh] } }\n"
      ), to: "run.yml")
    for _ in 0..<2 { #expect(try run(sandbox).isSignal) }
    let ending = try run(sandbox)
    #expect(ending.status == 4 && ending.messages.contains("died 2 times"), "\(ending.messages)")
    #expect(try InboxPractice.failures(sandbox) == ["sessions-1.csv": "died"])
  }

  @Test("the ways to use an inbox wrongly")
  func misuse() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    try inbox.drop([Session("S1")], as: "1", in: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml").status == 2)
    #expect(try sandbox.claimpipe("run", "run.yml", "--inbox", "--dry-run").status == 2)
    // A dry run reads what is there, and leaves it there.
    let dry = try sandbox.claimpipe("run", "run.yml", "--dry-run", "--now", "2026-02-01")
    #expect(dry.status == 0 && dry.messages.contains("1 read = 1 used"), "\(dry.messages)")
    #expect(try sandbox.claimpipe("check", "run.yml").status == 0)
    #expect(sandbox.names("drop/incoming") == ["sessions-1.csv"])
    try LedgerPractice().write([], to: sandbox)
    let without = try sandbox.claimpipe("watch", "run.yml")
    #expect(without.status == 2 && without.messages.contains("inbox"), "\(without.messages)")
  }

  @Test("names that are as long as they can be, and names that would forge lines of a log")
  func names() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    let long = "sessions-" + String(repeating: "y", count: 242) + ".csv"
    let place = sandbox.url("drop/incoming/\(long)").path
    for id in ["S1", "S2", "S3"] {
      // The last has records that are rejected twice over.
      let rejected = id == "S1" ? "" : "X\(id),submitted,,,,,,,,,\n"
      try sandbox.write(InboxPractice.document([Session(id)]) + rejected, to: "text")
      rename(sandbox.url("text").path, place)
      let ending = try sandbox.claimpipe(InboxPractice.once)
      #expect(ending.status == (id == "S1" ? 0 : 1), "\(ending.messages)")
    }
    #expect(sandbox.names("drop/done/2026-02-01").count == 3)
    #expect(sandbox.names("out/quarantine").count == 4)
    try sandbox.write("x", to: "drop/incoming/sessions-1\nerror: forged.csv")
    let ending = try sandbox.claimpipe(InboxPractice.once)
    #expect(ending.status == 0 && !ending.messages.contains("\nerror"), "\(ending.messages)")
    #expect(
      ending.messages.contains("control characters") && sandbox.names("drop/incoming").count == 1)
  }

  // MARK: watch

  @Test("watch takes what arrives, bears a faulty manifest and a folder that goes, and ends with 0")
  func watch() throws {
    let sandbox = try Sandbox()
    let inbox = InboxPractice()
    try inbox.prepare(sandbox)
    let manifest = try sandbox.text("run.yml")
    let ending = try sandbox.claimpipe(["watch", "run.yml"]) { process in
      defer { process.terminate() }
      func done(_ count: Int) -> Bool {
        sandbox.waits {
          sandbox.names("drop/done").flatMap { sandbox.names("drop/done/\($0)") }.count == count
        }
      }
      try inbox.drop([Session("S1")], as: "1", in: sandbox)
      #expect(done(1))
      #expect(try sandbox.claimpipe("watch", "run.yml").status == 5)
      #expect(try run(sandbox).status == 5)
      // Faulty for a while.
      try sandbox.write(manifest + "nonsense: 1\n", to: "run.yml")
      usleep(1_200_000)
      try inbox.drop([Session("S2") { $0.day = 6 }], as: "2", in: sandbox)
      usleep(300_000)
      #expect(sandbox.names("drop/incoming") == ["sessions-2.csv"])
      try sandbox.write(manifest, to: "run.yml")
      #expect(done(2))
      // Away for a while, as if it were not mounted.
      rename(sandbox.url("drop").path, sandbox.url("away").path)
      usleep(1_200_000)
      #expect(!sandbox.exists("drop"))
      rename(sandbox.url("away").path, sandbox.url("drop").path)
      try inbox.drop([Session("S3") { $0.day = 7 }], as: "3", in: sandbox)
      #expect(done(3))
    }
    #expect(ending.status == 0 && !ending.isSignal, "\(ending.messages)")
    let faults = ending.messages.split(separator: "\n").filter { $0.contains("nonsense") }
    #expect(faults.count == 1, "\(ending.messages)")
    #expect(ending.messages.contains("it works again") && ending.messages.hasSuffix("stopped\n"))
    let numbers = try LedgerContent(sandbox).controlNumbers
    let files = try sandbox.files(in: "drop")
    #expect(numbers == [1, 2, 3], "\(ending.messages) \(files)")
  }
}
