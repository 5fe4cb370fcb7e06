/// Something worth a person's look (billing.md section 11).
public struct Finding: Sendable {
  public enum Severity: String, Sendable, CaseIterable { case error, warning, compliance }

  /// What the sentence speaks of. Sentences are put together only when they are written, since a run
  /// may have millions of findings.
  public enum Detail: Sendable {
    case none
    /// An id or a code, and two numbers, for the code's own sentence.
    case subject(Text, Int32 = 0, Int32 = 0)
    /// A sentence of its own.
    case sentence(String)
  }

  public let code: FindingCode
  /// The record's place.
  public private(set) var position: Position
  /// The session's id, or missing.
  public let session: Text
  public let detail: Detail

  public init(_ code: FindingCode, at position: Position, session: Text, _ detail: Detail = .none) {
    self.code = code
    self.position = position
    self.session = session
    self.detail = detail
  }

  /// A sentence that says what to do; ids, never names, birth dates or member ids.
  public init(_ code: FindingCode, at position: Position, session: Text, _ sentence: String) {
    self.init(code, at: position, session: session, .sentence(sentence))
  }

  public var severity: Severity { code.severity }

  /// The same at another place: blocks count their records from 1 until they are joined.
  public func moved(to position: Position) -> Finding {
    var moved = self
    moved.position = position
    return moved
  }

  /// One sentence that says what is and what to do.
  public func message(in pool: TextPool) -> String {
    switch detail {
    case .sentence(let sentence): sentence
    case .none: code.sentence.filled("", 0, 0)
    case .subject(let text, let first, let second):
      code.sentence.filled(pool.string(text), Int(first), Int(second))
    }
  }
}
