public import ArgumentParser
public import Pipeline

/// Which ledger.
struct LedgerArguments: ParsableArguments {
  @Option(name: .long, help: "The ledger's file.", completion: .file())
  var ledger: String?

  @Option(
    name: .long, help: "A manifest that names the ledger.",
    completion: .file(extensions: ["yml", "json"]))
  var manifest: String?

  func validate() throws {
    if (ledger == nil) == (manifest == nil) {
      throw ValidationError("name the ledger: either --ledger FILE or --manifest MANIFEST")
    }
  }

  var place: LedgerPlace { LedgerPlace(ledger: ledger, manifest: manifest) }
}

/// How a command that reads a ledger writes.
struct FormatArguments: ParsableArguments {
  @Option(name: .long, help: "How it is written: table, csv or json.")
  var format = ListingFormat.table
}

extension ListingFormat: ExpressibleByArgument {}

struct LimitArguments: ParsableArguments {
  @Option(name: .long, help: "The most that are listed.")
  var limit: Int?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
  }
}

/// Which charge items or charge periods.
struct ChargeFilterArguments: ParsableArguments {
  @Option(name: .long, help: "A status, such as new or on_hold; may be repeated.")
  var status: [String] = []

  @Option(name: .long, help: "A patient's id; may be repeated.")
  var patient: [String] = []

  @Option(name: .long, help: "First date of service.")
  var from: String?

  @Option(name: .long, help: "Last date of service.")
  var to: String?

  @Option(name: .long, help: "A business unit's id; may be repeated.")
  var businessUnit: [String] = []

  @Option(
    name: .long, help: "A charge period: a month as 2026-01, or a week's Monday as 2026-01-05.")
  var period: String?

  func selection(limit: Int? = nil) -> ChargeSelection {
    var selection = ChargeSelection()
    selection.statuses = status
    selection.patients = patient
    selection.businessUnits = businessUnit
    selection.from = from
    selection.to = to
    selection.period = period
    selection.limit = limit
    return selection
  }
}
