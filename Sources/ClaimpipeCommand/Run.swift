import ArgumentParser
import Pipeline

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a manifest: reads its inputs, bills, writes its outputs.")

  @OptionGroup var manifest: ManifestArguments
  @OptionGroup var logging: LogArguments

  @OptionGroup var scope: ScopeArguments

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Whether exported charge items are marked as billed externally: yes or no. Else the manifest "
        + "says so, or a question on the terminal.", valueName: "yes|no"))
  var markBilledExternally: YesOrNo?

  @Flag(name: .long, help: "Does everything but write.")
  var dryRun = false

  @Flag(
    name: .long,
    help: "Takes what has arrived in the manifest's inbox, once: for cron and timers (see watch).")
  var inbox = false

  @Option(name: .long, help: "The run's date or time, as 2026-02-01 or 2026-02-01T06:00:00Z.")
  var now: String?

  @OptionGroup var work: WorkArguments

  func validate() throws {
    if inbox && dryRun {
      throw ValidationError(
        "--inbox moves files, and --dry-run does not: leave --inbox out to try what is in incoming")
    }
  }

  func run() throws {
    let request = RunRequest(
      manifest: manifest.manifest, overrides: manifest.overrides, from: scope.from,
      to: scope.to, period: scope.period, businessUnits: scope.businessUnit,
      marksBilledExternally: markBilledExternally.map { $0 == .yes }, isDryRun: dryRun, now: now,
      jobs: work.jobs, memory: work.memory)
    let commands = Commands(log: logging.log)
    try end(with: inbox ? commands.runInbox(request) : commands.run(request))
  }
}

enum YesOrNo: String, CaseIterable, ExpressibleByArgument { case yes, no }

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a manifest and its reference data; nothing is written.")

  @OptionGroup var manifest: ManifestArguments
  @OptionGroup var logging: LogArguments

  func run() throws {
    try end(
      with: Commands(log: logging.log).check(
        RunRequest(manifest: manifest.manifest, overrides: manifest.overrides)))
  }
}

struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract:
      "Shows the first records of each input, raw and as mapped, with what is wrong with them.",
    discussion: "What it shows is the data itself, personal data included: mind where it goes.")

  @OptionGroup var manifest: ManifestArguments
  @OptionGroup var logging: LogArguments

  @Option(name: .shortAndLong, help: "Records of each input.")
  var records = 3

  @Option(name: .long, help: "One input by its number, as messages have it: 0 is the first.")
  var input: Int?

  @Flag(inversion: .prefixedNo, help: "What the source has, beside what the mapping makes of it.")
  var raw = true

  func validate() throws {
    if !(1...1000).contains(records) {
      throw ValidationError("--records takes a number from 1 to 1000")
    }
  }

  func run() throws {
    try end(
      with: Commands(log: logging.log).preview(
        RunRequest(manifest: manifest.manifest, overrides: manifest.overrides), records: records,
        input: input, raw: raw))
  }
}

/// Ends the process with a status of ours.
func end(with status: ExitStatus) throws {
  if status != .done { throw ExitCode(status.rawValue) }
}
