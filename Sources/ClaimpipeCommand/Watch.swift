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

  @OptionGroup var work: WorkArguments

  func run() throws {
    let request = RunRequest(
      manifest: manifest.manifest, overrides: manifest.overrides, jobs: work.jobs,
      memory: work.memory)
    try end(with: Commands(log: logging.timedLog).watch(request))
  }
}
