import Foundation
import Testing

/// Rejected records: verbatim, in the source's own format and encoding, and good to feed in again.
@Suite("The quarantine")
struct QuarantineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let adapter: String
    var options = ""
    var encoding = String.Encoding.utf8
    var mark: [UInt8] = []
    var isCompressed = false
    let frame: (prefix: String, separator: String, suffix: String)
    let good: [String]
    let bad: [String]
    let mended: [String]

    var testDescription: String { "\(file) \(options)" }

    func document(_ records: [String]) throws -> Data {
      let text = frame.prefix + records.joined(separator: frame.separator) + frame.suffix
      return Data(mark) + (try #require(text.data(using: encoding)))
    }
  }

  static let columns = "session_id,status,patient_id,practitioner_id,service_code,start,end"
  static func row(_ id: String, _ status: String = "submitted", day: String = "05") -> String {
    "\(id),\(status),P1,PR1,Café,2026-01-\(day)T09:00,2026-01-\(day)T10:00"
  }
  static func object(_ id: String, _ status: String = "submitted", end: String = "10:00") -> String
  {
    """
    {"session_id": "\(id)", "status": "\(status)", "patient_id": "P1", "practitioner_id":"PR1",\
     "service_code": "Café", "start": "2026-01-05T09:00",  "end": "2026-01-05T\(end)"}
    """
  }
  static func element(_ id: String, _ status: String = "submitted", end: String = "10:00")
    -> String
  {
    """
    <session session_id="\(id)">
      <status>\(status)</status><!-- kept --><patient_id>P1</patient_id>
      <practitioner_id>PR1</practitioner_id><service_code>Café &amp; <![CDATA[<b>]]></service_code>
      <start>2026-01-05T09:00</start><end>2026-01-05T\(end)</end>
    </session>
    """
  }

  static let csvGood = [row("S-1"), row("S-2")]
  // An unknown word, a row cut short, no such day, and a quoted line break.
  static let csvBad = [
    row("S-3", "finished"), "S-4,submitted,P1", row("S-5", day: "32"),
    row("S-6", "\"on\n hold\"", day: "06"),
  ]
  static let csvMended = [row("S-3"), row("S-4"), row("S-5", day: "31"), row("S-6", day: "06")]
  static let objectsBad = [object("S-3", "finished"), object("S-4", end: "08:00")]
  static let objectsMended = [object("S-3"), object("S-4")]
  static let xmlBad = [element("S-3", "finished"), element("S-4", end: "08:00")]

  static let dialects: [(String, String, String, String.Encoding, [UInt8], String)] = [
    (",", "\n", "", .utf8, [], ""),
    (";", "\r\n", "delimiter: \";\"", .utf8, [0xEF, 0xBB, 0xBF], ""),
    (",", "\n", "encoding: latin1", .isoLatin1, [], ".gz"),
    ("\t", "\n", "delimiter: \"\\t\"", .utf16LittleEndian, [0xFF, 0xFE], ""),
  ]
  static let cases: [Case] =
    dialects.map { delimiter, lineEnd, options, encoding, mark, ending in
      func dialect(_ rows: [String]) -> [String] {
        rows.map { $0.replacing(",", with: delimiter) }
      }
      return Case(
        file: "sessions.csv\(ending)", adapter: "csv", options: options, encoding: encoding,
        mark: mark, isCompressed: !ending.isEmpty,
        frame: (dialect([columns])[0] + lineEnd, lineEnd, lineEnd), good: dialect(csvGood),
        bad: dialect(csvBad), mended: dialect(csvMended))
    } + [
      Case(
        file: "sessions.json", adapter: "json", frame: ("[\n", ",\n", "\n]\n"),
        good: [object("S-1")], bad: objectsBad, mended: objectsMended),
      Case(
        file: "export.json.gz", adapter: "json", options: "records: \"data.sessions[*].it\"",
        encoding: .utf16BigEndian, mark: [0xFE, 0xFF], isCompressed: true,
        frame: ("{\"data\":{\"sessions\":[\n{\"it\":", "},\n{\"it\":", "}\n]}}\n"),
        good: [object("S-1")], bad: objectsBad, mended: objectsMended),
      Case(
        file: "sessions.ndjson", adapter: "ndjson", frame: ("", "\n", "\n"),
        // A line that is no JSON at all, too.
        good: [object("S-1")], bad: objectsBad + ["{\"session_id\": S-5}"],
        mended: objectsMended + [object("S-5")]),
      Case(
        file: "sessions.xml", adapter: "xml",
        frame: ("<?xml version=\"1.0\"?>\n<sessions>\n", "\n", "\n</sessions>\n"),
        good: [element("S-1")], bad: xmlBad, mended: [element("S-3"), element("S-4")]),
      Case(
        file: "export.xml.gz", adapter: "xml",
        options: "records: /x:export/sessions/session, encoding: latin1", encoding: .isoLatin1,
        isCompressed: true,
        frame: (
          "<?xml version='1.0' encoding='ISO-8859-1'?>\n"
            + "<x:export xmlns:x=\"urn:x\">\n<sessions of='Café'>\n",
          "\n", "\n</sessions>\n</x:export>\n"
        ),
        good: [element("S-1")], bad: xmlBad, mended: [element("S-3"), element("S-4")]),
    ]

  @Test("a value of XML has its own line, and its column where the document's line is known")
  func placesInXML() throws {
    let sandbox = try Sandbox()
    let first = Self.element("S-1").replacing(
      "</session>", with: "<sequence>x</sequence></session>")
    try sandbox.write(
      """
      <sessions>
            \(first)
      <session session_id="S-2"><sequence>y</sequence></session><!-- and -->
      </sessions>
      """, to: "in/a.xml")
    try sandbox.write(
      """
      version: 1
      pipeline: places
      inputs: [{ adapter: xml, record: sessions, path: in/a.xml }]
      outputs: [{ adapter: billing_export, path: out/export.csv }]
      rejects: { max: 100%, quarantine: out/quarantine }
      report: out/run-report.json
      """, to: "run.yml")
    let ending = try sandbox.claimpipe("run", "run.yml")
    #expect(ending.status == 1, "\(ending.messages)")
    let reasons = try sandbox.text(try #require(sandbox.report().quarantine.first).reasons)
    let places = reasons.split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }.filter { $0.contains("sequence") }.map { $0.prefix(5).dropFirst(3).joined(separator: " ") }
    // Where the second record stands in its line the block does not say.
    #expect(places == ["6 11", "7 "], "\(reasons)")
  }

  @Test(
    "rejected records are verbatim; mended and fed in again they are accepted", arguments: cases)
  func roundTrip(_ item: Case) throws {
    let sandbox = try Sandbox()
    // Bad ones stand between good ones.
    let all = item.good.prefix(1) + item.bad + item.good.dropFirst()
    try put(item.document(Array(all)), item, in: "inbox", of: sandbox)
    try sandbox.write(manifest(item, "inbox"), to: "run.yml")
    #expect(try sandbox.claimpipe("run", "run.yml").status == 1)
    let report = try sandbox.report()
    #expect(report.rejections.values.reduce(0, +) == item.bad.count)
    let file = try #require(report.quarantine.first)
    #expect(file.records == item.bad.count && report.quarantine.count == 1)
    let quarantined = try sandbox.data(file.path)
    #expect(quarantined == (try item.document(item.bad)), "verbatim, in a file of its own format")

    let reasons = try sandbox.text(file.reasons).split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(Set(reasons.map { $0[0] }) == Set((1...item.bad.count).map { Substring("\($0)") }))
    #expect(reasons.allSatisfy { $0.count == 8 && !$0[7].isEmpty })

    // As it stands it is rejected again, to the byte; mended it is not.
    try sandbox.write(manifest(item, "again", out: "again/out"), to: "again.yml")
    try put(quarantined, item, in: "again", of: sandbox)
    #expect(try sandbox.claimpipe("run", "again.yml").status == 1)
    let second = try sandbox.report("again/out/run-report.json")
    #expect(try sandbox.data(#require(second.quarantine.first).path) == quarantined)
    try put(item.document(item.mended), item, in: "again", of: sandbox)
    #expect(try sandbox.claimpipe("run", "again.yml").status == 0)
    #expect(
      try sandbox.report("again/out/run-report.json").records["sessions"]?.used == item.bad.count)
  }

  @Test("a file of an earlier run is kept; nothing rejected, no quarantine")
  func earlierFiles() throws {
    let sandbox = try Sandbox()
    let item = Self.cases[0]
    try put(item.document(item.bad), item, in: "inbox", of: sandbox)
    try sandbox.write(manifest(item, "inbox"), to: "run.yml")
    for name in ["sessions.csv", "sessions-2.csv", "sessions-3.csv"] {
      #expect(try sandbox.claimpipe("run", "run.yml").status == 1)
      #expect(try sandbox.report().quarantine.map(\.path) == ["out/quarantine/\(name)"])
    }
    #expect(try sandbox.files(in: "out/quarantine").count == 6)
    try put(item.document(item.mended), item, in: "inbox", of: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml").status == 0)
    #expect(try sandbox.files(in: "out/quarantine").count == 6)
  }

  @Test(
    "too many rejects: status 3, nothing emitted, what was there stays, the quarantine is there",
    arguments: [("3", 3), ("4", 1), ("66%", 3), ("66.67%", 1), ("0", 3), ("100%", 1)])
  func tooMany(limit: String, status: Int32) throws {
    let sandbox = try Sandbox()
    let item = Self.cases[0]
    try put(item.document(item.good + item.bad), item, in: "inbox", of: sandbox)
    try sandbox.write(manifest(item, "inbox"), to: "run.yml")
    try sandbox.write("of last week", to: "out/billing-export.csv")
    let ending = try sandbox.claimpipe("run", "run.yml", "--set", "rejects.max=\(limit)")
    #expect(ending.status == status)
    let isTooMany = status == 3
    let report = try sandbox.report()
    #expect(report.outcome == (isTooMany ? "too_many_rejects" : "done_with_errors"))
    #expect(report.outputs.isEmpty == isTooMany && (report.chargeItems == nil) == isTooMany)
    #expect(try (sandbox.text("out/billing-export.csv") == "of last week") == isTooMany)
    #expect(sandbox.exists("out/claims.json") == !isTooMany)
    #expect(try sandbox.data("out/quarantine/sessions.csv") == item.document(item.bad))
    #expect(try sandbox.files().allSatisfy { !$0.contains(".tmp") })
  }

  private func put(_ data: Data, _ item: Case, in folder: String, of sandbox: Sandbox) throws {
    let path = "\(folder)/\(item.file)"
    guard item.isCompressed else { return try sandbox.write(data, to: path) }
    try sandbox.write(data, to: String(path.dropLast(3)))
    #expect(try sandbox.tool("gzip", "-f", String(path.dropLast(3))).status == 0)
  }

  private func manifest(_ item: Case, _ folder: String, out: String = "out") -> String {
    """
    version: 1
    pipeline: quarantine
    inputs:
      - adapter: \(item.adapter)
        record: sessions
        path: \(folder)/\(item.file)
        options: { \(item.options) }
        mapping: { session_id: { from: "\(item.adapter == "xml" ? "@session_id" : "session_id")" } }
    outputs:
      - { adapter: billing_export, path: \(out)/billing-export.csv }
      - { adapter: claim_batch, path: \(out)/claims.json }
    rejects: { max: 100%, quarantine: \(out)/quarantine }
    report: \(out)/run-report.json
    """
  }
}
