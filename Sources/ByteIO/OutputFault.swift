import Glibc

/// A file or stream that can't be written: the run fails (exit status 4).
public struct OutputFault: Error, Sendable, Equatable {
  public var path: String
  /// What could not be done.
  public var action: String
  /// The system's words.
  public var cause: String
  /// What would help; may be empty.
  public var remedy: String
  /// Whoever read the stream has gone, having seen enough: nothing that a person need be told.
  public var isReaderGone = false

  public init(path: String, action: String, cause: String, remedy: String = "") {
    self.path = path
    self.action = action
    self.cause = cause
    self.remedy = remedy
  }

  /// A system call's error, by its number.
  public init(path: String, number: Int32) { self.init(path, "can't be used", number) }

  init(_ path: String, _ action: String, _ number: Int32) {
    self.init(
      path: path, action: action, cause: systemText(number),
      remedy: String(ByteIO.remedy(number).drop { $0 == ";" || $0 == " " }))
    isReaderGone = number == EPIPE
  }
}

extension OutputFault: CustomStringConvertible {
  public var description: String {
    "\(path): \(action): \(cause)" + (remedy.isEmpty ? "" : "; \(remedy)")
  }
}
