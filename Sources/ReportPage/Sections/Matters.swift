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
      html.block("div", ["class": "list"]) { list in
        for (code, failure) in failures {
          let claims = (failure["first"]?.array ?? []).compactMap(\.text)
          list.details { summary in
            summary.element(
              "span", ["class": "count"], text: Figures.grouped(failure.count("claims")))
            summary.text(failure["message"]?.text ?? "")
            summary.text(" ")
            summary.code(code)
          } content: { body in
            body.block("ul", ["class": "ids"]) { ids in
              for claim in claims { ids.line("li") { $0.code(claim) } }
            }
            body.more(claims.count, of: failure.count("claims"), nil)
          }
        }
      }
    })

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
      html.block("div", ["class": "list"]) { list in
        for (reason, places) in content["rejected_records"]?.members ?? [] {
          let first = places["first"]?.array ?? []
          list.details { summary in
            summary.element(
              "span", ["class": "count"], text: Figures.grouped(places.count("count")))
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
            body.more(first.count, of: places.count("count"), files.first?["reasons"]?.text)
          }
        }
      }
    })

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
        html.block("div", ["class": "list"]) { list in
          for finding in findings { write(finding, content.findingsFile, &list) }
        }
      }
    })

  private static func write(
    _ finding: ReportContent.Finding, _ file: String?, _ html: inout HTMLWriter
  ) {
    html.details { summary in
      summary.element("span", ["class": "count"], text: Figures.grouped(finding.count))
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
  /// `sessions.csv, line 12`
  mutating func place(_ place: JSONValue) {
    guard let source = place["source"]?.text else { return text("—") }
    code(source)
    if let line = place["line"]?.integer { text(", line \(Figures.grouped(line))") }
  }
}
