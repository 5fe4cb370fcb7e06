import Foundation
import Testing

/// Outputs that are programs, in whole runs (docs/plugin-protocol.md, "Output adapters").
@Suite("Outputs that are programs, in whole runs", .onOwnThreads)
struct ExternalOutputRunTests {
  static let run = ["run", "plugins-config/test.yml", "--now", "2026-04-01"]
  static let hello = #"echo '{"type":"hello","protocol":"claimpipe","version":1}'"#

  /// The sample practice with one more output: a shell program, installed as `drop`.
  private func sandbox(
    _ script: String, receives: String = "claims", path: String = "../out/csv/drop/index.json",
    idle: Int = 60, ledger: Bool = false
  ) throws -> Sandbox {
    let sandbox = try Sandbox.ofSamples()
    let adapter = """
      { version: 1, name: drop, kind: output, summary: Made for a test., command: [/bin/sh, drop.sh],
        receives: [\(receives)], limits: { idle_seconds: \(idle) } }
      """
    try sandbox.write(adapter, to: "plugins-config/adapters/drop.yml")
    try sandbox.write("\(Self.hello)\n\(script)\n", to: "plugins-config/adapters/drop.sh")
    var manifest = try sandbox.text("plugins-config/samples-csv.yml").replacing(
      "\noutputs:\n", with: "\noutputs:\n  - { adapter: drop, path: \(path) }\n")
    if ledger {
      // A ledger gives every claim out once.
      let kept = manifest.split(separator: "\n", omittingEmptySubsequences: false)
      let first = kept.firstIndex { $0.contains("adapter: billing_export") } ?? 0
      let last = kept.firstIndex { $0.contains("adapter: duplicates_report") } ?? 0
      manifest =
        (kept[..<first] + kept[last...]).joined(separator: "\n") + "\nledger: ../state/ledger\n"
    }
    try sandbox.write(manifest, to: "plugins-config/test.yml")
    return sandbox
  }

