import ArgumentParser
import Pipeline

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a JSON Schema: of the manifest, the records, a claim batch, the run report.",
    discussion:
      "The manifest's knows the adapters that are installed, with all their options. An editor "
      + "checks and completes a manifest whose first line is\n\n  # yaml-language-server: "
      + "$schema=PATH/manifest.schema.json")

  @Argument(help: "Which; without it, a list of them.")
  var name: String?

  func run() throws {
    try end(with: Commands(log: Log()).schema(name))
  }
}
