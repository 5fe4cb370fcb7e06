import ClaimCore
import Intake

/// Writes a draft as YAML, with a comment wherever a person may want to know why.
struct ManifestWriter {
  let survey: Survey
  let pipeline: String
  private(set) var questionCount = 0
  private var lines: [String] = []

  init(survey: Survey, pipeline: String) {
    self.survey = survey
    self.pipeline = pipeline
  }

  mutating func text() -> String {
    head()
    lines.append("inputs:")
    for group in grouped(survey.inputs) { input(group) }
    if survey.inputs.isEmpty { lines.append("  []") }
    doubts()
    absent()
    tail()
    let questions =
      questionCount == 0
      ? "# No questions: `claimpipe check` it, then `claimpipe preview` it."
      : "# Answer the \(questionCount == 1 ? "one question" : "\(questionCount) questions") marked `# ?`"
        + " (grep '# ?'), then `claimpipe check` and `claimpipe preview` it."
    lines.insert(questions, at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Around the inputs

  private mutating func head() {
    let names = survey.files.map(\.path)
    lines = [
      "# Drafted by claimpipe guess from \(names.count == 1 ? names[0].shown : "\(names.count) files").",
      "# Beside each field: how sure it is, and why. The paths are relative to this file.",
      "",
      "version: 1",
      "pipeline: \(YAMLText.scalar(pipeline))",
    ]
    if let zone = survey.zone {
      lines.append("time_zone: \(zone.name)   # for times without an offset: \(zone.reason)")
    } else {
      lines.append("time_zone: UTC")
      ask("which zone are times without an offset in? such as America/New_York", indent: 0)
    }
    lines.append("")
  }

  private mutating func tail() {
    lines += [
      "",
      "billing: { default_rule: commercial, medicare_totals: flag }",
      "approve: { policy: auto, allow_duplicates: false }",
      "claims: { generate: true }",
      "outputs:",
      "  - { adapter: billing_export, path: out/billing-export.csv }",
      "  - { adapter: claim_batch, path: out/claims.json }",
      "  - { adapter: duplicates_report, path: out/duplicates.csv }",
      "rejects: { max: 0, quarantine: out/quarantine }",
      "report: out/run-report.json",
    ]
  }

  private mutating func ask(_ question: String, indent: Int) {
    questionCount += 1
    lines.append(String(repeating: " ", count: indent) + "# ? \(question.shown)")
  }

  private mutating func doubts() {
    if !survey.inputs.contains(where: { $0.kind == .sessions }) {
      ask(
        "no file here looks like sessions, which every run needs: add an input for them", indent: 2)
    }
    for path in survey.unread {
      ask("\(path): nothing was found in it that could be records", indent: 2)
    }
    for doubt in survey.doubtful {
      let table = survey.tables[doubt.guess.table]
      lines.append("")
      ask("\(table.path), \(table.label): \(doubt.why)", indent: 2)
      var writer = InputWriter(table: table, guess: doubt.guess, paths: [table.path])
      lines += writer.lines().map { "  # " + $0.dropFirst(2) }
    }
  }

  /// What claims need and no file has.
  private mutating func absent() {
    let needed: [RecordKind] = [
      .patients, .practitioners, .businessUnits, .payers, .plans, .feeSchedules, .coverages,
      .diagnoses,
    ]
    let found = Set(survey.inputs.map(\.kind))
    let names = needed.filter { !found.contains($0) }.map(\.rawValue)
    if names.isEmpty || found.isEmpty { return }
    lines.append("  # no file has \(names.joined(separator: ", ")): claims stay Draft without them")
  }

  // MARK: Inputs

  /// Files of one shape are one input.
  private func grouped(_ inputs: [RecordGuess]) -> [[RecordGuess]] {
    var groups: [[RecordGuess]] = []
    for guess in inputs {
      let table = survey.tables[guess.table]
      let known = groups.firstIndex { group in
        let other = survey.tables[group[0].table]
        return group[0].kind == guess.kind && other.path != table.path
          && other.adapter == table.adapter
          && other.columns.map(\.name) == table.columns.map(\.name)
          && other.options.map(\.value) == table.options.map(\.value)
      }
      if let known { groups[known].append(guess) } else { groups.append([guess]) }
    }
    return groups
  }

  private mutating func input(_ group: [RecordGuess]) {
    let table = survey.tables[group[0].table]
    var writer = InputWriter(
      table: table, guess: group[0], paths: group.map { survey.tables[$0.table].path })
    lines += writer.lines()
    questionCount += writer.questionCount
    lines.append("")
  }
}

extension String {
  /// In a comment: one line, no sign that moves a cursor.
  var shown: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map {
          [.control, .format, .lineSeparator, .paragraphSeparator].contains(
            $0.properties.generalCategory) ? "?" : $0
        }))
  }
}
