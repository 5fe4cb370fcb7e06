internal import ClaimCore

/// How many claims did not pass a validation.
struct UnmetCount: Sendable {
  let code: String
  let message: String
  var failed = 0
  /// It could not be checked.
  var noData = 0

  /// Those that some claim did not pass, by code.
  static func counts(of result: BillingResult) -> [UnmetCount] {
    var counts = result.validations.map {
      UnmetCount(code: $0.code.description, message: $0.message.description)
    }
    for index in result.unmet.indices {
      let unmet = result.unmet[index]
      switch unmet.outcome {
      case .fail: counts[Int(unmet.validation)].failed += 1
      case .noData: counts[Int(unmet.validation)].noData += 1
      case .pass: break
      }
    }
    return counts.filter { $0.failed + $0.noData > 0 }
  }
}
