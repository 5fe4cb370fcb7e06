import ArgumentParser
import Pipeline

struct Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Lists and shows the claims and batches of a ledger.",
    subcommands: [List.self, Show.self, SetPayerNumber.self, Batches.self, Emit.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists claims.")

    @OptionGroup var ledger: LedgerArguments

    @Option(
      name: .long,
      help: "A status: draft, ready_to_submit, submitted or historical; may be repeated.")
    var status: [String] = []

    @Option(name: .long, help: "A patient's id; may be repeated.")
    var patient: [String] = []

    @Option(name: .long, help: "A payer's id; may be repeated.")
    var payer: [String] = []

    @Option(name: .long, help: "A batch's control number.")
    var batch: String?

    @Option(name: .long, help: "Claims whose first date of service is this one or later.")
    var from: String?

    @Option(name: .long, help: "Claims whose first date of service is this one or earlier.")
    var to: String?

    @OptionGroup var limit: LimitArguments
    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      var selection = ClaimSelection()
      selection.statuses = status
      selection.patients = patient
      selection.payers = payer
      selection.batch = batch
      selection.from = from
      selection.to = to
      selection.limit = limit.limit
      try end(
        with: Commands(log: logging.log).listClaims(ledger.place, selection, as: format.format))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows a claim with its lines, versions, batches and history.")

    @Argument(help: "The claim's number.")
    var number: String

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(with: Commands(log: logging.log).showClaim(ledger.place, number, as: format.format))
    }
  }

  struct SetPayerNumber: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set-payer-number",
      abstract: "Notes what the payer calls a claim, which its corrected or void claim names.")

    @Argument(help: "The claim's number.")
    var number: String

    @Argument(help: "The payer's claim number.")
    var payerNumber: String

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).setPayerNumber(
          ledger.place, claim: number, payerNumber))
    }
  }

  struct Batches: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batches",
      abstract: "Lists the batches that were written.")

    @OptionGroup var ledger: LedgerArguments

    @Option(name: .long, help: "First date of a batch.")
    var from: String?

    @Option(name: .long, help: "Last date of a batch.")
    var to: String?

    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).listBatches(
          ledger.place, from: from, to: to, as: format.format))
    }
  }

  struct Emit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "emit",
      abstract: "Writes a past batch again, byte for byte.",
      discussion: "Nothing is submitted by it: the ledger stays as it is.")

    @Argument(help: "The batch's control number.")
    var controlNumber: String

    @Option(name: .long, help: "The file; what has its name is replaced.", completion: .file())
    var to: String

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(with: Commands(log: logging.log).emitBatch(ledger.place, controlNumber, to: to))
    }
  }
}
