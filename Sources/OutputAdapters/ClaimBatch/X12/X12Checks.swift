import ClaimCore

/// What the 837P asks of claims beside the contract: that X12 can carry them, and what the guide's
/// validators don't look at while receivers do.
///
/// A new one is a type of its own, a line in ``validations`` and one in ``checks(_:date:of:)``.
enum X12Checks {
  static let validations: [any ClaimValidation.Type] = [
    X12PatientText.self, X12PatientState.self, X12PatientDateOfBirth.self, X12PolicyHolderText.self,
    X12PayerText.self, X12BillingProviderText.self, X12BillingProviderState.self,
    X12BillingProviderZip.self, X12BillingProviderPOBox.self, X12BillingProviderTaxonomyCode.self,
    X12RenderingProviderText.self, X12RenderingProviderTaxonomyCode.self,
    X12ReferringProviderText.self, X12FacilityText.self, X12FacilityName.self,
    X12FacilityState.self, X12FacilityZip.self, X12FacilityNPI.self, X12AuthorizationNumber.self,
    X12OriginalReference.self, X12PlaceOfService.self, X12ServiceLineFutureDate.self,
    X12ServiceLineBeforeBirth.self, X12ServiceLineAmount.self, X12TotalBilled.self,
    X12ServiceLinePointer.self, X12MedicareSecondary.self,
  ]

  /// - Parameters:
  ///   - date: the run's.
  ///   - selection: the claims that are asked; `nil` asks all.
  static func checks(
    _ partner: TradingPartner, date: CivilDate, of selection: ClaimSelection? = nil
  ) -> ClaimChecks {
    let texts = X12Texts(partner)
    let nineDigits = partner.requiresNineDigitZips
    return ClaimChecks(
      validations: [
        X12PatientText(texts: texts), X12PatientState(), X12PatientDateOfBirth(),
        X12PolicyHolderText(texts: texts), X12PayerText(texts: texts),
        X12BillingProviderText(texts: texts), X12BillingProviderState(),
        X12BillingProviderZip(hasNineDigits: nineDigits), X12BillingProviderPOBox(texts: texts),
        X12BillingProviderTaxonomyCode(), X12RenderingProviderText(texts: texts),
        X12RenderingProviderTaxonomyCode(), X12ReferringProviderText(texts: texts),
        X12FacilityText(texts: texts), X12FacilityName(texts: texts),
        X12FacilityState(texts: texts),
        X12FacilityZip(texts: texts, hasNineDigits: nineDigits),
        X12FacilityNPI(texts: texts), X12AuthorizationNumber(texts: texts),
        X12OriginalReference(texts: texts), X12PlaceOfService(),
        X12ServiceLineFutureDate(runDate: date), X12ServiceLineBeforeBirth(),
        X12ServiceLineAmount(), X12ServiceLinePointer(), X12TotalBilled(),
        X12MedicareSecondary(texts: texts),
      ],
      observations: [X12TextObservation(texts: texts)], of: selection)
  }
}

/// How one trading partner's files carry the texts of claims; shared by the validations that ask it,
/// so that none is copied with its partner for every claim.
final class X12Texts: Sendable {
  let text: X12Text
  let partner: TradingPartner
  let foldings = FoldedFields()
  /// Records with nothing folded or flawed, and business units with a street.
  private let sound = SoundRecords()
  let withStreet = SoundRecords()

  init(_ partner: TradingPartner) {
    text = X12Text(partner)
    self.partner = partner
  }

  /// Fails where a text of the subject has a flaw; no data where the subject isn't there.
  func outcome(of claim: borrowing ClaimFacts, _ subject: X12Subject) -> ValidationOutcome {
    if sound.contains(subject, of: claim) { return .pass }
    let pool = claim.pool
    var isFlawed = false
    // Where no text is looked at, as of a provider that the claim doesn't name, nothing is known.
    var visited = 0
    var odd = 0
    let isThere = claim.forEachText(of: subject, for: partner) { field in
      let (flaw, isFolded) = text.judge(field.text, of: pool, field.least, field.most)
      isFlawed = flaw != nil
      visited += 1
      odd += isFlawed || isFolded ? 1 : 0
      return !isFlawed
    }
    if visited > 0 && odd == 0 { sound.insert(subject, of: claim) }
    return isThere ? .failing(if: isFlawed) : .noData
  }

  /// Every text of the claim that is folded or flawed.
  ///
  /// - Parameter visit: takes the subject, the place of its field among all (0 to 63), its name and what
  ///   is wrong, if anything is.
  func forEachOddText(
    of claim: borrowing ClaimFacts, _ visit: (X12Subject, Int, String, X12Text.Flaw?) -> Void
  ) {
    let pool = claim.pool
    var first = 0
    for subject in Self.subjects {
      if !sound.contains(subject, of: claim) {
        var place = first
        _ = claim.forEachText(of: subject, for: partner) { field in
          let (flaw, isFolded) = text.judge(field.text, of: pool, field.least, field.most)
          if flaw != nil || isFolded { visit(subject, place, field.name, flaw) }
          place += 1
          return true
        }
      }
      first += X12Subject.mostFields
    }
  }

  private static let subjects = X12Subject.allCases
}

/// Of subjects that are one record: all of its texts are sound.
extension SoundRecords {
  fileprivate func contains(_ subject: X12Subject, of facts: borrowing ClaimFacts) -> Bool {
    Self.record(subject, of: facts.claim).map { contains($0, of: facts.practice) } ?? false
  }

  fileprivate func insert(_ subject: X12Subject, of facts: borrowing ClaimFacts) {
    if let record = Self.record(subject, of: facts.claim) { insert(record, of: facts.practice) }
  }

  private static func record(_ subject: X12Subject, of claim: Claim) -> Record? {
    switch subject {
    case .patient: Record(.patient, claim.patient)
    case .policyHolder: Record(.coverage, claim.coverage)
    case .payer: Record(.payer, claim.payer)
    case .billingProvider: Record(.businessUnit, claim.businessUnit)
    case .renderingProvider: Record(.practitioner, claim.rendering)
    case .referringProvider: Record(.referringProvider, claim.referring)
    // A facility's name may be the business unit's, and the others are the claim's own texts.
    case .facility, .authorization, .originalReference: nil
    }
  }
}
