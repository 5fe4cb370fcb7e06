import ArgumentParser
import Pipeline

struct Charges: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charges",
    abstract: "Lists, shows and reviews the charge items of a ledger.",
    subcommands: [
      List.self, Show.self, Periods.self, Approve.self, Hold.self, Release.self, Unapprove.self,
      Resolve.self,
    ])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists charge items.")

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var filter: ChargeFilterArguments
    @OptionGroup var limit: LimitArguments
    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).listCharges(
          ledger.place, filter.selection(limit: limit.limit), as: format.format))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows a session's charge item with its history and its claim.")

    @Argument(help: "The session's id.")
    var session: String

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).showCharge(ledger.place, session, as: format.format))
    }
  }

  struct Periods: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "periods",
      abstract: "Lists charge periods with their statuses.",
      discussion: """
        A charge period is a patient's charge items of one business unit in one week or month, as \
        the unit has it. Statuses: new, blocked, ready_to_bill, claim_created, open.
        """)

    @OptionGroup var ledger: LedgerArguments
    @OptionGroup var filter: ChargeFilterArguments
    @OptionGroup var limit: LimitArguments
    @OptionGroup var format: FormatArguments
    @OptionGroup var logging: LogArguments

    func run() throws {
      try end(
        with: Commands(log: logging.log).listPeriods(
          ledger.place, filter.selection(limit: limit.limit), as: format.format))
    }
  }
}

/// What every action on charge items takes.
struct ReviewArguments: ParsableArguments {
  @Argument(help: "Ids of sessions; without them, filters and --all-matching.")
  var sessions: [String] = []

  @OptionGroup var ledger: LedgerArguments
  @OptionGroup var filter: ChargeFilterArguments

  @Flag(name: .long, help: "All charge items that the filters take.")
  var allMatching = false

  @Flag(name: .long, help: "Does the others where some are refused; else it is all or nothing.")
  var skipRefused = false

  @Option(name: .long, help: "A reason for the history; no personal data.")
  var why: String?

  @OptionGroup var logging: LogArguments

  func perform(_ action: ReviewOrder.Action) throws {
    let order = ReviewOrder(
      action, sessions: sessions, selection: filter.selection(), isForAllMatching: allMatching,
      skipsRefused: skipRefused, why: why)
    try end(with: Commands(log: logging.log).review(ledger.place, order))
  }
}

extension Charges {
  struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve",
      abstract: "New charge items become Ready to Bill.",
      discussion: """
        Items of 0 units, those billed externally and duplicates are refused. A run with approve: \
        policy auto approves by itself.
        """)

    @OptionGroup var review: ReviewArguments

    @Flag(name: .long, help: "Approves duplicates too.")
    var allowDuplicates = false

    func run() throws { try review.perform(.approve(allowsDuplicates: allowDuplicates)) }
  }

  struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hold", abstract: "New charge items go On Hold.")
    @OptionGroup var review: ReviewArguments
    func run() throws { try review.perform(.hold) }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release",
      abstract: "Charge items that are On Hold become New.")
    @OptionGroup var review: ReviewArguments
    func run() throws { try review.perform(.release) }
  }

  struct Unapprove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unapprove",
      abstract: "Charge items that are Ready to Bill become New.")
    @OptionGroup var review: ReviewArguments
    func run() throws { try review.perform(.unapprove) }
  }

  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resolve",
      abstract: "Charge items that are Awaiting Resubmission become Claim Line Created.",
      discussion: """
        With --correct the next run replaces their claims by corrected ones of the sessions as they \
        are now, with --void it voids them; with neither the claims stand as they were sent.
        """)

    @OptionGroup var review: ReviewArguments

    @Flag(name: .long, help: "Has their claims corrected by the next run.")
    var correct = false

    @Flag(name: .long, help: "Has their claims voided by the next run.")
    var void = false

    func run() throws { try review.perform(.resolve(correct: correct, void: void)) }
  }
}
