/// No line has more than 4 modifiers, as a claim form takes no more.
///
/// The session's own and those that the plan's requirements add count together (MOD-1; the finding
/// `MOD-1.too_many` names each session), and with `merge_modifiers` those of all sessions on the
/// line. None is dropped for you, since each changes what is paid.
///
/// - Mend: `sessions.modifiers`, or the `modifier:XX` entries of `plans.requirements`.
struct ServiceLineTooManyModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.too_many_modifiers"
  static let message: StaticString =
    "a line has more than 4 modifiers: drop some"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(
      if: claim.lines.contains {
        claim.pool.elementCount(of: $0.modifiers) > PatientBilling.modifierLimit
      })
  }
}
