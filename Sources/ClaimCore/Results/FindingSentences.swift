extension FindingCode {
  /// What the finding says, about a subject (an id or a code) and two numbers.
  public var sentence: FindingSentence {
    switch self {
    case .sessionReplaced:
      "record \(.second) of the same session, on line \(.first), takes its place (REC-1)"
    case .sessionRepeated: "the same record as on line \(.first): one is kept"
    case .unknownReference:
      "names \(.subject), which is not among the \(.records); goes on as "
        + "if it named none: add that record or mend the id"
    case .otherPatient:
      "names \(.subject), which belongs to another patient; goes on as if it named none: mend the id"
    case .timeSkipped:
      "\(.subject) is a local time that the clock change skips: moved on by the gap"
    case .timeRepeated:
      "\(.subject) is a local time that the clock change repeats: the first is taken"
    case .authorizedCoverageNotInForce:
      "coverage \(.subject) of the authorization is not in force on the date of service"
    case .severalCoverages:
      "\(.first) coverages fit; \(.subject) is taken (latest start, then smallest id): end the others"
    case .noCoverage: "no coverage is in force on the date of service: the claim will be Draft"
    case .noBenefit:
      "no benefit for service code \(.subject) (no plan, or the plan has none): defaults hold (15 "
        + "minutes, timed)"
    case .outsideAuthorization: "the session is outside the dates of authorization \(.subject)"
    case .caseOverMedicare:
      "the billing rule of the case wins over a Medicare payer: check that it should"
    case .eachSessionRoundedUp:
      "\(.subject): sessions on one claim line come to \(.first) units, their summed minutes to "
        + "\(.second): each session was rounded up"
    case .timePerUnitIgnored:
      "the benefit has \(.first) minutes a unit, and the rule counts by 15"
    case .medicareTotal: "the day's Medicare total differs from the charges: \(.subject)"
    case .zeroUnits: "0 units: not approved; check the session's times"
    case .noPlaceOfService: "no location and no telecare: place of service is blank"
    case .tooManyModifiers:
      "\(.first) modifiers (\(.subject)), and a line takes 4: the claim is Draft"
    case .noRenderingProvider:
      "no rendering provider: the session's practitioner is unknown or lacks a qualification, and no "
        + "authorization names one"
    case .severalRenderingProviders:
      "the authorization names \(.first) rendering providers on this date: keep one"
    case .billedExternallyAndCancelled:
      "cancelled after it was billed externally: take the billing back"
    case .notApprovedDuplicate:
      "stays New: \(.first) other charge items of the same day and service are billed or not "
        + "submitted yet (\(.subject))"
    case .heldDuplicate:
      "\(.first) charge items of the same day and service are On Hold or Pending Authorization "
        + "(\(.subject)): they will need a corrected claim"
    case .overlappingFees:
      "\(.first) fee schedule rows of procedure \(.subject) with the same modifiers are in force: the "
        + "later start counts, then the smaller amount"
    case .tooManyDiagnoses: "\(.first) diagnoses in force, and a claim takes 12: the first are kept"
    case .notMarkedOnClaim:
      "exported, and not marked as billed externally: it is on a claim; bill it once"
    // Whoever raises these brings a sentence of its own.
    case .recordRejected, .duplicateKey, .unknownTimeZone, .correctionWaits, .foldedForX12,
      .notCarriedByX12, .leftOutOfX12:
      "\(.subject)"
    }
  }
}
