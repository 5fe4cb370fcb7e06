import ClaimCore

/// X12 can carry the patient's names (last 60 characters, first 35), address lines (55) and city (2 to
/// 30).
///
/// After folding (docs/x12-characters.md) nothing but the partner's character set may be left, and no
/// separator. The finding `X12.not_carried` names the field and the place; mend the patient's record.
///
/// - Mend: `patients.first_name`, `patients.last_name`, `patients.address_line1`, `patients.address_line2`, `patients.city`.
struct X12PatientText: ClaimValidation {
  static let code: StaticString = "x12.patient.text"
  static let message: StaticString =
    "the patient's name, address or city has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .patient)
  }
}
