internal import AdapterKit

/// Whether the run worked, in a sentence, and its four figures.
struct Verdict {
  private let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var title: String {
    switch content.outcome {
    case "done": "Done"
    case "done_with_errors": "Done, with errors"
    case "too_many_rejects": "Too many rejects: nothing was emitted"
    case "limit_exceeded": "A limit was exceeded: nothing was emitted"
    case let other: Figures.words(other)
    }
  }

  private var tone: String {
    switch content.outcome {
    case "done": "good"
    case "done_with_errors": "mind"
    default: "bad"
    }
  }

  private var sentence: String {
    let rejected = Figures.counted(content.rejected, "record")
    if !content.isBilled {
      if content.outcome == "limit_exceeded", let reason = content.reason { return reason + "." }
      return
        "\(rejected) of \(Figures.grouped(content.read)) \(content.rejected == 1 ? "was" : "were")"
        + " rejected. No claim, no export and no report of duplicates was written; what earlier runs "
        + "wrote stands as it was."
    }
    if content.outcome == "done" { return "Every record that was read could be used." }
    let errors = content.otherErrors
    let found =
      errors == 0
      ? "" : ", and there \(errors == 1 ? "is" : "are") \(Figures.counted(errors, "error"))"
    return "\(rejected) \(content.rejected == 1 ? "was" : "were") rejected\(found). "
      + "Everything else was billed."
  }

  func write(to html: inout HTMLWriter) {
    html.block("section", ["class": "verdict \(tone)", "aria-labelledby": "verdict-title"]) {
      part in
      part.line("h2", ["id": "verdict-title"]) { heading in
        heading.element("span", ["class": "sign", "aria-hidden": "true"], text: sign)
        heading.text(title)
      }
      part.line("p", text: sentence)
    }
    html.block("dl", ["class": "figures"]) { list in
      let ready = content.claims("ready_to_submit")
      let draft = content.claims("draft")
      figure("Sessions read", Figures.grouped(content.sessionsRead), nil, "plain", &list)
      if content.isBilled {
        figure(
          "Ready to submit", Figures.dollars(ready.billed), Figures.counted(ready.count, "claim"),
          "ready", &list)
        figure(
          "Draft", Figures.dollars(draft.billed), Figures.counted(draft.count, "claim"), "draft",
          &list)
      }
      figure(
        "Rejected", Figures.grouped(content.rejected), content.rejected == 1 ? "record" : "records",
        content.rejected > 0 ? "rejected" : "plain", &list)
    }
  }

  private var sign: String { ["good": "✓", "mind": "!"][tone] ?? "✕" }

  private func figure(
    _ name: String, _ number: String, _ beside: String?, _ tone: String, _ html: inout HTMLWriter
  ) {
    html.block("div", ["class": tone]) { figure in
      figure.line("dt", text: name)
      figure.line("dd") { value in
        value.element("strong", text: number)
        if let beside { value.element("span", text: beside) }
      }
    }
  }
}
