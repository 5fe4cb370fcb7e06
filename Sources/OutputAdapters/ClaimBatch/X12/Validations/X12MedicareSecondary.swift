import ClaimCore

/// The claim does not go to Medicare as the secondary payer.
///
/// Such a claim must say why Medicare pays second (SBR05) and what the primary payer paid, and the
/// records have neither. Bill it by hand, or make the coverage primary if that is what it is. Medicare is
/// a payer whose claim filing code is MA or MB.
///
/// - Mend: `coverages.level`, `payers.medicare`.
struct X12MedicareSecondary: ClaimValidation {
  static let code: StaticString = "x12.medicare_secondary"
  static let message: StaticString =
    "Medicare is the secondary payer, and why (SBR05) is not known: bill this claim by hand"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let coverage = claim.coverage, let payer = claim.payer else { return .noData }
    if coverage.level != .secondary { return .pass }
    let code = texts.partner.filingCode(of: payer, in: claim.pool)
    return .failing(if: code.elementsEqual("MA".utf8) || code.elementsEqual("MB".utf8))
  }
}
