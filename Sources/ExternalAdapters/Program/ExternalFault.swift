/// What an external program did wrong: its run ends, and nothing of it is published.
public struct ExternalFault: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// No such program.
    case notFound
    case notExecutable
    /// The system could not start it.
    case notStarted
    /// An environment variable that it is granted is not set.
    case environment
    /// It ended with an exit status other than 0.
    case exit(Int32)
    /// A signal ended it.
    case signal(Int32)
    /// It was silent for longer than it may be.
    case idle
    /// It ran for longer than it may.
    case total
    /// It ended, and something that it started holds its output open.
    case leftBehind
    /// What it wrote is not what its protocol has.
    case nonsense
    /// It said itself that it can't go on.
    case refused
  }

  /// The adapter's name.
  public let program: String
  public let kind: Kind
  /// Of its standard output, from 1; 0 where no line is at fault.
  public let line: Int
  /// What happened, and what would be right.
  public let message: String

  public init(program: String, kind: Kind, line: Int = 0, message: String) {
    self.program = program
    self.kind = kind
    self.line = line
    self.message = message
  }
}

extension ExternalFault: CustomStringConvertible {
  public var description: String {
    let place = line > 0 ? ", line \(line) of its output" : ""
    return "the program of the adapter \(program)\(place): \(message)"
  }
}
