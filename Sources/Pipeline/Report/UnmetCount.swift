internal import ClaimCore

/// How many claims did not pass a validation.
struct UnmetCount: Sendable {
  let code: String
  let message: String
  var failed = 0
  /// It could not be checked.
  var noData = 0
  /// Numbers of the first claims that failed.
  var claims = Examples<String>()

  /// Those that some claim did not pass, by code: each code once, though two outputs may ask it.
  static func counts(of result: BillingResult) -> [UnmetCount] {
    var counts: [UnmetCount] = []
    // Validations are by code, so those of one stand together.
    let places = result.validations.map { validation in
      let code = validation.code.description
      if counts.last?.code != code {
        counts.append(UnmetCount(code: code, message: validation.message.description))
      }
      return counts.count - 1
    }
    result.inParts(of: result.claims.count) { part in
      for claim in part.lazy.map({ result.claims[$0] }) {
        for row in claim.unmet.range {
          let unmet = result.unmet[row]
          counts[places[Int(unmet.validation)]].add(unmet.outcome, claim, of: result)
        }
      }
    }
    return counts.filter { $0.failed + $0.noData > 0 }
  }

  private mutating func add(
    _ outcome: ValidationOutcome, _ claim: Claim, of result: BillingResult
  ) {
    switch outcome {
    case .fail:
      failed += 1
      claims.add(result.practice.pool.string(claim.number))
    case .noData: noData += 1
    case .pass: break
    }
  }
}
