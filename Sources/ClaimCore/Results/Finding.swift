/// Something worth a person's look (billing.md section 11).
public struct Finding: Sendable {
  public enum Severity: String, Sendable, CaseIterable { case error, warning, compliance }

  public let code: FindingCode
  /// The record's place.
  public let position: Position
  /// The session's id, or missing.
  public let session: Text
  /// One sentence that says what to do; ids, never names, birth dates or member ids.
  public let message: String

  public init(_ code: FindingCode, at position: Position, session: Text, _ message: String) {
    self.code = code
    self.position = position
    self.session = session
    self.message = message
  }

  public var severity: Severity { code.severity }
}
