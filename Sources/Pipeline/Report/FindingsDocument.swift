internal import AdapterKit
internal import ClaimCore

/// Every finding, one JSON object a line, by place: none is lost between stages (section 11).
struct FindingsDocument: Sendable {
  private let pool: TextPool
  /// By number, as JSON.
  private let sources: [[UInt8]]
  /// By code's place: a row's beginning, and its sentence.
  private let heads: [[UInt8]]
  private let sentences: [[SentencePart]]

  private enum SentencePart {
    /// As JSON.
    case literal([UInt8])
    case subject, first, second, records
  }

  /// - Parameter sources: names by number.
  static func make(
    _ findings: OrderedFindings, of pool: TextPool, sources: [String], path: String
  ) -> OutputDocument {
    let document = FindingsDocument(pool, sources)
    return OutputDocument(
      path: path, recordCount: findings.count, pieceCount: findings.dealCount
    ) { piece, buffer throws(RenderFault) in
      try RenderFault.catching {
        for finding in try findings.deal(piece) { document.write(finding, to: &buffer) }
      }
    }
  }

  private init(_ pool: TextPool, _ sources: [String]) {
    self.pool = pool
    self.sources = sources.map { Self.json($0) }
    heads = FindingCode.allCases.map { code in
      Array("{\"code\":".utf8) + Self.json(code.rawValue) + Array(",\"severity\":".utf8)
        + Self.json(code.severity.rawValue) + Array(",\"source\":".utf8)
    }
    sentences = FindingCode.allCases.map { code in
      code.sentence.parts.map { part in
        switch part {
        case .literal(let text): .literal(Array(Self.json(text).dropFirst().dropLast()))
        case .subject: .subject
        case .first: .first
        case .second: .second
        case .records: .records
        }
      }
    }
  }

  private static func json(_ text: String) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 128)
    buffer.append(jsonString: text)
    return buffer.bytes
  }

  private func write(_ finding: FindingRow, to buffer: inout ByteBuffer) {
    buffer.append(heads[finding.code.place])
    let source = Int(finding.position.source)
    if source < sources.count { buffer.append(sources[source]) } else { buffer.append("null") }
    buffer.append(",\"line\":")
    buffer.append(decimal: Int(finding.position.line))
    buffer.append(",\"record\":")
    buffer.append(decimal: Int(finding.position.record))
    buffer.append(",\"session_id\":")
    buffer.append(json: finding.session, of: pool)
    buffer.append(",\"message\":")
    if finding.isSentence {
      buffer.append(json: finding.text, of: pool)
    } else {
      writeSentence(of: finding, to: &buffer)
    }
    buffer.append("}\n")
  }

  private func writeSentence(of finding: FindingRow, to buffer: inout ByteBuffer) {
    buffer.append(0x22)
    for part in sentences[finding.code.place] {
      switch part {
      case .literal(let bytes): buffer.append(bytes)
      case .subject: writeSubject(of: finding, to: &buffer)
      case .first: buffer.append(decimal: Int(finding.first))
      case .second: buffer.append(decimal: Int(finding.second))
      case .records: buffer.append(RecordKind.allCases[Int(finding.first)].rawValue)
      }
    }
    buffer.append(0x22)
  }

  /// Mostly an id, which needs no escape.
  private func writeSubject(of finding: FindingRow, to buffer: inout ByteBuffer) {
    pool.withBytes(finding.text) { bytes in
      if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
        buffer.append(bytes)
      } else {
        buffer.append(
          Array(Self.json(String(decoding: bytes, as: UTF8.self)).dropFirst().dropLast()))
      }
    }
  }
}
