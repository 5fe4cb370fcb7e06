/// The claim names a rendering provider: who gave the services, in the payer's eyes.
///
/// That is the sessions' practitioner, if they hold every qualification that the benefit requires
/// on the date (REND-1); else the one whom the authorization assigns (REND-2). It is blank where
/// the authorization assigns nobody then, or several (REND-3); the findings `REND-3.none` and
/// `REND-3.several` name each session.
///
/// - Mend: `practitioner_qualifications.qualification` with its dates; or
///   `rendering_assignments.practitioner_id`, so that one is in force on the date; or
///   `sessions.practitioner_id`, where it names nobody on record.
struct RenderingProviderMissing: ClaimValidation {
  static let code: StaticString = "rendering_provider.missing"
  static let message: StaticString =
    "no rendering provider: qualify the practitioner or assign one to the authorization"
  static let reads = ClaimPart.rendering

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.rendering == nil)
  }
}
