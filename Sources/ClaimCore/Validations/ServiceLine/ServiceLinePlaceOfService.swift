/// Every line has a place of service.
///
/// It is blank where a session says none itself, no requirement of the plan gives one, and it has
/// neither a location nor telecare (POS-4); the finding `POS-4.no_location` names each session. Any
/// code passes; `12` is a home, `11` an office, `02` and `10` are telehealth.
///
/// - Mend: `sessions.location_id`, `sessions.telecare` or `sessions.place_of_service`; or
///   `locations.location_id`, where the session names a location that is not on record.
struct ServiceLinePlaceOfService: ClaimValidation {
  static let code: StaticString = "service_lines.place_of_service"
  static let message: StaticString =
    "a line has no place of service: give the sessions a location"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { $0.placeOfService.isMissing })
  }
}
