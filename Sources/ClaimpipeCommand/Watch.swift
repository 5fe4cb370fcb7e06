import ArgumentParser
import Pipeline

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Runs a manifest whenever files have arrived in its inbox, until it is stopped.",
    discussion: """
      The manifest's `inbox` names the folder. Stop it with Ctrl-C or SIGTERM: what is under way is \
      begun again the next time, or ended where it has happened.
      """)

  @OptionGroup var manifest: ManifestArguments
  @OptionGroup var logging: LogArguments

  @Option(name: .long, help: "Threads to work on (default: one for each core).")
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 256")
    }
  }

  func run() throws {
    let request = RunRequest(
      manifest: manifest.manifest, overrides: manifest.overrides, jobs: jobs)
    try end(with: Commands(log: logging.timedLog).watch(request))
  }
}
