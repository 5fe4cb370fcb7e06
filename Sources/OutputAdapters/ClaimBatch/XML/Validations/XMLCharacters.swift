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

  private let sound = SoundRecords()

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !ownTextsFit(claim) || !recordsFit(claim))
  }

  /// The claim's and its lines' own texts.
  private func ownTextsFit(_ facts: borrowing ClaimFacts) -> Bool {
    let (pool, own) = (facts.pool, facts.claim)
    guard XMLText.canHold(own.number, of: pool), XMLText.canHold(own.originalNumber, of: pool),
      XMLText.canHold(own.payerClaimNumber, of: pool),
      XMLText.canHold(own.placeOfService, of: pool),
      XMLText.canHold(own.authorizationNumber, of: pool)
    else { return false }
    for diagnosis in facts.diagnoses
    where !XMLText.canHold(facts.practice.diagnoses[diagnosis].code, of: pool) { return false }
    var fits = true
    for line in facts.lines {
      fits =
        fits && XMLText.canHold(line.procedureCode, of: pool)
        && XMLText.canHold(line.modifiers, of: pool)
        && XMLText.canHold(line.placeOfService, of: pool)
      facts.forEachSession(of: line) { fits = fits && XMLText.canHold($0.id, of: pool) }
    }
    return fits
  }

  /// The texts of the records that it names, as far as the shared writers show them.
  private func recordsFit(_ facts: borrowing ClaimFacts) -> Bool {
    let (claim, practice) = (facts.claim, facts.practice)
    let records = RecordWriter<UnfitTexts>(pool: facts.pool)
    let location: Ref<Location> = if case .location(let ref) = claim.facility { ref } else { .none }
    return fits(facts.patient, .patient, claim.patient, practice) { records.append($0, to: &$1) }
      && fits(facts.coverage, .coverage, claim.coverage, practice) { records.append($0, to: &$1) }
      && fits(facts.payer, .payer, claim.payer, practice) { records.append($0, to: &$1) }
      && fits(facts.businessUnit, .businessUnit, claim.businessUnit, practice) {
        records.append($0, to: &$1)
      }
      && fits(facts.rendering, .practitioner, claim.rendering, practice) {
        records.append($0, to: &$1)
      }
      && fits(facts.referring, .referringProvider, claim.referring, practice) {
        records.append($0, to: &$1)
      }
      && fits(facts.location, .location, location, practice) { records.append($0, to: &$1) }
  }

  /// - Parameter write: writes a byte for each text that doesn't fit.
  private func fits<Record>(
    _ record: Record?, _ kind: SoundRecords.Kind, _ ref: Ref<Record>, _ practice: Practice,
    write: (Record, inout ByteBuffer) -> Void
  ) -> Bool {
    let place = SoundRecords.Record(kind, ref)
    guard let record, !sound.contains(place, of: practice) else { return true }
    var unfit = ByteBuffer(capacity: 64)
    write(record, &unfit)
    if unfit.count > 0 { return false }
    sound.insert(place, of: practice)
    return true
  }
}
