import ArgumentParser
import Pipeline

struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the manifests' test cases, and shows what differs from what they expect.",
    discussion: """
      A case is a folder in plugins-config/tests with a case.yml, which names a manifest and the run's \
      date, with input files and the files that the run should write. It runs in a folder of its \
      own; nothing of the manifest's is written to. What differs is shown as it is, personal data \
      included. Exit status: 0 all is as expected; 1 something is not; 2 a case can't be run.
      """)

  @Argument(help: "Cases; without any, all.")
  var names: [String] = []

  @Flag(
    name: .long, help: "Records what the runs write as what is expected, and says what changed.")
  var update = false

  @Option(name: .long, help: "The folder of the manifests, whose folder tests holds the cases.")
  var config = "plugins-config"

  func run() throws {
    try end(with: Commands(log: Log()).test(names, in: config, isUpdating: update))
  }
}
