internal import AdapterKit
internal import ClaimCore

/// Every finding, one JSON object a line, by place: none is lost between stages (section 11).
enum FindingsDocument {
  private static let pieceSize = 4096

  /// - Parameter sources: names by number.
  static func make(_ findings: [Finding], sources: [String], pool: TextPool, path: String)
    -> OutputDocument
  {
    OutputDocument(
      path: path, recordCount: findings.count,
      pieceCount: max(1, (findings.count + pieceSize - 1) / pieceSize)
    ) { piece, buffer in
      let start = min(piece * pieceSize, findings.count)
      for finding in findings[start..<min(start + pieceSize, findings.count)] {
        write(finding, sources, pool, to: &buffer)
      }
    }
  }

  private static func write(
    _ finding: Finding, _ sources: [String], _ pool: TextPool, to buffer: inout ByteBuffer
  ) {
    buffer.append("{\"code\":")
    buffer.append(jsonString: finding.code.rawValue)
    buffer.append(",\"severity\":")
    buffer.append(jsonString: finding.severity.rawValue)
    buffer.append(",\"source\":")
    let source = Int(finding.position.source)
    if source < sources.count {
      buffer.append(jsonString: sources[source])
    } else {
      buffer.append("null")
    }
    buffer.append(",\"line\":")
    buffer.append(decimal: Int(finding.position.line))
    buffer.append(",\"record\":")
    buffer.append(decimal: Int(finding.position.record))
    buffer.append(",\"session_id\":")
    buffer.append(json: finding.session, of: pool)
    buffer.append(",\"message\":")
    buffer.append(jsonString: finding.message(in: pool))
    buffer.append("}\n")
  }
}
