internal import AdapterKit

/// Prometheus' text format, as node exporter's textfile collector reads it.
struct MetricsText {
  typealias Labels = [(name: String, value: String)]

  private let pipeline: String
  private(set) var text = ""

  init(pipeline: String) { self.pipeline = pipeline }

  /// A gauge with one value.
  mutating func add(_ name: String, _ help: String, _ value: String) {
    add(name, help, [(labels: [], value: value)])
  }

  /// A gauge with a value for each combination of labels; nothing where there is none.
  mutating func add(_ name: String, _ help: String, _ values: [(labels: Labels, value: String)]) {
    if values.isEmpty { return }
    text += "# HELP claimpipe_\(name) \(help)\n# TYPE claimpipe_\(name) gauge\n"
    for (labels, value) in values {
      let all = [(name: "pipeline", value: pipeline)] + labels
      let list = all.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
      text += "claimpipe_\(name){\(list)} \(value)\n"
    }
  }

  /// By one label's values.
  mutating func add(
    _ name: String, _ help: String, by label: String, _ counts: [(String, Int)]
  ) {
    add(name, help, counts.map { (labels: [(label, $0.0)], value: "\($0.1)") })
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }

  /// The lines of some families in an earlier text, comments included.
  static func lines(of text: String, where isWanted: (_ name: Substring) -> Bool) -> String {
    text.split(separator: "\n").filter { line in
      let words = line.split(separator: " ", maxSplits: 3)
      let isComment = line.hasPrefix("# HELP ") || line.hasPrefix("# TYPE ")
      let name = isComment && words.count > 2 ? words[2] : line.prefix { $0 != "{" && $0 != " " }
      return name.hasPrefix("claimpipe_") && isWanted(name.dropFirst("claimpipe_".count))
    }.map { "\($0)\n" }.joined()
  }
}

/// The backlog's gauges, beside whatever a run left in the file.
struct BacklogMetrics {
  static let prefix = "inbox_"

  let pipeline: String
  let backlog: RunOutcomeRecorder.Backlog

  func text(after old: String) -> String {
    var metrics = MetricsText(pipeline: pipeline)
    metrics.add(
      "inbox_files", "Files of the inbox, by where they are.", by: "state",
      [
        ("waiting", backlog.waiting), ("processing", backlog.processing),
        ("failed", backlog.failed),
      ])
    metrics.add(
      "inbox_oldest_file_seconds", "Age of the oldest file that waits or is processed.",
      "\(backlog.oldestSeconds)")
    return MetricsText.lines(of: old) { !$0.hasPrefix(Self.prefix) } + metrics.text
  }
}
