/// A finding's sentence with gaps for what it speaks of: filled only when it is written, since a run
/// may have millions of findings.
public struct FindingSentence: ExpressibleByStringInterpolation, Sendable {
  public enum Part: Sendable {
    case literal(String)
    /// An id or a code.
    case subject
    case first, second
    /// The kind of record that the first number tells.
    case records
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.literal(literal)) }
    }

    public mutating func appendInterpolation(_ part: Part) { parts.append(part) }
  }

  public let parts: [Part]

  public init(stringLiteral literal: String) { parts = [.literal(literal)] }
  public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  private init(parts: [Part]) { self.parts = parts }

  static func + (a: FindingSentence, b: FindingSentence) -> FindingSentence {
    FindingSentence(parts: a.parts + b.parts)
  }

  func filled(_ subject: String, _ first: Int, _ second: Int) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .subject: subject
      case .first: String(first)
      case .second: String(second)
      case .records: RecordKind.allCases[first].rawValue
      }
    }.joined()
  }
}
