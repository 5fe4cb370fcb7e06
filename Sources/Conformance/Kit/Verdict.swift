/// What a check came to.
public enum Verdict: Sendable, Equatable {
  case pass
  /// What went wrong, the first few of it.
  case fail([String])
  /// The adapter can't be asked this, and why.
  case notApplicable(String)

  /// Fails for any reason, and passes without one.
  init(_ reasons: [String]) {
    self = reasons.isEmpty ? .pass : .fail(Array(reasons.prefix(Self.mostReasons)))
  }

  /// What a person will read.
  static let mostReasons = 5

  var word: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .notApplicable: "not applicable"
    }
  }

  var reasons: [String] {
    switch self {
    case .pass: []
    case .fail(let reasons): reasons
    case .notApplicable(let reason): [reason]
    }
  }
}
