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
      nothingRead(content), rejected(content), errors(content), drafts(content), batches(content),
      duplicates(content),
      compliance(content), again(content),
    ].compactMap { $0 }
  }

  private static func nothingRead(_ content: ReportContent) -> Task? {
    let flow = content["flow"]
    if content.sessionsRead + (flow?.count("from_ledger") ?? 0) > 0 || !content.isBilled {
      return nil
    }
    return Task(title: "See why no session came.") {
      $0.text("The sources of sessions held none, or their manifest's where took none. ")
      link("Sources", "read", &$0)
    }
  }

  private static func rejected(_ content: ReportContent) -> Task? {
    if content.rejected == 0 { return nil }
    return Task(title: "Mend \(Figures.counted(content.rejected, "rejected record")).") { html in
      html.text(
        content.rejected == 1
          ? "It lies in quarantine as it came, with the reason beside it"
          : "They lie in quarantine as they came, with the reasons beside them")
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

  /// What is in each file, since the same claims may stand in several, and some in none.
  private static func batches(_ content: ReportContent) -> Task? {
    let files = (content["outputs"]?.array ?? []).filter { ($0["batch"]?.count("claims") ?? 0) > 0 }
    let ready = content.claims("ready_to_submit").count
    if ready == 0 { return nil }
    let written = files.reduce(0) { $0 + ($1["batch"]?.count("claims") ?? 0) }
    if written == 0 {
      // Older reports don't say.
      if content["claims_by_payer"] == nil { return nil }
      return Task(title: "\(Figures.counted(ready, "Ready claim")) in no file.") {
        $0.text("No output of the manifest takes them.")
      }
    }
    return Task(title: "Send \(Figures.counted(min(ready, written), "claim")).") { html in
      for (place, file) in files.prefix(5).enumerated() {
        if place > 0 { html.text("; ") }
        if files.count > 1 {
          html.text(Figures.counted(file["batch"]?.count("claims") ?? 0, "claim") + ", ")
        }
        html.text("\(Figures.dollars(file["batch"]?["total_billed"]?.text)), in ")
        html.code(file["path"]?.text ?? "")
      }
      html.text(files.count > 5 ? "; and further files. " : ". ")
      if written > ready {
        html.text("Claims stand in several of these files: send each once. ")
      } else if written < ready {
        let others = Figures.counted(ready - written, "other Ready claim")
        html.text(
          "\(others) \(ready - written == 1 ? "is" : "are") in no file: no output takes them. ")
      }
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

  private static func again(_ content: ReportContent) -> Task? {
    if content.isBilled { return nil }
    let first = content.outcome == "limit_exceeded" ? "Once the limit or the data is right: n" : "N"
    return Task(title: "Run again.") {
      $0.text(
        "\(first)othing of this run was billed. Files that came through an inbox lie in its "
          + "failed folder: put them into incoming again.")
    }
  }

  private static func link(_ text: String, _ section: String, _ html: inout HTMLWriter) {
    html.element("a", ["href": "#\(section)"], text: text)
  }
}
