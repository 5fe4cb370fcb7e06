import AdapterKit
import ClaimCore

/// Every text that the claim shows can stand in XML 1.0.
///
/// Control characters (tab and line ends aside), U+FFFE and U+FFFF can't, in any spelling: they come
/// from a copy and paste, or from a file that was read in the wrong encoding. The claim is Draft, and
/// its file shows U+FFFD (a question mark in a diamond) in their place.
///
/// - Mend: the record that the drafts file shows the mark in, such as `patients.first_name`,
///   `coverages.member_id` or `sessions.session_id`.
struct XMLCharacters: ClaimValidation {
  static let code: StaticString = "xml.characters"
  static let message: StaticString =
    "a text holds a control character, U+FFFE or U+FFFF, which XML can't carry: take it out"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    var unfit = ByteBuffer(capacity: 64)
    let pool = claim.pool
    check(claim.claim, claim, &unfit)
    let records = RecordWriter<UnfitTexts>(pool: pool)
    if let patient = claim.patient { records.append(patient, to: &unfit) }
    if let coverage = claim.coverage { records.append(coverage, to: &unfit) }
    if let payer = claim.payer { records.append(payer, to: &unfit) }
    if let unit = claim.businessUnit { records.append(unit, to: &unfit) }
    if let rendering = claim.rendering { records.append(rendering, to: &unfit) }
    if let referring = claim.referring { records.append(referring, to: &unfit) }
    if let location = claim.location { records.append(location, to: &unfit) }
    return .failing(if: unfit.count > 0)
  }

  /// The claim's and its lines' own texts.
  private func check(
    _ own: Claim, _ claim: borrowing ClaimFacts, _ unfit: inout ByteBuffer
  ) {
    let pool = claim.pool
    func check(_ text: Text) { UnfitTexts.text(text, of: pool, to: &unfit) }
    for text in [
      own.number, own.originalNumber, own.payerClaimNumber, own.placeOfService,
      own.authorizationNumber,
    ] { check(text) }
    for diagnosis in claim.diagnoses { check(claim.practice.diagnoses[diagnosis].code) }
    for line in claim.lines {
      for text in [line.procedureCode, line.modifiers, line.placeOfService] { check(text) }
      claim.forEachSession(of: line) { check($0.id) }
    }
  }
}
