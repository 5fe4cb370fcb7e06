internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger

/// `claimpipe charges …`: what the ledger knows of charge items. Reading holds nobody up.
extension Commands {
  /// `charges list`
  public func listCharges(
    _ place: LedgerPlace, _ selection: ChargeSelection, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      let filter = try selection.charges()
      let listing = ListingWriter(format, ChargeEntry.columns)
      try Ledger.read(place.path()) { try $0.forEachCharge(filter) { try listing.add($0.cells) } }
      return try end(listing, "charge items", filter.limit)
    }
  }

  /// `charges periods`
  public func listPeriods(
    _ place: LedgerPlace, _ selection: ChargeSelection, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      let filter = try selection.periods()
      let listing = ListingWriter(format, ChargePeriodEntry.columns)
      try Ledger.read(place.path()) { try $0.forEachPeriod(filter) { try listing.add($0.cells) } }
      return try end(listing, "charge periods", filter.limit)
    }
  }

  /// `charges show`
  public func showCharge(
    _ place: LedgerPlace, _ session: String, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      guard let history = try Ledger.read(place.path(), { try $0.charge(ofSession: session) })
      else { throw RunFailure.usage("the ledger has no session \(session)") }
      return try show(history.details, as: format)
    }
  }

  /// Says what a list left out, or that there was nothing.
  func end(_ listing: ListingWriter, _ things: String, _ limit: Int?) throws -> ExitStatus {
    try listing.end()
    if listing.count == 0 { log.info("no \(things) match") }
    if let limit, listing.count == limit {
      log.info("these are the first \(limit): there may be more \(things)")
    }
    return .done
  }
}

extension ChargeEntry {
  static let columns = [
    ListingColumn("session_id", "Session"), ListingColumn("patient_id", "Patient"),
    ListingColumn("business_unit_id", "Unit"), ListingColumn("date_of_service", "Date"),
    ListingColumn("charge_period", "Period"), ListingColumn("service_code", "Service"),
    ListingColumn("place_of_service", "Place"), ListingColumn("units", "Units", isNumber: true),
    ListingColumn("session_status", "Session is"), ListingColumn("status", "Charge item"),
    ListingColumn("billed_externally", "Externally"), ListingColumn("claim_number", "Claim"),
  ]

  var cells: [ListingCell] {
    [
      .text(sessionID), .text(patientID), .optional(businessUnitID), .text(dateOfService.iso),
      .text(period.text), .text(serviceCode), .optional(placeOfService), .number(units),
      .text(sessionStatus), .status(status), .flag(isBilledExternally), .optional(claimNumber),
    ]
  }
}

extension ChargePeriodEntry {
  static let columns = [
    ListingColumn("patient_id", "Patient"), ListingColumn("business_unit_id", "Unit"),
    ListingColumn("charge_period", "Period"), ListingColumn("start", "From"),
    ListingColumn("end", "To"), ListingColumn("status", "Status"),
    ListingColumn("charge_items", "Items", isNumber: true),
    ListingColumn("units", "Units", isNumber: true),
  ]

  var cells: [ListingCell] {
    [
      .text(patientID), .optional(businessUnitID), .text(period.text), .text(period.start.iso),
      .text(period.end.iso), .word(status.word, shown: status.rawValue), .number(itemCount),
      .number(units),
    ]
  }
}

extension ChargeHistory {
  /// What it shows, in its order.
  var details: [Detail] {
    var facts = Detail.values(ChargeEntry.columns, entry.cells)
    facts += Detail.values(
      [
        ListingColumn("start", "Start"), ListingColumn("end", "End"),
        ListingColumn("practitioner_id", "Practitioner"), ListingColumn("location_id", "Location"),
        ListingColumn("case_id", "Case"),
        ListingColumn("authorization_number", "Authorization"),
        ListingColumn("modifiers", "Modifiers"), ListingColumn("telecare", "Telecare"),
      ],
      [
        .text(session.start.text), .text(session.end.text), .optional(session.practitionerID),
        .optional(session.locationID), .optional(session.caseID),
        .optional(session.authorizationNumber), .optional(session.modifiers),
        .flag(session.isTelecare),
      ])
    let possible = entry.status.map { ReviewAction.possible(for: $0).map(\.rawValue) } ?? []
    facts.append(.value(ListingColumn("possible", "Possible"), .list(possible)))
    facts.append(
      .table(
        "history", "History", LedgerRun.columns + ChargeEvent.columns,
        [
          firstRun.cells + [
            .none, .status(events.first?.before ?? entry.status), .text("first seen"),
          ]
        ]
          + events.map { $0.run.cells + $0.cells }))
    if let claim {
      facts.append(.table("claim", "Claim", ClaimEntry.columns, [claim.cells]))
    }
    return facts
  }
}

extension LedgerRun {
  static let columns = [
    ListingColumn("run", "Run", isNumber: true), ListingColumn("time", "When"),
    ListingColumn("by", "By"),
  ]
  var cells: [ListingCell] { [.number(Int(number)), .text(time), .text(name)] }
}

extension ChargeEvent {
  static let columns = [
    ListingColumn("before", "Before"), ListingColumn("after", "After"), ListingColumn("why", "Why"),
  ]
  var cells: [ListingCell] { [.status(before), .status(after), .text(why)] }
}

extension Moment {
  /// `2026-01-05 09:00` in the local zone.
  fileprivate var text: String {
    var buffer = ByteBuffer(capacity: 24)
    buffer.append(self)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
