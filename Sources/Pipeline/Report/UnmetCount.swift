internal import ClaimCore

/// How many claims did not pass a validation.
struct UnmetCount: Sendable {
  let code: String
  let message: String
  var failed = 0
  /// It could not be checked.
  var noData = 0

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
    for index in result.unmet.indices {
      let unmet = result.unmet[index]
      switch unmet.outcome {
      case .fail: counts[places[Int(unmet.validation)]].failed += 1
      case .noData: counts[places[Int(unmet.validation)]].noData += 1
      case .pass: break
      }
    }
    return counts.filter { $0.failed + $0.noData > 0 }
  }
}
