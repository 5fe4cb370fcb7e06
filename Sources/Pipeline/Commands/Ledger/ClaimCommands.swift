internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger

/// Which claims a command is about, as the command line says it.
public struct ClaimSelection: Sendable {
  public var statuses: [String] = []
  public var patients: [String] = []
  public var payers: [String] = []
  /// A control number.
  public var batch: String?
  /// Of the first service, as `2026-01-31`.
  public var from: String?
  public var to: String?
  public var limit: Int?

  public init() {}

  func claims() throws -> ClaimFilter {
    var filter = ClaimFilter()
    filter.statuses = try statuses.map { written in
      try ChargeSelection.choice(written, ClaimEntry.statuses.map { ($0.word, $0.word, $0.name) })
    }
    filter.patients = patients
    filter.payers = payers
    filter.batch = try batch.map(Commands.controlNumber)
    var dates = ChargeSelection()
    (dates.from, dates.to) = (from, to)
    filter.dates = try dates.dates()
    filter.limit = limit
    return filter
  }
}

/// `claimpipe claims …`
extension Commands {
  /// `claims list`
  public func listClaims(
    _ place: LedgerPlace, _ selection: ClaimSelection, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      let filter = try selection.claims()
      let listing = ListingWriter(format, ClaimEntry.columns)
      try Ledger.read(place.path()) { try $0.forEachClaim(filter) { try listing.add($0.cells) } }
      return try end(listing, "claims", filter.limit)
    }
  }

  /// `claims show`
  public func showClaim(
    _ place: LedgerPlace, _ number: String, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      guard let history = try Ledger.read(place.path(), { try $0.claim(number) }) else {
        throw RunFailure.usage("the ledger has no claim \(number)")
      }
      return try show(history.details, as: format)
    }
  }

  /// `claims batches`
  public func listBatches(
    _ place: LedgerPlace, from: String?, to: String?, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      var selection = ChargeSelection()
      (selection.from, selection.to) = (from, to)
      let dates = try selection.dates()
      let listing = ListingWriter(format, BatchEntry.columns)
      try Ledger.read(place.path()) { try $0.forEachBatch(dates) { try listing.add($0.cells) } }
      return try end(listing, "batches", nil)
    }
  }

  /// `claims set-payer-number`
  public func setPayerNumber(
    _ place: LedgerPlace, claim: String, _ payerNumber: String
  ) -> ExitStatus {
    ending {
      guard Self.isPayerNumber(payerNumber) else {
        throw RunFailure.usage(
          "\"\(payerNumber)\" is no payer's claim number: 1 to 50 printable ASCII characters, with no "
            + "space at its ends and none of * : ^ ~")
      }
      let ledger = try Ledger.existing(place.path())
      let outcome = try ledger.act("claims set-payer-number", log: log) { memory in
        let outcome = try memory.setPayerNumber(payerNumber, ofClaim: claim)
        if case .noted = outcome { try memory.commit() }
        return outcome
      }
      switch outcome {
      case .unknownClaim: throw RunFailure.usage("the ledger has no claim \(claim)")
      case .notSent:
        throw RunFailure.usage(
          "claim \(claim) was never sent: a payer can't have a number for it")
      case .noted(let instead):
        log.info(
          "claim \(claim) is \(payerNumber) at the payer"
            + (instead.map { ", no longer \($0)" } ?? ""))
        return .done
      }
    }
  }

  /// X12's REF02, without the usual separators.
  private static func isPayerNumber(_ text: String) -> Bool {
    (1...50).contains(text.utf8.count) && text.first != " " && text.last != " "
      && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && !"*:^~".utf8.contains($0) }
  }

  /// `000000012` or `12`.
  static func controlNumber(_ text: String) throws -> Int {
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) {
      return number
    }
    throw RunFailure.usage("\(text) is no control number: write digits, as 000000012")
  }
}

extension ClaimEntry {
  static let statuses = [
    (word: "draft", name: "Draft"), (word: "ready_to_submit", name: "Ready to Submit"),
    (word: "submitted", name: "Submitted Submission"),
    (word: "historical", name: "Historical Submission"),
  ]

  static let columns = [
    ListingColumn("claim_number", "Claim"), ListingColumn("version", "Version", isNumber: true),
    ListingColumn("frequency_code", "Frequency"), ListingColumn("status", "Status"),
    ListingColumn("patient_id", "Patient"), ListingColumn("payer_id", "Payer"),
    ListingColumn("business_unit_id", "Unit"), ListingColumn("first_date", "First date"),
    ListingColumn("units", "Units", isNumber: true),
    ListingColumn("total_billed", "Billed", isNumber: true),
    ListingColumn("batches", "Batches"), ListingColumn("original_claim_number", "Stands for"),
    ListingColumn("payer_claim_number", "At the payer"),
    ListingColumn("to_be", "To be"),
  ]

  var cells: [ListingCell] {
    let name = Self.statuses.first { $0.word == status }?.name ?? status
    return [
      .text(number), .number(version), .text(frequency), .word(status, shown: name),
      .text(patientID), .optional(payerID), .optional(businessUnitID), .text(firstDate.iso),
      .number(units), .text(billed.decimal), .list(batches.map(BatchEntry.digits)),
      .optional(originalNumber), .optional(payerClaimNumber),
      .optional(correction.map { $0 == ClaimFrequency.void.rawValue ? "voided" : "corrected" }),
    ]
  }
}

extension BatchEntry {
  static let columns = [
    ListingColumn("control_number", "Batch"), ListingColumn("transaction_date", "Date"),
    ListingColumn("run", "Run", isNumber: true), ListingColumn("pipeline", "Pipeline"),
    ListingColumn("adapter", "Adapter"), ListingColumn("path", "File"),
    ListingColumn("total_claims", "Claims", isNumber: true),
    ListingColumn("total_billed", "Billed", isNumber: true), ListingColumn("sha256", "SHA-256"),
    ListingColumn("purged", "Purged"),
  ]

  var cells: [ListingCell] {
    [
      .text(digits), .text(date.iso), .number(Int(run.number)), .text(run.name), .text(adapter),
      .text(path), .number(claimCount), .text(billed.decimal), .text(sha256), .flag(isPurged),
    ]
  }
}

extension ClaimHistory {
  /// What it shows, in its order.
  fileprivate var details: [Detail] {
    Detail.values(ClaimEntry.columns, entry.cells) + [
      .table("lines", "Lines", StoredClaimLine.columns, lines.map(\.cells)),
      .table(
        "versions", "Versions", ClaimEntry.columns,
        versions.count > 1 ? versions.map(\.cells) : []),
      .table("claims_transactions", "Batches", BatchEntry.columns, batches.map(\.cells)),
      .table(
        "history", "History", LedgerRun.columns + [ListingColumn("what", "What")],
        events.map { $0.run.cells + [.text($0.what)] }),
    ]
  }
}

extension StoredClaimLine {
  fileprivate static let columns = [
    ListingColumn("procedure_code", "Procedure"), ListingColumn("modifiers", "Modifiers"),
    ListingColumn("place_of_service", "Place"), ListingColumn("start_date", "From"),
    ListingColumn("end_date", "To"), ListingColumn("units", "Units", isNumber: true),
    ListingColumn("billed", "Billed", isNumber: true), ListingColumn("session_ids", "Sessions"),
  ]

  fileprivate var cells: [ListingCell] {
    [
      .text(procedureCode), .optional(modifiers), .optional(placeOfService), .text(startDate),
      .text(endDate), .number(units), .optional(billed?.decimal), .list(sessionIDs),
    ]
  }
}
