import ArgumentParser
import Pipeline

struct Outbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox",
    abstract: "Lists the files that outputs handed on, and runs their hooks again.",
    discussion: "See docs/outboxes.md.",
    subcommands: [List.self, Retry.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists files with what became of them and of their hooks.")

    @Argument(
      help: "The manifest, which names the ledger.", completion: .file(extensions: ["yml", "json"]))
    var manifest: String

    @Flag(name: .long, help: "Also files that are gone and have nothing left to do.")
    var all = false

    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).listOutbox(
          LedgerPlace(manifest: manifest), isAll: all, as: format.format))
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry",
      abstract: "Runs hooks that failed or wait, at once, with all their attempts anew.")

    @OptionGroup var manifest: ManifestArguments

    @Argument(help: "Files, by path or name (default: all whose hooks are not done).")
    var files: [String] = []

    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).retryHooks(
          manifest.manifest, overrides: manifest.overrides, files: files))
    }
  }
}
