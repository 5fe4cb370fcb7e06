/// Every modifier on a line is two of A-Z and 0-9.
///
/// `HM`, `95` and `U1` pass; `hm`, `H`, `HMM` and `H-` fail. They are the sessions' own and those
/// that the plan's requirements add (MOD-1). A line without modifiers passes.
///
/// - Mend: `sessions.modifiers`, or the `modifier:XX` entries of `plans.requirements`.
struct ServiceLineModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.modifiers"
  static let message: StaticString =
    "a modifier is not two of A-Z and 0-9"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { !claim.pool.areModifiers($0.modifiers) })
  }
}
