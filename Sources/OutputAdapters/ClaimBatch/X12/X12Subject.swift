import ClaimCore

/// Whose texts the 837P carries.
enum X12Subject: CaseIterable {
  case patient, policyHolder, payer, billingProvider, renderingProvider, referringProvider, facility
  case authorization, originalReference
}

extension ClaimFacts {
  /// Hands over the texts that the claim would carry of a subject, some of them perhaps missing.
  ///
  /// - Returns: `false` where the subject itself is not there; one that the claim may do without, or
  ///   that is not written of this claim, has no texts.
  func forEachText(
    of subject: X12Subject, for partner: TradingPartner, _ visit: X12FieldVisit
  ) -> Bool {
    switch subject {
    case .patient:
      patient?.forEachX12Text(visit)
      return patient != nil
    case .policyHolder:
      coverage?.forEachX12Text(visit)
      return coverage != nil
    case .payer:
      payer?.forEachX12Text(visit)
      return payer != nil
    case .billingProvider:
      businessUnit?.forEachX12Text(in: pool, visit)
      return businessUnit != nil
    case .renderingProvider:
      if namesRendering { rendering?.forEachX12Text(visit) }
      return rendering != nil
    case .referringProvider:
      referring?.forEachX12Text(visit)
    case .facility:
      if let facility = facility(for: partner) {
        facility.location.forEachX12Text(named: facility.name, visit)
      }
    case .authorization:
      _ = visit(X12Field("authorization_number", claim.authorizationNumber, X12Field.reference))
    case .originalReference:
      _ = visit(X12Field("original_reference", claim.originalReference, X12Field.reference))
    }
    return true
  }

  /// Which record is to be mended, as in ` of coverage C-1`; empty where the text is the claim's own.
  func record(of subject: X12Subject) -> String {
    let record: (kind: String, id: Text?) =
      switch subject {
      case .patient: ("patient", patient?.id)
      case .policyHolder: ("coverage", coverage?.id)
      case .payer: ("payer", payer?.id)
      case .billingProvider: ("business unit", businessUnit?.id)
      case .renderingProvider: ("practitioner", rendering?.id)
      case .referringProvider: ("patient", referring?.patientID)
      case .facility: ("location", location?.id)
      case .authorization, .originalReference: ("", nil)
      }
    // Ids are short; what is not is cut, as nobody reads on.
    return record.id.map { " of \(record.kind) \(pool.string($0).prefix(64))" } ?? ""
  }

  /// The facility that the claim would name, with its name.
  func facility(for partner: TradingPartner) -> (location: Location, name: Text)? {
    partner.serviceFacility(of: claim, in: practice)
  }

  /// Whether the claim would name its rendering provider: not where that is the billing provider.
  var namesRendering: Bool {
    guard let rendering, let businessUnit else { return false }
    return !pool.equal(rendering.npi, businessUnit.npi)
  }
}

extension Claim {
  /// What REF*F8 of a corrected or void claim says: the payer's number of the claim that it stands for,
  /// else ours.
  var originalReference: Text {
    if frequency == .original { return .missing }
    return payerClaimNumber.isMissing ? originalNumber : payerClaimNumber
  }
}
