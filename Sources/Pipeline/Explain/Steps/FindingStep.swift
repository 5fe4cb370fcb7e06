internal import AdapterKit
internal import ClaimCore

extension StoryContext {
  /// What was found at the session, and about what it shares with others (section 11).
  func findingStep(_ findings: [Finding], of session: String) -> ExplanationStep {
    var step = ExplanationStep(
      "findings", "Findings", result: findings.isEmpty ? "none" : "\(findings.count)",
      values: [
        (
          "findings",
          .array(
            findings.map {
              .object([
                ("code", .text($0.code.rawValue)), ("severity", .text($0.severity.rawValue)),
                ("session_id", optional($0.session)),
              ])
            })
        )
      ])
    for finding in findings {
      let code = finding.code.rawValue
      let rule = String(code.prefix { $0 != "." })
      let other = text(finding.session)
      let about = other.isEmpty || other == session ? "" : " (said of session \(other))"
      step.because(
        ["REC", "COV", "X12"].contains(rule) ? "" : rule,
        "\(finding.severity.rawValue) \(code): \(finding.message(in: practice.pool))\(about)",
        nil, place(.sessions, other.isEmpty ? nil : other, finding.position))
    }
    return step
  }
}
