import ArgumentParser
import Pipeline

struct Guess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guess",
    abstract: "Drafts a manifest from sample files.",
    discussion: """
      It looks at the beginning of each file (2 MB): format, delimiter, encoding, where the records \
      are, which records they are, and where each field comes from. What it can't decide it asks in \
      a comment that begins with `# ?`. Then: check, preview, run.
      """)

  @Argument(
    help: "Samples: CSV, JSON, NDJSON or XML, gzip too, in the order to be read in.",
    completion: .file())
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: "The manifest to write, a file that is not there yet (default: standard output).",
    completion: .file(extensions: ["yml"]))
  var output: String?

  @OptionGroup var logging: LogArguments

  func run() throws {
    try end(with: Commands(log: logging.log).guess(files, output: output))
  }
}
