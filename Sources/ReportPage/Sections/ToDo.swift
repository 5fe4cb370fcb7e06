internal import AdapterKit

/// What a person has to do now, the most urgent first.
extension PageSection {
  static let toDo = PageSection(
    id: "to-do", title: "What to do now", isShown: { _ in true },
    write: { content, html in
      let tasks = ToDo.tasks(of: content)
      if tasks.isEmpty {
        return html.line("p", text: "Nothing: there is nothing that waits for you.")
      }
      html.block("ol", ["class": "tasks"]) { list in
        for task in tasks {
          list.line("li") { item in
            item.element("strong", text: task.title)
            item.text(" ")
            task.explain(&item)
          }
        }
      }
    })
}

private enum ToDo {
  struct Task {
    let title: String
    let explain: (inout HTMLWriter) -> Void
  }

  static func tasks(of content: ReportContent) -> [Task] {
    [
      rejected(content), errors(content), drafts(content), batches(content), duplicates(content),
      compliance(content),
    ].compactMap { $0 }
  }

  private static func rejected(_ content: ReportContent) -> Task? {
    if content.rejected == 0 { return nil }
    return Task(title: "Mend \(Figures.counted(content.rejected, "rejected record")).") { html in
      html.text("They lie in quarantine as they came, with the reasons beside them")
      for (place, file) in (content["quarantine"]?.array ?? []).prefix(5).enumerated() {
        html.text(place == 0 ? ": " : ", ")
        html.code(file["path"]?.text ?? "")
      }
      html.text(". ")
      link("Reasons and places", "rejected", &html)
    }
  }

  private static func errors(_ content: ReportContent) -> Task? {
    let count = content.otherErrors
    if count == 0 { return nil }
    return Task(title: "Look at \(Figures.counted(count, "error")).") {
      link("Errors", "findings", &$0)
    }
  }

  private static func drafts(_ content: ReportContent) -> Task? {
    let draft = content.claims("draft")
    if draft.count == 0 { return nil }
    return Task(title: "Complete \(Figures.counted(draft.count, "Draft claim")).") { html in
      html.text("\(Figures.dollars(draft.billed)) wait until the data behind them is mended. ")
      link("What they lack", "drafts", &html)
    }
  }

  private static func batches(_ content: ReportContent) -> Task? {
    let files = (content["outputs"]?.array ?? []).filter { $0["batch"] != nil }
    let ready = content.claims("ready_to_submit")
    if files.isEmpty || ready.count == 0 { return nil }
    return Task(title: "Send \(Figures.counted(ready.count, "claim")).") { html in
      html.text("\(Figures.dollars(ready.billed)), in ")
      for (place, file) in files.prefix(5).enumerated() {
        if place > 0 { html.text(", ") }
        html.code(file["path"]?.text ?? "")
      }
      html.text(files.count > 5 ? " and further files. " : ". ")
      link("Files", "written", &html)
    }
  }

  private static func duplicates(_ content: ReportContent) -> Task? {
    if content.duplicateGroups == 0 { return nil }
    return Task(
      title: "Decide on \(Figures.counted(content.duplicateGroups, "group")) of duplicates."
    ) { html in
      html.text("Sessions of one patient, day and service that may be one and the same. ")
      link("Duplicates", "duplicates", &html)
    }
  }

  private static func compliance(_ content: ReportContent) -> Task? {
    let count = content.findingCount("compliance")
    if count == 0 { return nil }
    return Task(title: "Review \(Figures.counted(count, "compliance finding")).") {
      link("Findings", "findings", &$0)
    }
  }

  private static func link(_ text: String, _ section: String, _ html: inout HTMLWriter) {
    html.element("a", ["href": "#\(section)"], text: text)
  }
}
