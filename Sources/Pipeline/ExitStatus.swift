/// The command's exit statuses (formats.md section 7).
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// Rejected records within the limit, or findings of severity error.
  case doneWithErrors = 1
  case usage = 2
  /// Nothing was emitted.
  case tooManyRejects = 3
  case inputOrOutputFailed = 4
  case ledgerHeld = 5
  /// A defect of claimpipe itself, such as counts that do not balance (sysexits' EX_SOFTWARE).
  case internalError = 70
}
