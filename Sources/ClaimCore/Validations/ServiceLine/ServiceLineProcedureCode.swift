/// Every procedure code is `\d{4}[0-9A-Z]` or `[A-Z]\d{4}`.
struct ServiceLineProcedureCode: ClaimValidation {
  static let code: StaticString = "service_lines.procedure_code"
  static let message: StaticString =
    "a procedure code is not a CPT or HCPCS code: map the service code in plan_benefits"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { !claim.pool.isProcedureCode($0.procedureCode) })
  }
}
