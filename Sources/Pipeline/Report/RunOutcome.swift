/// How a run ended.
enum RunOutcome: String {
  case done
  /// Rejected records within the limit, or findings of severity error.
  case doneWithErrors = "done_with_errors"
  case tooManyRejects = "too_many_rejects"
  /// One of the manifest's `limits`.
  case limitExceeded = "limit_exceeded"

  var status: ExitStatus {
    switch self {
    case .done: .done
    case .doneWithErrors: .doneWithErrors
    case .tooManyRejects, .limitExceeded: .tooManyRejects
    }
  }
}
