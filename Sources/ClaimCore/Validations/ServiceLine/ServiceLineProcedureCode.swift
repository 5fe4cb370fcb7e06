/// Every line's procedure code has the form of a CPT or HCPCS code.
///
/// Four digits and a digit or capital, or a capital and four digits: `97153`, `0362T` and `H2019`
/// pass; `9715`, `h2019` and `DIRECT` fail. The practice's own service code stands on the line
/// where the plan has no benefit for it, or the benefit names no procedure (COV-4). Whether the
/// code is in this year's list is not looked up.
///
/// - Mend: `plan_benefits.procedure_code`, with a row of `plan_benefits` for each plan and service
///   code; or `sessions.service_code`.
struct ServiceLineProcedureCode: ClaimValidation {
  static let code: StaticString = "service_lines.procedure_code"
  static let message: StaticString =
    "a procedure code is not a CPT or HCPCS code: map the service code in plan_benefits"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { !claim.pool.isProcedureCode($0.procedureCode) })
  }
}
