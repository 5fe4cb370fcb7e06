/// Every line has a place of service.
struct ServiceLinePlaceOfService: ClaimValidation {
  static let code: StaticString = "service_lines.place_of_service"
  static let message: StaticString =
    "a line has no place of service: give the sessions a location"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { $0.placeOfService.isMissing })
  }
}
