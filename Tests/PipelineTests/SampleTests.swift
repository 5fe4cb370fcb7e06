import Foundation
import Testing

/// The sample practice from CSV, JSON and XML, against the files in `Golden`, which were checked by
/// hand against samples/README.md.
@Suite("The samples, end to end")
struct SampleTests {
  static let formats = ["csv", "json", "xml"]
  static let outputs = [
    "billing-export.csv", "claims.json", "claims-drafts.json", "claims.x12",
    "claims-x12-drafts.json", "duplicates.csv",
  ]

  @Test(
    "EXP-1, CLM-7, DUP-2: the outputs are the expected ones, the same from every format",
    arguments: formats)
  func outputs(format: String) throws {
    let sandbox = try Sandbox.ofSamples()
    let ending = try sandbox.claimpipe(
      "run", "plugins-config/samples-\(format).yml", "--now", "2026-04-01")
    #expect(ending.status == 1, "done, with rejected records within the limit")
    #expect(ending.output.isEmpty, "messages go to standard error")
    try expectGolden(ending.messages, "\(format)/messages.txt")
    for name in Self.outputs { try expectGolden(sandbox.data("out/\(format)/\(name)"), name) }
    for name in try sandbox.files(in: "out/\(format)") where !Self.outputs.contains(name) {
      try expectGolden(sandbox.data("out/\(format)/\(name)"), "\(format)/\(name)")
    }
  }

  @Test("what a person reads: help, versions, adapters, preview and check")
  func surface() throws {
    let sandbox = try Sandbox.ofSamples()
    for (name, arguments) in [
      ("help", ["--help"]), ("help-run", ["run", "--help"]), ("help-check", ["check", "--help"]),
      ("help-preview", ["preview", "--help"]), ("help-adapters", ["adapters", "--help"]),
      ("help-schema", ["schema", "--help"]), ("help-test", ["test", "--help"]),
      ("adapters", ["adapters"]),
    ] {
      let ending = try sandbox.claimpipe(arguments)
      #expect(ending.status == 0 && ending.messages.isEmpty)
      try expectGolden(ending.output, "command/\(name).txt")
    }
    for name in [
      "csv", "json", "ndjson", "xml", "exec", "billing_export", "claim_batch", "duplicates_report",
    ] {
      try expectGolden(
        sandbox.claimpipe("adapters", name).output, "command/adapter-\(name).txt")
    }
    for format in Self.formats {
      let manifest = "plugins-config/samples-\(format).yml"
      let preview = try sandbox.claimpipe("preview", manifest, "--records", "2")
      #expect(preview.status == 0)
      try expectGolden(preview.output, "command/preview-\(format).txt")
      let check = try sandbox.claimpipe("check", manifest)
      #expect(check.status == 1, "REC-2: a second patient P1")
      try expectGolden(check.messages, "command/check-\(format).txt")
      // What a run would refuse for its reference data alone, check refuses too.
      let strict = try sandbox.claimpipe("check", manifest, "--set", "rejects.max=0")
      #expect(strict.status == 3 && strict.messages.contains("rejects.max"))
    }
    #expect(!sandbox.exists("out"), "neither check nor preview writes")
    #expect(try sandbox.claimpipe("--version").output.contains("."))
  }

  @Test("preview shows a record's faults in place of its value, and ends with 1")
  func previewOfFaults() throws {
    let sandbox = try Sandbox.ofSamples()
    let preview = try sandbox.claimpipe(
      "preview", "plugins-config/samples-csv.yml", "--records", "1000")
    #expect(preview.status == 1)
    let faults = preview.output.split(separator: "\n").filter { $0.hasPrefix("    ! ") }
    #expect(faults.count >= 4, "S-902, S-903 twice, S-904")
    #expect(faults.contains { $0.contains("status") && $0.contains("complete") })
  }

  @Test("formats.md section 1: no message, report, finding or reason holds personal data")
  func privacy() throws {
    let sandbox = try Sandbox.ofSamples()
    // More of each kind of fault, in fields that hold personal data too.
    for (path, old, new) in [
      ("samples/csv/patients.csv", "11/30/2017;Male", "31/30/2017;Manly"),
      ("samples/csv/coverages.csv", "1988-03-02,M", "1988-31-02,Manly"),
      ("samples/csv/sessions.csv", "S-903,submitted,P2", "S-903,submitted"),
    ] {
      let text = try sandbox.text(path)
      #expect(text.contains(old))
      try sandbox.write(text.replacing(old, with: new), to: path)
    }
    var texts: [String] = []
    for format in Self.formats {
      for arguments in [[], ["--log-format", "json"], ["--set", "rejects.max=0"]] {
        let manifest = "plugins-config/samples-\(format).yml"
        texts += [try sandbox.claimpipe(["run", manifest] + arguments).messages]
        texts += [try sandbox.claimpipe("check", manifest).messages]
      }
      texts += try sandbox.files(in: "out/\(format)").filter {
        $0.hasSuffix(".reasons.tsv") || $0.hasPrefix("run-report")
      }.map { try sandbox.text("out/\(format)/\($0)") }
    }
    #expect(texts.count > 20)
    let all = texts.joined(separator: "\n")
    let personal = try Self.personalValues(sandbox)
    #expect(personal.count > 60)
    for value in personal {
      // Whole words: "Ben" is not the payer's "Benefit Fund".
      let stands = all.ranges(of: value).contains { range in
        !(all[..<range.lowerBound].last?.isLetter ?? false)
          && !(all[range.upperBound...].first?.isLetter ?? false)
      }
      #expect(!stands, "\(value) is in a message, a report, a finding or a reason")
    }
  }

  /// Names, dates of birth, member ids, record numbers and streets of the samples.
  private static func personalValues(_ sandbox: Sandbox) throws -> Set<String> {
    let columns: [String: [Int]] = [
      "patients": [1, 3, 5], "practitioners": [1, 2], "coverages": [4, 9, 10, 11, 13],
      "referring_providers": [1, 2, 3], "locations": [2, 4],
    ]
    var values: Set<String> = ["31/30/2017", "1988-31-02", "Manly"]
    for (file, columns) in columns {
      let separator: Character = file == "patients" ? ";" : ","
      for row in try sandbox.text("samples/csv/\(file).csv").split(separator: "\n").dropFirst() {
        let cells = row.split(separator: separator, omittingEmptySubsequences: false)
        values.formUnion(columns.map { String(cells[$0]) }.filter { $0.count > 3 })
        if file == "patients" {
          values.formUnion(cells[2].split(separator: ", ").map(String.init).filter { $0.count > 2 })
        }
      }
    }
    // ISO forms of the dates of birth, as JSON and XML have them.
    values.formUnion(
      values.filter { $0.count == 10 && $0.contains("/") }.map {
        let parts = $0.split(separator: "/")
        return "\(parts[2])-\(parts[0])-\(parts[1])"
      })
    // Words that the samples' other values hold too: business units, a payer, an adapter's example.
    return values.subtracting(["Example", "Sample", "Demo"])
  }
}
