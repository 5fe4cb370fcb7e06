internal import AdapterKit

/// Draft claims by what they lack.
extension PageSection {
  static let drafts = PageSection(
    id: "drafts", title: "Draft claims",
    isShown: { $0.claims("draft").count > 0 },
    write: { content, html in
      let draft = content.claims("draft")
      html.line("p") { intro in
        intro.text(
          "\(Figures.counted(draft.count, "claim")), \(Figures.dollars(draft.billed)). A Draft claim "
            + "goes out once nothing fails: mend the data it is made of and run again. What most "
            + "claims fail comes first; a claim may fail several.")
      }
      let failures = (content["draft_claims"]?.members ?? []).sorted {
        ($1.1.count("claims"), $0.0) < ($0.1.count("claims"), $1.0)
      }
      html.list(failures, shown: 12, "reasons") { writeFailure($0.0, $0.1, &$1) }
    })

  private static func writeFailure(
    _ code: String, _ failure: JSONValue, _ html: inout HTMLWriter
  ) {
    let claims = (failure["first"]?.array ?? []).compactMap(\.text)
    html.details { summary in
      summary.count(failure.count("claims"))
      summary.value(failure["message"]?.text ?? "")
      summary.text(" ")
      summary.code(code)
    } content: { body in
      body.line("p", ["class": "note"], text: "Claims that fail it:")
      body.block("ul", ["class": "ids"]) { ids in
        for claim in claims { ids.line("li") { $0.code(claim) } }
      }
      body.more(claims.count, of: failure.count("claims"), nil)
    }
  }

  /// Rejected records by reason.
  static let rejected = PageSection(
    id: "rejected", title: "Rejected records",
    isShown: { $0.rejected > 0 },
    write: { content, html in
      let files = content["quarantine"]?.array ?? []
      if !files.isEmpty {
        html.table(
          caption: "Where they are kept, as they came",
          [
            Column("Source", .header), Column("Records", .number), Column("File"),
            Column("Reasons"),
          ],
          files
        ) { file, column, cell in
          switch column {
          case 0: cell.code(file["source"]?.text ?? "")
          case 1: cell.text(Figures.grouped(file.count("records")))
          case 2: cell.code(file["path"]?.text ?? "")
          default: cell.code(file["reasons"]?.text ?? "")
          }
        }
      }
      html.list(content["rejected_records"]?.members ?? [], shown: 20, "reasons") {
        writeReason($0.0, $0.1, &$1)
      }
    })

  private static func writeReason(
    _ reason: String, _ places: JSONValue, _ html: inout HTMLWriter
  ) {
    let first = places["first"]?.array ?? []
    html.details { summary in
      summary.count(places.count("count"))
      summary.text(Figures.words(reason.replacing(".", with: ": ")) + " ")
      summary.code(reason)
    } content: { body in
      body.table(
        caption: "Records rejected for \(ShownText.cut(reason))",
        [Column("Place", .header), Column("Field"), Column("What is wrong")], first
      ) { place, column, cell in
        switch column {
        case 0: cell.place(place)
        case 1: cell.value(place["field"]?.text ?? "")
        default: cell.value(place["message"]?.text ?? "")
        }
      }
      body.more(first.count, of: places.count("count"), nil)
    }
  }

  /// Findings by severity and code.
  static let findings = PageSection(
    id: "findings", title: "Findings",
    isShown: { $0["findings"]?.members?.isEmpty == false },
    write: { content, html in
      for (severity, title, hint) in [
        ("error", "Errors", "Something is wrong with the data."),
        ("compliance", "Compliance", "The rules were applied; a person should see that they fit."),
        ("warning", "Warnings", "The run went on with what it says."),
      ] {
        let findings = content.findings(severity)
        if findings.isEmpty { continue }
        html.line("h3", text: "\(title): \(Figures.grouped(content.findingCount(severity)))")
        html.line("p", ["class": "note"], text: hint)
        html.list(findings, shown: 12, "codes") { write($0, content.findingsFile, &$1) }
      }
    })

  private static func write(
    _ finding: ReportContent.Finding, _ file: String?, _ html: inout HTMLWriter
  ) {
    html.details { summary in
      summary.count(finding.count)
      summary.text(FindingTitles.title(of: finding.code) + " ")
      summary.code(finding.code)
    } content: { body in
      body.table(
        caption: "Findings \(finding.code)",
        [Column("Place", .header), Column("Session"), Column("What it says")], finding.first
      ) { place, column, cell in
        switch column {
        case 0: cell.place(place)
        case 1: cell.value(place["session_id"]?.text ?? "")
        default: cell.value(place["message"]?.text ?? "")
        }
      }
      body.more(finding.first.count, of: finding.count, file)
    }
  }
}

extension HTMLWriter {
  mutating func count(_ number: Int) {
    element("span", ["class": "count"], text: Figures.grouped(number))
    text(" ")
  }

  /// `sessions.csv, line 12`
  mutating func place(_ place: JSONValue) {
    guard let source = place["source"]?.text else { return text("—") }
    code(source)
    if let line = place["line"]?.integer { text(", line \(Figures.grouped(line))") }
  }
}
