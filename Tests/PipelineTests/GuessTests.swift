import Foundation
import Testing

/// `guess`: what it drafts must pass `check`, and need no edit where a source speaks plainly.
@Suite("Drafts of manifests")
struct GuessTests {
  private static let spellings: [Spelling] = [
    Spelling(format: .xml, packing: .gzip, isOdd: true),
    Spelling(format: .json, isOdd: true),
    Spelling(format: .csv, encoding: .utf16LittleEndian, packing: .threeFiles, isOdd: true),
  ]

  @Test(
    "files with our own names: the draft runs as it is, and the outputs are those of our manifest",
    arguments: spellings)
  func ownNames(spelling: Spelling) throws {
    let practice = RandomPractice(
      seed: 7, sessions: 30, isLatin: spelling.encoding == .isoLatin1, isSound: true)
    let sandbox = try Sandbox()
    try practice.write(to: sandbox, as: spelling, seed: 7)
    let files = try sandbox.files(in: "in").map { "in/\($0)" }
    let guessed = try sandbox.claimpipe(["guess", "-o", "guessed.yml"] + files)
    #expect(guessed.status == 0, "\(guessed.messages)")
    // Our manifest's settings over the draft's inputs.
    let ours = try sandbox.text("run.yml")
    let draft = try sandbox.text("guessed.yml")
    let inputs = try #require(draft.part(from: "inputs:", to: "billing:"))
    let own = try #require(ours.part(from: "inputs:", to: "outputs:"))
    try sandbox.write(ours.replacing(own, with: inputs), to: "drafted.yml")
    var results: [[String: Data]] = []
    for manifest in ["run.yml", "drafted.yml"] {
      let ending = try sandbox.claimpipe("run", manifest, "--quiet", "--now", "2026-04-01")
      try #require(ending.status <= 1, "\(manifest): \(ending.messages)")
      let names = ["billing-export.csv", "claims.json", "claims-drafts.json", "duplicates.csv"]
      results.append(
        Dictionary(uniqueKeysWithValues: try names.map { ($0, try sandbox.data("out/\($0)")) }))
    }
    for (name, data) in results[0] where results[1][name] != data {
      Issue.record("\(name) differs, \(spelling)")
    }
  }

