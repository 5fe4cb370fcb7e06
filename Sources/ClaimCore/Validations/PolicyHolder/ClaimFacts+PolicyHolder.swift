extension ClaimFacts {
  /// Asks something of the policy holder, where that is not the patient; no coverage, no answer.
  func ofHolder(lacks: (PolicyHolder) -> Bool) -> ValidationOutcome {
    guard let coverage else { return .noData }
    if coverage.relationship == .self { return .pass }
    return .failing(if: lacks(coverage.policyHolder))
  }
}
