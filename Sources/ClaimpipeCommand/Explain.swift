public import ArgumentParser
public import Pipeline

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why a session was billed as it was, rule by rule; nothing is written.",
    discussion: """
      It does what a run with the same manifest and options would do, up to its result. What it shows \
      are ids, codes, dates and amounts, with the file and line of every record that it used: no names.
      """)

  @OptionGroup var manifest: ManifestArguments
  @OptionGroup var logging: LogArguments

  @Option(name: .long, help: "A session's id; may be repeated.")
  var session: [String] = []

  @Option(name: .long, help: "How it is written: text or json.")
  var format = ExplanationFormat.text

  @OptionGroup var scope: ScopeArguments

  @Option(name: .long, help: "The run's date or time, as 2026-02-01 or 2026-02-01T06:00:00Z.")
  var now: String?

  func validate() throws {
    if session.isEmpty { throw ValidationError("name a session: --session ID") }
  }

  func run() throws {
    let request = RunRequest(
      manifest: manifest.manifest, overrides: manifest.overrides, from: scope.from,
      to: scope.to, period: scope.period, businessUnits: scope.businessUnit, isDryRun: true,
      now: now)
    try end(with: Commands(log: logging.log).explain(request, sessions: session, as: format))
  }
}

extension ExplanationFormat: ExpressibleByArgument {}
