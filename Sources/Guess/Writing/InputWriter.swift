import ClaimCore
import Intake

/// One input as YAML.
struct InputWriter {
  let table: SampleTable
  let guess: RecordGuess
  let paths: [String]
  private(set) var questionCount = 0
  private var written: [String] = []

  init(table: SampleTable, guess: RecordGuess, paths: [String]) {
    self.table = table
    self.guess = guess
    self.paths = paths
  }

  mutating func lines() -> [String] {
    comment(2, about)
    for question in blanks { ask(2, question) }
    for remark in table.remarks where guess.kind == guess.subject { comment(2, remark) }
    for question in guess.questions { ask(2, question) }
    written.append("  - adapter: \(table.adapter)")
    line("record", guess.kind.rawValue)
    let path = paths.count == 1 ? YAMLText.scalar(paths[0]) : list(paths)
    line("path", path)
    if !table.options.isEmpty {
      line("options", braces(table.options.map { ($0.name, $0.value) }))
    }
    if !conditions.isEmpty { line("where", braces(conditions)) }
    if guess.isDistinct { line("distinct", "true") }
    mapping()
    missing()
    unused()
    return written
  }

  private var about: String {
    let percent = Int((min(1, guess.fit) * 100).rounded())
    let rides = guess.kind == guess.subject ? "" : "; in each row of \(guess.subject.rawValue)"
    return "\(guess.kind.rawValue): \(percent)% sure; \(table.rowCount) records looked at\(rides)"
  }

  /// Required fields that some records have no value for: those are rejected.
  private var blanks: [String] {
    RecordSchema.of(guess.kind).fields.filter(\.isRequired).compactMap { field in
      guard let found = guess.field(field.name), case .from(let names) = found.origin,
        found.defaultValue == nil, !names.contains(where: guess.needs.contains),
        let last = names.last, let column = table.column(last), !column.profile.isEmpty,
        !column.profile.isComplete
      else { return nil }
      let count = column.profile.rows - column.profile.filled
      return
        "\(count) of \(column.profile.rows) records have no \(field.name) and are rejected; where: "
        + "{ \(YAMLText.scalar(last)): { not: \"\" } } passes over them"
    }
  }

  private var conditions: [(String, String)] {
    var found: [(String, String)] = []
    if let selection = table.selection {
      found.append((YAMLText.scalar(selection.name), YAMLText.scalar(selection.value)))
    }
    found += guess.conditions.map { condition in
      let values = condition.values.map { YAMLText.scalar($0) }
      return (
        YAMLText.scalar(condition.name),
        values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"
      )
    }
    found += guess.needs.map { (YAMLText.scalar($0), "{ not: \"\" }") }
    return found
  }

  // MARK: Fields

  private mutating func mapping() {
    let stray = strays
    let entries = guess.fields.filter { !$0.needsNoEntry(in: table) || !$0.questions.isEmpty }
    let own = guess.fields.filter { $0.needsNoEntry(in: table) && $0.questions.isEmpty }
    if entries.isEmpty && stray.isEmpty {
      if !own.isEmpty { comment(4, "every field has our own name") }
      return
    }
    written.append("    mapping:")
    let texts = entries.map { "\($0.field): \(EntryText.entry($0))" }
    let width = min(46, texts.map(\.count).max() ?? 0)
    for (field, text) in zip(entries, texts) {
      for question in field.questions { ask(6, "\(field.field): \(question)") }
      let padding = String(repeating: " ", count: max(0, width - text.count))
      written.append("      \(text)\(padding)  # \(percent(field)): \(field.reason.shown)")
    }
    for name in stray {
      written.append(
        "      \(name): { value: \"\" }  # the column of this name is not this record's")
    }
    if !own.isEmpty { comment(6, "our own names: \(own.map(\.field).joined(separator: ", "))") }
  }

  private func percent(_ field: FieldGuess) -> String {
    "\(Int((field.confidence * 100).rounded()))%"
  }

  /// Fields that a mapping without them would fill by their own names, with what is not theirs.
  private var strays: [String] {
    RecordSchema.of(guess.kind).fields.map(\.name).filter { name in
      guess.field(name) == nil && ownNames.contains(name)
    }
  }

  /// What fields without a mapping would find: columns, and objects or elements, which have no value.
  private var ownNames: Set<String> {
    Set(
      table.columns.compactMap { column in
        let name = column.name.hasPrefix("@") ? column.name.dropFirst() : column.name[...]
        return table.adapter == "csv"
          ? column.ownName : name.prefix { !"./[".contains($0) }.lowercased()
      })
  }

