import ArgumentParser
import Pipeline

struct LedgerCare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Backs up, verifies and purges a ledger.",
    subcommands: [Backup.self, Verify.self, Purge.self])

  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup",
      abstract: "Copies a ledger and its batches, also while a run is on.",
      discussion: "The batches go to a folder beside the copy, TO-batches.")

    @Argument(help: "The ledger's file.", completion: .file())
    var ledger: String

    @Argument(help: "The copy's file; an earlier copy is replaced.", completion: .file())
    var to: String

    @OptionGroup var logging: LogArguments

    func run() throws { try end(with: Commands(log: logging.log).backUp(ledger, to: to)) }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Checks that a ledger is whole, and that counts, units and money agree.")

    @Argument(help: "The ledger's file.", completion: .file())
    var ledger: String

    @OptionGroup var logging: LogArguments

    func run() throws { try end(with: Commands(log: logging.log).verify(ledger)) }
  }

  struct Purge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "purge",
      abstract: "Removes what is closed and no duplicate or correction needs.",
      discussion: """
        Sessions that were billed stay known, so that none is billed twice. See docs/ledger.md.
        """)

    @Argument(help: "The ledger's file.", completion: .file())
    var ledger: String

    @Option(name: .long, help: "Dates of service before this one.")
    var before: String

    @Flag(name: .long, help: "Counts and changes nothing.")
    var dryRun = false

    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(with: Commands(log: logging.log).purge(ledger, before: before, isDryRun: dryRun))
    }
  }
}
