import ArgumentParser
import Pipeline

struct Adapters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adapters",
    abstract: "Lists the adapters, and tries them.",
    usage: """
      claimpipe adapters [<name>]
      claimpipe adapters test <name>
      """,
    subcommands: [AdapterList.self, AdapterTest.self], defaultSubcommand: AdapterList.self)
}

struct AdapterList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the adapters and their options, and the validations of claims.")

  @Argument(help: "One adapter; without it, all.")
  var name: String?

  @OptionGroup var installed: InstalledArguments

  func run() throws {
    try end(with: Commands(log: Log()).adapters(name, config: installed.config))
  }
}

/// Where to look for installed adapters where there is no manifest to say it.
struct InstalledArguments: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A folder of manifests: those installed in its adapters/ too (default: plugins-config, where "
        + "there is one).", valueName: "folder"))
  var config: String?
}
