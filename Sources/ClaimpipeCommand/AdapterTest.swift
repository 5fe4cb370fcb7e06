import ArgumentParser
import Conformance
import Pipeline

struct AdapterTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs an adapter, built in or not, through the conformance suite.",
    discussion: """
      Each check runs in a process of its own and ends as pass, fail or not applicable, with the \
      reason. Status 0: none failed; 1: some did; 2: there is no such adapter, or it refuses its \
      options.
      """)

  @Argument(help: "The adapter.")
  var name: String

  @OptionGroup var installed: InstalledArguments

  @Option(
    name: .customLong("option"),
    help: ArgumentHelp(
      "An option to try it with, its value as a manifest has it; may be repeated.",
      valueName: "key=value"))
  var options: [String] = []

  @Option(name: .long, help: "Only this check; may be repeated.")
  var only: [String] = []

  @Option(name: .long, help: "Records of the large source, or sessions of the large result.")
  var records = 100_000

  @Option(
    name: .long, help: ArgumentHelp("How long one check may take.", valueName: "seconds"))
  var timeLimit = 300

  @Option(name: .long, help: "How the result is written: text or json.")
  var format = Format.text

  /// For the processes that perform one check each.
  @Option(name: .long, help: .hidden)
  var check: String?

  enum Format: String, ExpressibleByArgument { case text, json }

  func validate() throws {
    if !(1...10_000_000).contains(records) {
      throw ValidationError("--records takes a number from 1 to 10000000")
    }
    if !(1...86_400).contains(timeLimit) {
      throw ValidationError("--time-limit takes a number of seconds from 1 to 86400")
    }
  }

  func run() throws {
    let request = ConformanceRequest(
      adapter: name, options: options, recordCount: records, timeLimit: timeLimit, only: only)
    try end(
      with: Commands(log: Log()).testAdapter(
        request, config: installed.config, check: check,
        arguments: Array(CommandLine.arguments.dropFirst()), isJSON: format == .json))
  }
}
