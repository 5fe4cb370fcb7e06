import ArgumentParser
import Pipeline

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Prints a JSON Schema: of the manifest, the records, what is written, the plugin protocol.",
    discussion: """
      The manifest's knows the adapters that are installed, with all their options. An editor with a YAML \
      language server checks and completes manifests by it:

        claimpipe schema manifest > plugins-config/manifest.schema.json

      and, as the first line of a manifest,

        # yaml-language-server: $schema=manifest.schema.json
      """)

  @Argument(help: "Which; without it, a list of them.")
  var name: String?

  @Option(
    name: .long,
    help: "A folder of manifests, for the adapters installed beside them (default: plugins-config)."
  )
  var config: String?

  func run() throws {
    try end(with: Commands(log: Log()).schema(name, config: config))
  }
}
