/// A finding as a plain row, its sentence in the pool.
public struct FindingRow: BitwiseCopyable, Sendable {
  public let code: FindingCode
  /// Whether ``text`` is the whole sentence, and not what the code's own speaks of.
  public let isSentence: Bool
  public let position: Position
  /// The session's id, or missing.
  public let session: Text
  public let text: Text
  public let first: Int32
  public let second: Int32

  /// Once more as what stages hand on.
  public func finding(_ pool: TextPool) -> Finding {
    Finding(
      code, at: position, session: session,
      isSentence ? .sentence(pool.string(text)) : .subject(text, first, second))
  }
}

/// Turns findings into rows; a sentence that many findings share is kept once.
struct FindingKeeper: ~Copyable {
  private var writer: TextWriter
  private var sentences: [String: Text] = [:]
  private static let mostSentences = 1 << 14

  init(_ pool: TextPool) { writer = TextWriter(pool) }

  /// - Parameter session: the finding's, wherever it is kept now.
  mutating func row(_ finding: Finding, session: Text) -> FindingRow {
    var (text, first, second) = (Text.missing, Int32(0), Int32(0))
    var isSentence = false
    switch finding.detail {
    case .none: break
    case .subject(let subject, let a, let b): (text, first, second) = (subject, a, b)
    case .sentence(let sentence):
      text = keep(sentence)
      isSentence = true
    }
    return FindingRow(
      code: finding.code, isSentence: isSentence, position: finding.position,
      session: session, text: text, first: first, second: second)
  }

  private mutating func keep(_ sentence: String) -> Text {
    if let kept = sentences[sentence] { return kept }
    if sentences.count == Self.mostSentences { sentences.removeAll(keepingCapacity: true) }
    let kept = writer.keepMessage(sentence)
    sentences[sentence] = kept
    return kept
  }
}
