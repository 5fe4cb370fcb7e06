import ClaimCore

/// The places of service of the claim and its lines are codes of the guide's list.
///
/// A session may bring any text as its own place of service (POS-1), and one unknown code makes receivers
/// refuse the file. Mend the sessions or their locations. A missing place is left to
/// `service_lines.place_of_service`.
///
/// - Mend: `sessions.place_of_service`, `plans.requirements`.
struct X12PlaceOfService: ClaimValidation {
  static let code: StaticString = "x12.place_of_service"
  static let message: StaticString =
    "a place of service is not a code of the CMS list, such as 11 or 12"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    let pool = claim.pool
    let places = CodePairs.placesOfService
    let first = claim.claim.placeOfService
    if !first.isMissing && !places.contains(first, of: pool) { return .fail }
    let isWrong = claim.lines.contains {
      !$0.placeOfService.isMissing && !places.contains($0.placeOfService, of: pool)
    }
    return isWrong || !first.isMissing ? .failing(if: isWrong) : .noData
  }
}
