import ArgumentParser
import Pipeline

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Makes a page for people of a run report: one HTML file that needs no network.",
    discussion: "The manifest's report_page writes the same page with every run.")

  @Argument(
    help: "The run report, JSON; - is standard input.", completion: .file(extensions: ["json"]))
  var report: String

  @Option(name: .shortAndLong, help: "The page's file (default: standard output).")
  var output: String?

  @OptionGroup var logging: LogArguments

  func run() throws {
    try end(with: Commands(log: logging.log).report(report, output: output))
  }
}
