import AdapterKit
import ByteIO
import ClaimCore
import Foundation
import Manifests
import ReportPage
import Testing

@testable import Pipeline

/// The run report for people: what the page is made of, and that nothing in a report can make it
/// anything else.
@Suite("The report page")
struct ReportPageTests {
  private static func page(_ report: JSONValue) -> String {
    var buffer = ByteBuffer()
    ReportPage(report).write(to: &buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private static func report() throws -> JSONValue {
    let path = Sandbox.repository.appending(path: "Tests/PipelineTests/Golden/csv/run-report.json")
    return try JSONValue(parsing: Array(Data(contentsOf: path)))
  }

  @Test("the samples' page; claimpipe report makes the same of the JSON")
  func golden() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-json.yml"
    #expect(try sandbox.claimpipe("run", manifest, "--now", "2026-04-01", "--quiet").status == 1)
    let page = try sandbox.data("out/json/run-report.html")
    try expectGolden(page, "json/run-report.html")
    let report = "out/json/run-report.json"
    let made = try sandbox.claimpipe("report", report)
    #expect(made.status == 0 && Data(made.output.utf8) == page)
    let piped = try sandbox.claimpipe(
      "report", "-", "-o", "a/page.html", input: sandbox.data(report))
    #expect(piped.status == 0 && piped.output.isEmpty)
    #expect(try sandbox.data("a/page.html") == page)
    // Names of patients stand nowhere in it.
    let text = String(decoding: page, as: UTF8.self)
    for name in ["Specimen", "Example, Ada", "Ada", "1980"] where text.contains(">\(name)") {
      Issue.record("\(name) stands in the page")
    }
  }

  @Test("every finding has a title that says what it is about")
  func findingTitles() {
    for code in FindingCode.allCases {
      let last = code.rawValue.split(separator: ".").last ?? ""
      let page = Self.page([
        "report_version": 1, "outcome": "done", "records": [:],
        "findings": [code.rawValue: ["severity": "warning", "count": 1]],
      ])
      let title = page.firstMatch(of: /<span class="count">1<\/span> (.+?) <code>/)?.1 ?? ""
      #expect(title.count > 12, "\(code)")
      #expect(title.lowercased() != last.replacing("_", with: " "), "\(code)")
    }
  }

  @Test(
    "what to send: each file's claims and money, and whether they are in several files or in none")
  func sending() {
    func page(ready: Int, _ batches: [Int]) -> String {
      let outputs = batches.enumerated().map { place, claims -> JSONValue in
        [
          "path": .text("\(place).json"),
          "batch": ["claims": .integer(claims), "total_billed": .text("\(claims).00")],
        ]
      }
      return Self.page([
        "report_version": 1, "outcome": "done", "records": ["sessions": ["read": 1]],
        "charge_items": [:], "claims_by_payer": [:], "outputs": .array(outputs),
        "claims": ["ready_to_submit": ["claims": .integer(ready), "total_billed": "9.00"]],
      ])
    }
    let one = page(ready: 3, [3])
    #expect(one.contains("Send 3 claims.</strong> $3.00, in <code><bdi>0.json</bdi></code>. <a"))
    let two = page(ready: 3, [2, 0, 1])
    #expect(
      two.contains(
        "2 claims, $2.00, in <code><bdi>0.json</bdi></code>; 1 claim, $1.00, in <code><bdi>2.json"))
    #expect(!two.contains("several of these") && !two.contains("in no file"))
    let same = page(ready: 3, [3, 3])
    #expect(
      same.contains("Send 3 claims.") && same.contains("several of these files: send each once"))
    let some = page(ready: 3, [2])
    #expect(some.contains("Send 2 claims.") && some.contains("1 other Ready claim is in no file"))
    #expect(page(ready: 3, [0]).contains("3 Ready claims in no file."))
    #expect(!page(ready: 0, [0]).contains("no file"))
    #expect(
      !one.contains("no session")
        && Self.page([
          "report_version": 1, "outcome": "done", "records": [:], "charge_items": [:], "flow": [:],
        ]).contains("See why no session came"))
  }

  @Test("many payers: the first dozen, the sum of the others, and all; the others are folded away")
  func payers() throws {
    let payers = (1...15).map { number -> JSONValue in
      let claims: JSONValue = ["claims": .integer(number), "total_billed": .text("\(number).50")]
      return [
        "payer_id": .text("P\(number)"), "name": "", "ready_to_submit": claims, "draft": claims,
        "by_rule": ["ama": ["charge_items": 1, "units": 2, "billed": "1.00"]],
      ]
    }
    for count in [13, 15] {
      let page = Self.page([
        "report_version": 1, "outcome": "done", "records": [:],
        "claims_by_payer": ["payers": .array(Array(payers.prefix(count)))],
      ])
      #expect(page.contains("Further payers") == (count == 15))
      let tables = page.split(separator: "<table").dropFirst().map { $0.ranges(of: "<tr ").count }
      // With heads; the last is by billing rule.
      #expect(tables.starts(with: count == 13 ? [15, 14] : [15, 4, 16]))
      #expect(page.contains(count == 13 ? "$97.50" : "$127.50"), "all")
      if count == 15 { #expect(page.contains("$43.50"), "13, 14 and 15") }
    }
  }

  @Test("what is no run report is refused, with what is wrong")
  func refusals() throws {
    let sandbox = try Sandbox()
    for (text, status, word) in [
      ("{\"report_version\":1,\"outcome\":\"done\",\"records\":{\"x\":{\"read\":-1}}}", 2, "-1"),
      (
        "{\"report_version\":1,\"outcome\":\"done\",\"records\":{},\"flow\":[{\"read\":\(Int.max)}]}",
        2, "counts"
      ),
      ("{\"report_version\":1,\"outcome\":\"done\",\"records\":{},\"x\":1.5}", 2, "1.5"),
      ("{", 2, "line 1"), ("{}", 2, "report_version"), ("[]", 2, "report_version"),
      ("{\"report_version\":2}", 2, "not 1"), ("{\"report_version\":1}", 2, "missing"),
    ] as [(String, Int32, String)] {
      try sandbox.write(text, to: "report.json")
      let ending = try sandbox.claimpipe("report", "report.json", "-o", "page.html")
      #expect(ending.status == status && ending.messages.contains(word), "\(ending.messages)")
      #expect(!sandbox.exists("page.html"))
    }
    #expect(try sandbox.claimpipe("report", "none.json").status == 4)
  }

  /// How many there are of each element; every one is of those that the page is made of, and ends
  /// where it should.
  private static func tags(_ page: String) throws -> [String: Int] {
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "nav",
      "ul", "ol", "li", "main", "section", "span", "dl", "div", "dt", "dd", "strong", "small",
      "bdi",
      "code", "figure", "figcaption", "svg", "path", "rect", "text", "tspan", "table", "caption",
      "thead", "tbody", "tr", "th", "td", "details", "summary", "footer",
    ]
    var counts: [String: Int] = [:]
    var open: [Substring] = []
    // Compiled once: a page has thousands of tags.
    let plain = /\/?[a-z0-9]+( [A-Za-z-]+="[^"]*")*/
    let body = try #require(page.wholeMatch(of: /<!DOCTYPE html>\n(?s:(.*))/)).1
    for piece in body.split(separator: "<") where piece.first != "\n" {
      let tag = piece.prefix { $0 != ">" }
      try #require(tag.count < piece.count, "\(piece) has no end")
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      try #require(known.contains(String(name)), "\(piece)")
      // Nothing but names and quoted values.
      #expect(tag.wholeMatch(of: plain) != nil, "\(tag)")
      if tag.hasPrefix("/") {
        #expect(open.popLast() == name, "\(piece)")
      } else {
        counts[String(name), default: 0] += 1
        if name != "meta" { open.append(name) }
      }
    }
    #expect(open.isEmpty)
    return counts
  }

  /// Every text of a report becomes a hostile one, one kind after the other: the page keeps its
  /// elements, and shows what it can.
  @Test(
    "hostile values change no element of the page",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "&lt;b&gt;",
      "</style></details></table></body>", "<!--", "]]>", "{{x}}${x}",
      "\u{202E}desrever\u{2066}\u{200F}", "a\u{0}b\u{7}\u{1B}[31m\u{7F}\u{85}\u{2028}",
      String(repeating: "long<&\"'", count: 1300), "\u{10FFFF}\u{FEFF}\u{FFFE}", "",
    ])
  func hostile(_ value: String) throws {
    let report = try Self.report()
    let plain = Self.page(report)
    let page = Self.page(report.replacingTexts { _ in value })
    // Lists and tables have as many rows as there are.
    let (before, after) = (try Self.tags(plain), try Self.tags(page))
    for tag in ["details", "table", "section", "h2", "svg", "path", "caption"] {
      #expect(before[tag] == after[tag], "\(tag)")
    }
    let hidden: Set<Unicode.Scalar> = [
      "\u{202E}", "\u{2066}", "\0", "\u{1B}", "\u{2028}", "\u{FEFF}",
    ]
    #expect(hidden.intersection(page.unicodeScalars).isEmpty)
    #expect(page.utf8.count < plain.utf8.count + 400 * 1024)
  }

  @Test("a page of each outcome, and of the least that a report may have")
  func outcomes() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-csv.yml"
    let many = try sandbox.claimpipe(
      "run", manifest, "--set", "rejects.max=0", "--quiet", "--set",
      "report_page=../out/csv/run-report.html")
    #expect(many.status == 3)
    let page = try sandbox.text("out/csv/run-report.html")
    #expect(
      page.contains("Too many rejects: nothing was emitted")
        && page.contains("4 records of 207 were"))
    #expect(page.contains("Run again."))
    #expect(!page.contains("id=\"flow\"") && page.contains("id=\"times\""))
    _ = try Self.tags(page)
    let least: JSONValue = ["report_version": 1, "outcome": "limit_exceeded", "records": [:]]
    #expect(Self.page(least).contains("A limit was exceeded"))
    _ = try Self.tags(Self.page(least))
    // An older report has no flow and no examples.
    let old = JSONValue.object(
      (try Self.report().members ?? []).filter {
        !["flow", "claims_by_payer", "draft_claims", "duplicates", "rejected_records"]
          .contains($0.0)
      })
    _ = try Self.tags(Self.page(old))
  }

  /// What a browser asks of a page for people who can't see it, as far as text can tell;
  /// Tests/report-page looks with a browser.
  @Test("the page has one h1, headings in order, captions, scopes, and no link away from itself")
  func structure() throws {
    let page = Self.page(try Self.report())
    let levels = page.matches(of: /<h([1-6])/).compactMap { Int($0.1) }
    #expect(levels.filter { $0 == 1 }.count == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    let ids = page.matches(of: /\ id="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for link in page.matches(of: /(?:href="#|labelledby="|describedby=")([^"]*)"/) {
      #expect(ids.contains(String(link.1)), "\(link.1)")
    }
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("src="))
    #expect(!page.contains("url(") && !page.contains("@import") && !page.contains("<script"))
    #expect(page.contains("default-src 'none'".replacing("'", with: "&#39;")))
    let counts = try Self.tags(page)
    #expect(counts["table"] == counts["caption"])
    #expect(page.matches(of: /<th\ /).count == page.matches(of: /<th\ [^>]*scope="/).count)
  }

  @Test("the JSON: first of each kind, sums that agree, and no time where --now is given")
  func json() throws {
    let report = try Self.report()
    #expect(report["run_id"] == nil && report["times"] == nil)
    let flow = try #require(report["flow"])
    func count(_ name: String) -> Int { flow[name]?.integer ?? -1 }
    #expect(
      count("read")
        == count("rejected") + count("replaced") + count("unchanged") + count("used"))
    let items = (flow["charge_items"]?.members ?? []).map { ($0.0, $0.1.members ?? []) }
    let sum = items.reduce(0) { $0 + $1.1.reduce(0) { $0 + ($1.1.integer ?? 0) } }
    #expect(
      count("unchanged") + count("used") + count("from_ledger")
        == count("without_charge_item") + sum)
    #expect(sum == report["charge_items"]?["total"]?.integer)
    let payers = report["claims_by_payer"]
    let rows =
      (payers?["payers"]?.array ?? []) + [payers?["without_payer"] ?? .null]
    for status in ["ready_to_submit", "draft"] {
      let claims = rows.reduce(0) { $0 + ($1[status]?["claims"]?.integer ?? 0) }
      #expect(claims == report["claims"]?[status]?["claims"]?.integer)
      let billed = rows.reduce(Decimal(0)) {
        $0 + (Decimal(string: $1[status]?["total_billed"]?.text ?? "0") ?? 0)
      }
      #expect(billed == Decimal(string: report["claims"]?[status]?["total_billed"]?.text ?? ""))
    }
    let rules = rows.flatMap { $0["by_rule"]?.members ?? [] }
    #expect(
      rules.reduce(0) { $0 + ($1.1["units"]?.integer ?? 0) } == report["claims"]?["units"]?.integer)
    for (code, finding) in report["findings"]?.members ?? [] {
      #expect(finding["first"]?.array?.count == min(20, finding["count"]?.integer ?? 0), "\(code)")
    }
    #expect(report["duplicates"]?["groups"] == report["duplicate_groups"])
  }

  @Test("examples: the first twenty, and the full count")
  func examples() {
    var one = Examples<Int>()
    for number in 0..<15 { one.add(number) }
    var other = Examples<Int>()
    for number in 15..<1000 { other.add(number) }
    let both = one.adding(other)
    #expect(both.count == 1000 && both.first == Array(0..<20))
  }
}

extension JSONValue {
  /// The same with each text replaced, but for those that say what the report is.
  fileprivate func replacingTexts(_ body: (String) -> String) -> JSONValue {
    switch self {
    case .text(let text): .text(body(text))
    case .array(let values): .array(values.map { $0.replacingTexts(body) })
    case .object(let members):
      .object(
        members.map { name, value in
          let isOurs = ["outcome", "severity", "total_billed", "billed"].contains(name)
          return (name, isOurs ? value : value.replacingTexts(body))
        })
    default: self
    }
  }
}
