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

  fileprivate mutating func add(
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

/// How many claims did not pass each validation.
struct UnmetCounts: Sendable {
  /// By code, each once, though two outputs may ask it.
  private var counts: [UnmetCount] = []
  /// By validation.
  private let places: [Int]

  /// None yet.
  init(_ validations: [any ClaimValidation]) {
    var counts: [UnmetCount] = []
    // Validations are by code, so those of one stand together.
    places = validations.map { validation in
      let code = validation.code.description
      if counts.last?.code != code {
        counts.append(UnmetCount(code: code, message: validation.message.description))
      }
      return counts.count - 1
    }
    self.counts = counts
  }

  /// Those that some claim did not pass, by code.
  var some: [UnmetCount] { counts.filter { $0.failed + $0.noData > 0 } }

  mutating func add(_ claim: Claim, of result: BillingResult) {
    for row in claim.unmet.range {
      let unmet = result.unmet[row]
      counts[places[Int(unmet.validation)]].add(unmet.outcome, claim, of: result)
    }
  }

  /// Those of claims that stand behind these.
  mutating func add(_ other: UnmetCounts) {
    for place in counts.indices {
      counts[place].failed += other.counts[place].failed
      counts[place].noData += other.counts[place].noData
      counts[place].claims = counts[place].claims.adding(other.counts[place].claims)
    }
  }
}
