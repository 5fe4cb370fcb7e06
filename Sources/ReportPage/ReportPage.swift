public import AdapterKit

/// A run report as one HTML file for people, made of the report's JSON and nothing else
/// (docs/reports.md): it needs no network and no script, and names patients by their ids only.
public struct ReportPage: Sendable {
  private let report: JSONValue

  /// - Parameter report: a document that has no fault (``fault(in:)``).
  public init(_ report: JSONValue) { self.report = report }

  /// Why a document is no run report, or none that this can read; `nil` where it is one.
  public static func fault(in document: JSONValue) -> String? {
    guard let version = document["report_version"] else {
      return "it is no run report of claimpipe: it has no report_version"
    }
    guard version == .integer(1) else {
      return "its report_version is not 1, the one that this claimpipe knows"
    }
    guard document["outcome"]?.text != nil, document["records"]?.members != nil else {
      return "it is no whole run report: outcome or records are missing"
    }
    return uncountable(in: document).map { "it holds \($0), which no run counts" }
  }

  /// What figures are within: so many that a picture can still be drawn of their sums.
  private static let counts = 0...10_000_000_000_000

  /// The first number that is no count; `nil` where there is none.
  private static func uncountable(in value: JSONValue) -> String? {
    switch value {
    case .integer(let number): counts.contains(number) ? nil : "\(number)"
    case .number(let text): ShownText.cut(text)
    case .array(let elements): elements.lazy.compactMap(uncountable).first
    case .object(let members): members.lazy.compactMap { uncountable(in: $0.1) }.first
    default: nil
    }
  }

  public func write(to buffer: inout ByteBuffer) {
    var html = HTMLWriter()
    let content = ReportContent(report: report)
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n")
    html.block("head") { head(content, &$0) }
    html.block("body") { body(content, &$0) }
    html.raw("</html>\n")
    html.buffer.withBytes { buffer.append($0) }
  }

  private func head(_ content: ReportContent, _ html: inout HTMLWriter) {
    html.void("meta", ["charset": "utf-8"])
    html.void(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content":
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      ])
    html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    html.void("meta", ["name": "color-scheme", "content": "light dark"])
    html.void("meta", ["name": "robots", "content": "noindex"])
    html.line(
      "title",
      text: "\(Verdict(content).title) · \(short("pipeline")) · \(short("run_date"))")
    html.block("style") { $0.raw(PageStyle.css) }
  }

  private func short(_ name: String) -> String { ShownText.cut(report[name]?.text ?? "") }

  private func body(_ content: ReportContent, _ html: inout HTMLWriter) {
    html.line("a", ["class": "skip", "href": "#report"], text: "Skip to the report")
    html.block("header") { header in
      header.line("p", ["class": "kind"], text: "claimpipe run report")
      header.line("h1") { $0.value(report["pipeline"]?.text ?? "") }
      header.line("p", ["class": "when"]) { when in
        when.value(report["run_date"]?.text ?? "")
        guard let id = report["run_id"]?.text else { return }
        when.text(" · run ")
        when.code(id)
      }
    }
    let sections = PageSection.all.filter { $0.isShown(content) }
    html.block("nav", ["aria-label": "Contents"]) { nav in
      nav.block("ul") { list in
        for section in sections {
          list.line("li") { $0.element("a", ["href": "#\(section.id)"], text: section.title) }
        }
      }
    }
    html.block("main", ["id": "report", "tabindex": "-1"]) { main in
      Verdict(content).write(to: &main)
      for section in sections {
        main.block(
          "section", ["id": section.id, "aria-labelledby": "\(section.id)-title"]
        ) { part in
          part.line("h2", ["id": "\(section.id)-title"], text: section.title)
          section.write(content, &part)
        }
      }
    }
    html.block("footer") { footer in
      footer.line("p", text: "Patients stand here by their ids only. Amounts are US dollars.")
    }
  }
}

/// One part of the page, with its heading.
struct PageSection: Sendable {
  let id: String
  let title: String
  let isShown: @Sendable (ReportContent) -> Bool
  let write: @Sendable (ReportContent, inout HTMLWriter) -> Void

  /// In the order in which a biller asks: what must I do, what became of it, how much money, and then
  /// each matter by itself.
  static let all = [
    toDo, flow, money, drafts, rejected, duplicates, findings, input, output, times,
  ]
}
