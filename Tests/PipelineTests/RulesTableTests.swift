import ClaimCore
import Foundation
import Testing

/// docs/rules.md is complete, and names only what is there.
@Suite("The table of rules")
struct RulesTableTests {
  /// A row of one of the page's tables.
  private struct Row {
    let section: String
    let cells: [Substring]
    var id: Substring { cells[0] }
  }

  private static let rules: [(String, ClosedRange<Int>)] = [
    ("REC", 1...3), ("DATE", 1...4), ("COV", 1...5), ("UNIT", 1...7), ("POS", 1...4),
    ("MOD", 1...1), ("REND", 1...3), ("CHG", 1...4), ("APP", 1...3), ("DUP", 1...2),
    ("CLM", 1...9), ("EXP", 1...3),
  ]

  private let page: String
  private let rows: [Row]

  init() throws {
    page = try String(
      contentsOf: Sandbox.repository.appending(path: "docs/rules.md"), encoding: .utf8)
    var section = ""
    var rows: [Row] = []
    for line in page.split(separator: "\n") {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      if line.hasPrefix("| "), !line.hasPrefix("| ---") {
        let cells = line.dropFirst(2).dropLast(2).split(
          separator: " | ", omittingEmptySubsequences: false)
        rows.append(Row(section: section, cells: cells))
      }
    }
    self.rows = rows
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOf: Sandbox.repository.appending(path: path), encoding: .utf8)
  }

  @Test("every rule, failure code, finding and plan requirement has its row")
  func complete() {
    for (name, numbers) in Self.rules {
      for number in numbers {
        let found = rows.filter { $0.id == "\(name)-\(number)" }
        #expect(!found.isEmpty, "\(name)-\(number)")
        #expect(!found.contains { $0.section == "Not yet" })
      }
    }
    let codes = rows.filter { $0.section.hasPrefix("Failure codes") && $0.id != "code" }
    #expect(
      codes.map { "\($0.id) \($0.cells[1])" }
        == ClaimValidations.contract.map { "`\($0.code)` `\(type(of: $0))`" }
    )
    let findings = rows.filter { $0.section.hasPrefix("Findings") && $0.id != "finding" }
    #expect(findings.map(\.id) == FindingCode.allCases.map { "`\($0.rawValue)`" })
    for form in PlanRequirement.forms { #expect(page.contains("`\(form)`"), "\(form)") }
  }

  @Test("every file is there, with the tests that are named of it")
  func places() throws {
    let row = /`(?<path>[\w\/+]+\.swift)`(?<names>(?:: )?(?:“[^”]*”(?:; )?)*)/
    var count = 0
    for match in page.matches(of: row) {
      let path = String(match.path)
      let isTest = path.split(separator: "/")[0].hasSuffix("Tests")
      guard let content = text((isTest ? "Tests/" : "Sources/") + path) else {
        Issue.record("\(path) is not there")
        continue
      }
      for name in match.names.matches(of: /“([^”]*)”/) {
        #expect(content.contains(name.1), "\(path) has no test “\(name.1)”")
        count += 1
      }
    }
    #expect(count > 80)
  }

  @Test("every rule is named in one of its tests, and its code is said")
  func proofs() {
    for row in rows where row.id.contains(/^[A-Z]+-\d$/) && row.section != "Not yet" {
      let code = row.cells[2].matches(of: /`([\w\/+]+\.swift)`/)
      #expect(!code.isEmpty, "\(row.id)")
      let tests = row.cells[3].matches(of: /`([\w\/+]+\.swift)`/).compactMap {
        text("Tests/\($0.1)")
      }
      #expect(tests.contains { $0.contains(row.id) }, "\(row.id) is in none of its tests")
    }
  }
}