  @Test(
    "sources of others: the draft passes check and runs, and asks no more than it must",
    arguments: GuessSource.allCases)
  func others(source: GuessSource) throws {
    let sandbox = try Sandbox()
    try sandbox.write(source.data, to: "in/\(source.file)")
    let guessed = try sandbox.claimpipe("guess", "-o", "conf/draft.yml", "in/\(source.file)")
    #expect(guessed.status == 0 && guessed.output.isEmpty, "\(guessed.messages)")
    let draft = try sandbox.text("conf/draft.yml")
    #expect(
      draft.components(separatedBy: "# ? ").count - 1 == source.expected.questions, "\(draft)")
    let check = try sandbox.claimpipe("check", "conf/draft.yml")
    #expect(check.status == 0, "\(check.messages)\n\(draft)")
    let preview = try sandbox.claimpipe("preview", "conf/draft.yml", "--records", "100")
    #expect(preview.status == 0 && !preview.output.contains("  ! "), "\(preview.output)")
    let run = try sandbox.claimpipe(
      "run", "conf/draft.yml", "--set",
      "time_zone=\(source == .mixed ? "UTC" : source == .german ? "Europe/Berlin" : "America/New_York")",
      "--now", "2026-04-01")
    #expect(run.status == 0, "\(run.messages)")
    let report = try sandbox.report("conf/out/run-report.json")
    for (kind, count) in source.expected.records {
      #expect(report.records[kind]?.read == count, "\(kind)")
      #expect(report.records[kind]?.rejected == 0, "\(kind)")
    }
    let export = try sandbox.text("conf/out/billing-export.csv")
    #expect(export.components(separatedBy: "\r\n").contains(source.row), "\(export)")
    // The same samples, the same draft.
    let again = try sandbox.claimpipe("guess", "in/\(source.file)")
    let other = try sandbox.claimpipe("guess", "in/\(source.file)")
    #expect(again.output == other.output && again.messages.isEmpty)
    // No person's data in the draft.
    for name in ["Example", "Ada", "Müller", "Änne", "2015-03-14", "M100", "V100", "Main St"] {
      #expect(!draft.contains(name), "\(name)")
    }
  }

  @Test("an output that is there, an empty sample and a file that is not there: refused")
  func refusals() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a,b\n1,2\n", to: "a.csv")
    try sandbox.write("mine", to: "mine.yml")
    try sandbox.write("", to: "empty.csv")
    let there = try sandbox.claimpipe("guess", "a.csv", "-o", "mine.yml")
    #expect(there.status == 2 && there.messages.contains("mine.yml is there already"))
    #expect(try sandbox.text("mine.yml") == "mine")
    #expect(try sandbox.claimpipe("guess", "empty.csv").status == 2)
    #expect(try sandbox.claimpipe("guess", "none.csv").status == 4)
    try sandbox.write(String(repeating: "<a>", count: 30_000), to: "deep.xml")
    try sandbox.write(String(repeating: "{\"a\":[", count: 30_000), to: "deep.json")
    for name in ["deep.xml", "deep.json"] {
      let deep = try sandbox.claimpipe("guess", name)
      #expect(deep.status == 2 && deep.messages.contains("nothing was found that could be records"))
    }
    let unclear = try sandbox.claimpipe("guess", "a.csv")
    #expect(unclear.status == 0)
    #expect(unclear.output.contains("# ? no file here looks like sessions"))
    let foreign: [(String, Data, String)] = [
      ("sheet.csv", Data("PK\u{3}\u{4}".utf8) + Data(repeating: 7, count: 99), "workbook"),
      ("old.csv", Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1]), "Microsoft Office"),
      ("letter.csv", Data("%PDF-1.7\n".utf8), "is a PDF"),
      ("zeros.csv", Data(count: 5000), "is no text"),
      (
        "bomb.xml", Data("<!DOCTYPE r [<!ENTITY a \"b\">]><r><s><i>&a;</i></s></r>".utf8),
        "no DOCTYPE"
      ),
    ]
    for (name, data, reason) in foreign {
      try sandbox.write(data, to: name)
      let ending = try sandbox.claimpipe("guess", name)
      #expect(ending.status == 2 && ending.messages.contains(reason), "\(ending.messages)")
    }
    // Any number of columns takes no longer.
    let names = (0..<20_000).map { "c\($0)" }.joined(separator: ",")
    try sandbox.write("\(names)\n\(names)\n", to: "wide.csv")
    let wide = try sandbox.claimpipe("guess", "wide.csv")
    #expect(wide.output.contains("the first 400 of 20000 columns were looked at"))
    // A tab is one character.
    try sandbox.write("session_id\tstatus\nS1\tsubmitted\n", to: "tabs.txt")
    #expect(try sandbox.claimpipe("guess", "tabs.txt").output.contains(#"delimiter: "\t" }"#))
  }

  @Test(
    "a sample that is cut anywhere still gives a draft",
    arguments: [GuessSource.german, .fhir, .xml])
  func torn(source: GuessSource) throws {
    let sandbox = try Sandbox()
    let data = source.data
    for part in [0.2, 0.77] {
      let cut = data.prefix(Int(Double(data.count) * part))
      try sandbox.write(cut, to: source.file)
      let ending = try sandbox.claimpipe("guess", source.file)
      #expect(ending.status == 0 && ending.output.contains("version: 1"), "\(ending.messages)")
    }
  }

  @Test("preview: raw beside mapped, each value's source, faults with their places")
  func preview() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "ID;State;Von;Min\n1;Done;5.1.2026 9:00;90\n2;What\u{7}?;6.1.2026 9:00;x\n", to: "s.csv")
    try sandbox.write(
      """
      version: 1
      pipeline: preview
      inputs:
        - adapter: csv
          record: sessions
          path: s.csv
          options: { delimiter: ";" }
          mapping:
            session_id: ID
            status: { from: State, map: { Done: submitted } }
            patient_id: { value: P1 }
            practitioner_id: { value: PR1 }
            service_code: { value: "97153" }
            start: { from: Von, format: d.M.yyyy H:mm }
            end: { from: Von, format: d.M.yyyy H:mm, plus_minutes: Min }
      outputs: [{ adapter: billing_export, path: out/b.csv }]
      """, to: "m.yml")
    let ending = try sandbox.claimpipe("preview", "m.yml")
    #expect(ending.status == 1)
    #expect(
      ending.output == """
        inputs[0]: sessions from s.csv
          record 1, line 2
            raw: 1;Done;5.1.2026 9:00;90
            session_id       1              <- ID
            status           submitted      <- State "Done"
            patient_id       P1             <- the manifest
            practitioner_id  PR1            <- the manifest
            service_code     97153          <- the manifest
            start            5.1.2026 9:00  <- Von
            end              5.1.2026 9:00  <- Von "5.1.2026 9:00", Min "90"
          record 2, line 3
            raw: 2;What\\u{7}?;6.1.2026 9:00;x
            session_id       2              <- ID
            status           What\\u{7}?     <- State
            patient_id       P1             <- the manifest
            practitioner_id  PR1            <- the manifest
            service_code     97153          <- the manifest
            start            6.1.2026 9:00  <- Von
            end              6.1.2026 9:00  <- Von "6.1.2026 9:00", Min "x"
            ! line 3:3 (State): status "What\\u{7}?" is none of scheduled, submitted, reopened, cancelled, in_progress; write one of these, or map it to one
            ! line 3:10 (Von): end "x" is no length to add; write whole minutes, such as 90, or hours and minutes, as 1:30

        """)
    let one = try sandbox.claimpipe("preview", "m.yml", "--input", "0", "--no-raw", "-r", "1")
    #expect(one.output.hasPrefix("inputs[0]") && !one.output.contains("raw:"))
    #expect(try sandbox.claimpipe("preview", "m.yml", "--input", "7").status == 2)
  }
}

extension String {
  /// From a line that begins so up to one that begins otherwise.
  fileprivate func part(from first: String, to last: String) -> String? {
    guard let start = range(of: "\n\(first)"),
      let end = range(of: "\n\(last)", range: start.upperBound..<endIndex)
    else { return nil }
    return String(self[start.lowerBound..<end.lowerBound])
  }
}
