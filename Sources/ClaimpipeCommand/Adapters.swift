import ArgumentParser
import Pipeline

struct Adapters: ParsableCommand {
  static let configuration = CommandConfiguration(
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

  func run() throws {
    try end(with: Commands(log: Log()).adapters(name))
  }
}
