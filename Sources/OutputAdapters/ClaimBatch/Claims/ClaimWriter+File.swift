import AdapterKit
import ClaimCore

/// What stands behind some claims of a file.
enum ClaimEnding {
  /// Each is alone on its line.
  case line
  case others
  case file
}

extension ClaimWriter {
  /// Appends claims with what stands around each.
  ///
  /// - Parameter rows: of `result.claims`.
  mutating func append(
    _ rows: ArraySlice<UInt32>, before ending: ClaimEnding, to buffer: inout ByteBuffer
  ) {
    for index in rows.indices {
      if (index - rows.startIndex) % Self.readsAhead == 0 {
        readAhead(rows[index..<min(index + Self.readsAhead, rows.endIndex)])
      }
      let isLast =
        switch ending {
        case .line: true
        case .others: false
        case .file: index + 1 == rows.endIndex
        }
      Notation.startClaim(to: &buffer)
      append(result.claims[Int(rows[index])], to: &buffer)
      Notation.endClaim(isLast: isLast, to: &buffer)
    }
  }
}