  /// Every record of a type as a line of its own: the shell program of docs/plugin-protocol.md.
  ///
  /// - Parameters:
  ///   - isBare: without the message around it.
  ///   - files: how many it makes.
  private static func lines(of type: String, isBare: Bool = false, files: String = "(n > 0)")
    -> String
  {
    #"""
    awk '
      /^{"type":"\#(type)"/ {
        n++
        \#(isBare ? #"sub(/^{"type":"[a-z_]*","[a-z_]*":/, ""); sub(/}$/, "")"# : "")
        gsub(/[\\"]/, "\\\\&")
        print "{\"type\":\"text\",\"text\":\"" $0 "\\n\"}"
      }
      END { printf "{\"type\":\"end\",\"files\":%d,\"records\":%d}\n", \#(files), n }'
    """#
  }

  @Test(
    "CLM-7, CLM-8: the file drop of samples/adapters is the expected one",
    .enabled(if: (try? Sandbox().tool("python3", "--version").status) == 0))
  func fileDrop() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-file-drop.yml"
    let ending = try sandbox.claimpipe("run", manifest, "--now", "2026-04-01")
    #expect(ending.status == 1, "done, with rejected records within the limit: \(ending.messages)")
    // Its SHA-256 are those of all claims' files.
    try expectGolden(sandbox.data("out/file-drop/index.json"), "file-drop/index.json")
    try expectGolden(sandbox.data("out/file-drop/drafts.json"), "file-drop/drafts.json")
    let claims = try sandbox.files(in: "out/file-drop/claims")
    try expectGolden(
      sandbox.data("out/file-drop/claims/\(claims[0])"), "file-drop/claims/\(claims[0])")
    let outputs = try sandbox.report("out/file-drop/run-report.json").outputs
    #expect(outputs.count == claims.count + 2)
    #expect(outputs.dropLast(2).allSatisfy { $0.records == 1 && $0.adapter == "json_file_drop" })
    let text = try sandbox.text("out/file-drop/index.json")
    for output in outputs.dropLast(2) { #expect(text.contains(output.sha256)) }

    let refusing = try sandbox.claimpipe(
      "run", manifest, "--set", "outputs[0].options.procedures=[97155]", "--set",
      "outputs[0].path=../out/no/index.json")
    #expect(refusing.status == 4 && refusing.messages.contains("(procedure): no line of it has"))
    #expect(!sandbox.exists("out/no"))
    try expectGolden(
      sandbox.claimpipe("adapters", "json_file_drop").output, "command/adapter-json_file_drop.txt")
  }

  @Test("claims are the lines of the NDJSON batch; with a ledger they go out once, as one batch")
  func claims() throws {
    let alone = try sandbox(Self.lines(of: "claim", isBare: true))
    let ending = try alone.claimpipe(Self.run + ["--set", "outputs[2].options.format=ndjson"])
    #expect(ending.status == 1, "\(ending.messages)")
    #expect(try alone.data("out/csv/drop/index.json") == alone.data("out/csv/claims.json"))
    #expect(try alone.text("out/csv/drop/index-drafts.json").contains("validation_failures"))

    let files = #"""
      echo '{"type":"file","name":"receipt.txt"}'
      echo '{"type":"text","text":"in order"}'
      echo '{"type":"file","name":"claims.ndjson","batch":true}'

      """#
    let kept = try sandbox(files + Self.lines(of: "claim", isBare: true, files: "2"), ledger: true)
    let first = try kept.claimpipe(Self.run)
    #expect(first.status == 1, "\(first.messages)")
    let batches = try kept.claimpipe(
      "claims", "batches", "--ledger", "state/ledger", "--format", "json")
    #expect(batches.output.contains(#""adapter":"drop""#), "\(batches.output)")
    #expect(batches.output.contains("out/csv/drop/claims.ndjson"))
    try kept.claimpipe("claims", "emit", "1", "--ledger", "state/ledger", "--to", "again")
    #expect(try kept.data("again") == kept.data("out/csv/drop/claims.ndjson"))
    #expect(try kept.claimpipe("ledger", "verify", "state/ledger").status == 0)
    // Nothing is left to send.
    let second = try kept.claimpipe(Self.run)
    #expect(second.status == 1)
    #expect(try kept.text("out/csv/drop/claims.ndjson").isEmpty)
  }

  @Test("charge items and duplicates are the rows of the billing export and the duplicates report")
  func items() throws {
    let items = try sandbox(Self.lines(of: "charge_item"), receives: "charge_items")
    // A delimiter that no value has.
    let bars = ["--set", "outputs[1].options.delimiter=|"]
    #expect(try items.claimpipe(Self.run + bars).status == 1)
    let objects = try Self.objects(items.text("out/csv/drop/index.json"), "charge_item")
    let rows = try items.text("out/csv/billing-export.csv").split(separator: "\r\n").dropFirst()
      .map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
    #expect(objects.count == rows.count && objects.count > 50)
    for (object, row) in zip(objects, rows) {
      func text(_ name: String) -> String { object[name] as? String ?? "" }
      func text(_ name: String, _ field: String) -> String {
        (object[name] as? [String: Any])?[field] as? String ?? ""
      }
      let start = text("start").replacing("T", with: " ").prefix(16)
      #expect(row[11] == start && row[15] == text("procedure_code"))
      #expect(row[1] == (object["modifiers"] as? [String])?.joined(separator: ":"))
      #expect(row[2] == text("place_of_service") && row[16] == text("authorization_number"))
      #expect(row[3] == text("location", "type") && row[5] == text("business_unit", "name"))
      #expect(row[6] == (object["units"] as? Int)?.description)
      #expect(row[8] == text("patient", "mrn") && row[14] == text("unit_type"))
      #expect(row[13] == (object["minutes"] as? Int)?.description)
      #expect(row[18] == text("rendering_provider", "npi"))
    }

    let twice = try sandbox(Self.lines(of: "duplicate"), receives: "duplicates")
    #expect(try twice.claimpipe(Self.run).status == 1)
    let duplicates = try Self.objects(twice.text("out/csv/drop/index.json"), "duplicate")
    let report = try twice.text("out/csv/duplicates.csv").split(separator: "\r\n").dropFirst()
    #expect(duplicates.count == report.count && duplicates.count > 4)
    for (duplicate, row) in zip(duplicates, report) {
      let item = duplicate["charge_item"] as? [String: Any]
      #expect(row.hasPrefix("\(duplicate["group"] as? Int ?? 0),"))
      #expect(row.contains(",\(item?["session_id"] as? String ?? "?"),"))
    }
  }

  private static func objects(_ text: String, _ type: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      let line = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      return try #require(line?[type] as? [String: Any])
    }
  }

  /// Makes one file and says so.
  private static func one(_ name: String) -> String {
    #"""
    records=$(grep -c '"type":"claim"')
    echo '{"type":"file","name":"\#(name)"}'
    echo '{"type":"text","text":"a"}'
    echo "{\"type\":\"end\",\"files\":1,\"records\":$records}"
    """#
  }

  @Test("4: nothing is published, no other output either, and nothing of the program is left")
  func faults() throws {
    let outputs = [
      ("quarantine/sessions.csv", "another file of this run has the same path"),
      ("claims-drafts.json", "outputs[2]"), ("claims.json", "outputs[2]"),
      ("run-report.json", "report has it"), ("drop/index.json/a", ""),
      ("duplicates.csv/a", "outputs[4]"),
    ]
    var faults = [
      ("cat >/dev/null; exec sleep 60", "silent for 1 s"), ("kill -9 $$", "signal 9"),
      ("cat >/dev/null; echo 'Done.'", "not JSON"), (Self.one("../up.json"), "it has the part .."),
    ]
    faults += outputs.filter { !$0.1.isEmpty }.map { (Self.one($0.0), $0.1) }
    for (script, message) in faults {
      let idle = message.hasPrefix("silent") ? 1 : 60
      let sandbox = try sandbox(script, path: "../out/csv/index.json", idle: idle)
      try sandbox.write("of last week", to: "out/csv/claims.json")
      let before = try sandbox.files()
      let ending = try sandbox.claimpipe(Self.run)
      #expect(ending.status == 4, "\(message): \(ending.messages)")
      #expect(ending.messages.contains(message), "\(message): \(ending.messages)")
      #expect(
        try sandbox.files() == before && sandbox.text("out/csv/claims.json") == "of last week")
    }
    // A folder that is a link leads out of the output's.
    let linked = try sandbox(Self.one("linked/a"), path: "../out/csv/index.json")
    try linked.write("mine", to: "elsewhere/mine")
    try linked.write("of last week", to: "out/csv/claims.json")
    try FileManager.default.createSymbolicLink(
      atPath: linked.root.appending(path: "out/csv/linked").path,
      withDestinationPath: "../../elsewhere")
    let ending = try linked.claimpipe(Self.run)
    #expect(ending.status == 4 && ending.messages.contains("\"linked\" is a link"))
    #expect(!linked.exists("elsewhere/a"))
    // Files of other names that the manifest has.
    for name in ["test.yml", "adapters/drop.yml/a", "samples-csv.yml"] {
      let sandbox = try sandbox(Self.one(name), path: "index.json")
      let manifest = try sandbox.text("plugins-config/test.yml")
      let ending = try sandbox.claimpipe(Self.run)
      let isFree = name == "samples-csv.yml"
      #expect(ending.status == (isFree ? 1 : 4), "\(name): \(ending.messages)")
      #expect(try sandbox.text("plugins-config/test.yml") == manifest)
    }
  }

  @Test("a dry run and preview start no output's program; check hears its hello, and no more")
  func notStarted() throws {
    let sandbox = try sandbox("cat >/dev/null; touch started")
    #expect(try sandbox.claimpipe(Self.run + ["--dry-run"]).status == 1)
    #expect(try sandbox.claimpipe("preview", "plugins-config/test.yml").status == 0)
    #expect(try sandbox.claimpipe("check", "plugins-config/test.yml").status == 1)
    #expect(!sandbox.exists("plugins-config/adapters/started"))
    for (script, message) in [("exit 7", "exit status 7"), ("echo hello", "not JSON")] {
      try sandbox.write(script, to: "plugins-config/adapters/drop.sh")
      let check = try sandbox.claimpipe("check", "plugins-config/test.yml")
      #expect(check.status == 4 && check.messages.contains(message), "\(check.messages)")
    }
  }

  @Test("a run that is stopped ends its program and leaves no file")
  func stopped() throws {
    let sandbox = try sandbox("cat >/dev/null; echo $$ >started; exec sleep 60")
    let ending = try sandbox.claimpipe(Self.run) { process in
      while !sandbox.exists("plugins-config/adapters/started") { usleep(10_000) }
      process.terminate()
    }
    #expect(ending.isSignal && ending.status == SIGTERM)
    #expect(try sandbox.files(in: "out").isEmpty || !sandbox.exists("out"))
    let text = try sandbox.text("plugins-config/adapters/started")
    let program = try #require(pid_t(text.filter(\.isNumber)))
    for _ in 0..<200 where kill(program, 0) == 0 { usleep(10_000) }
    #expect(kill(program, 0) != 0)
  }
}
