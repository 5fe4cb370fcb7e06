internal import ClaimCore

/// How many claims did not pass a validation.
struct UnmetCount: Sendable {
  let code: String
  let message: String
  let failed: Int
  /// It could not be checked.
  let noData: Int
  /// Numbers of the first claims that failed.
  let claims: [String]
}

/// How many claims did not pass each validation.
struct UnmetCounts: Sendable {
  private struct Tally: Sendable {
    let code: String
    let message: String
    var failed = 0
    var noData = 0
    /// Their numbers.
    var claims = Examples<Text>()

    mutating func add(_ outcome: ValidationOutcome, _ claim: Claim) {
      switch outcome {
      case .fail:
        failed += 1
        claims.add(claim.number)
      case .noData: noData += 1
      case .pass: break
      }
    }
  }

  /// By code, each once, though two outputs may ask it.
  private var tallies: [Tally] = []
  /// By validation.
  private let places: [Int]

  /// None yet.
  init(_ validations: [any ClaimValidation]) {
    var tallies: [Tally] = []
    // Validations are by code, so those of one stand together.
    places = validations.map { validation in
      let code = validation.code.description
      if tallies.last?.code != code {
        tallies.append(Tally(code: code, message: validation.message.description))
      }
      return tallies.count - 1
    }
    self.tallies = tallies
  }

  /// Those that some claim did not pass, by code.
  func some(_ pool: TextPool) -> [UnmetCount] {
    tallies.filter { $0.failed + $0.noData > 0 }.map { tally in
      UnmetCount(
        code: tally.code, message: tally.message, failed: tally.failed, noData: tally.noData,
        claims: tally.claims.first.map { pool.string($0) })
    }
  }

  mutating func add(_ claim: Claim, of result: BillingResult) {
    for row in claim.unmet.range {
      let unmet = result.unmet[row]
      tallies[places[Int(unmet.validation)]].add(unmet.outcome, claim)
    }
  }

  /// Those of claims that stand behind these.
  mutating func add(_ other: UnmetCounts) {
    for place in tallies.indices {
      tallies[place].failed += other.tallies[place].failed
      tallies[place].noData += other.tallies[place].noData
      tallies[place].claims = tallies[place].claims.adding(other.tallies[place].claims)
    }
  }
}