  private mutating func missing() {
    for field in guess.missing {
      ask(6, "\(field.name): required, and no column was found for it: \(field.type.description)")
      comment(6, "\(field.name): COLUMN")
    }
  }

  /// What may still be of use.
  private mutating func unused() {
    let used = guess.usedColumns
    guard guess.kind == guess.subject else { return }
    for (field, column) in guess.perhaps {
      comment(6, "perhaps \(field): \(YAMLText.scalar(column))")
    }
    // A standard's other paths are known, and a list's elements are many.
    let left = table.columns.filter {
      !used.contains($0.name) && !$0.name.hasPrefix("../") && !$0.name.contains("=")
        && !$0.name.hasSuffix("]") && !$0.profile.isEmpty && table.selection?.name != $0.name
    }
    if table.resource != nil { return unusedExtensions() }
    if left.isEmpty { return }
    let names = left.prefix(24).map(\.name.shown).joined(separator: ", ")
    comment(4, "not used here: \(names)\(left.count > 24 ? " …" : "")")
    let free = RecordSchema.of(guess.kind).fields.map(\.name).filter { guess.field($0) == nil }
    if !free.isEmpty { comment(4, "without a source: \(free.joined(separator: ", "))") }
  }

  private mutating func unusedExtensions() {
    let left = table.columns.filter {
      $0.name.hasPrefix("extension[url=") && !$0.name.contains("][*]") && !$0.profile.isEmpty
        && !guess.usedColumns.contains($0.name)
        && !guess.usedColumns.contains($0.name.replacing("].", with: "][*]."))
    }
    if left.isEmpty { return }
    comment(4, "not used here: \(left.prefix(12).map(\.name.shown).joined(separator: ", "))")
  }

  // MARK: Lines

  private mutating func line(_ key: String, _ value: String) {
    written.append("    \(key): \(value)")
  }

  private mutating func comment(_ indent: Int, _ text: String) {
    written.append(String(repeating: " ", count: indent) + "# \(text.shown)")
  }

  private mutating func ask(_ indent: Int, _ question: String) {
    questionCount += 1
    comment(indent, "? \(question)")
  }

  private func braces(_ entries: [(String, String)]) -> String {
    "{ " + entries.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + " }"
  }

  private func list(_ texts: [String]) -> String {
    "[" + texts.map { YAMLText.scalar($0) }.joined(separator: ", ") + "]"
  }
}

/// A mapping's entry as YAML.
enum EntryText {
  static func entry(_ field: FieldGuess) -> String {
    var parts: [String] = []
    switch field.origin {
    case .from(let names) where names.count == 1:
      if isPlain(field) { return YAMLText.scalar(names[0]) }
      parts.append("from: \(YAMLText.scalar(names[0]))")
    case .from(let names):
      parts.append("from: [\(names.map { YAMLText.scalar($0) }.joined(separator: ", "))]")
    case .template(let text): parts.append("template: \(YAMLText.quoted(text))")
    case .value(let text): parts.append("value: \(YAMLText.scalar(text))")
    }
    if let split = field.split {
      let of = field.splitOf.map { ", of: \(YAMLText.scalar($0))" } ?? ""
      parts.append("split: { on: \(YAMLText.quoted(split.on)), take: \(split.take)\(of) }")
    }
    if !field.map.isEmpty {
      let map = field.map.map { "\(YAMLText.scalar($0.theirs)): \(YAMLText.scalar($0.ours))" }
      parts.append("map: { \(map.joined(separator: ", ")) }")
    }
    if let value = field.defaultValue { parts.append("default: \(YAMLText.scalar(value))") }
    if let format = field.format { parts.append("format: \(YAMLText.quoted(format))") }
    if let decimal = field.decimal { parts.append("decimal: \(YAMLText.quoted(decimal))") }
    if let minutes = field.plusMinutes { parts.append("plus_minutes: \(YAMLText.scalar(minutes))") }
    if field.isOvernight { parts.append("overnight: true") }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  private static func isPlain(_ field: FieldGuess) -> Bool {
    field.split == nil && field.map.isEmpty && field.defaultValue == nil && field.format == nil
      && field.decimal == nil && field.plusMinutes == nil
  }
}
