import AdapterKit
import ClaimCore

/// One file of claims, rendered piece by piece on any thread.
final class ClaimFile: Sendable {
  enum Layout: Sendable { case json, ndjson, xml }

  /// Some 200 KiB, which stay in a core's cache until they are hashed and written.
  private static let claimsInPiece = 160

  private let result: BillingResult
  private let layout: Layout
  /// Rows of `result.claims`.
  private let claims: [UInt32]
  private let header: [UInt8]
  private let writers: Writers

  /// One notation's, kept from piece to piece for what they remember.
  private enum Writers: Sendable {
    case json(ClaimWriters<JSONNotation>)
    case xml(ClaimWriters<XMLNotation>)
  }

  /// - Parameters:
  ///   - claims: rows of `result.claims`.
  ///   - batch: Draft claims are no batch and have no header.
  init(_ claims: [UInt32], of result: BillingResult, as layout: Layout, batch: BatchHeader?) {
    self.result = result
    self.layout = layout
    self.claims = claims
    switch layout {
    case .json: header = Self.opening(batch, as: JSONNotation.self)
    case .xml: header = Self.opening(batch, as: XMLNotation.self)
    case .ndjson: header = []
    }
    writers =
      switch layout {
      case .json, .ndjson: .json(ClaimWriters(result.settings))
      case .xml: .xml(ClaimWriters(result.settings))
      }
  }

  var count: Int { claims.count }
  var pieceCount: Int { max(1, (count + Self.claimsInPiece - 1) / Self.claimsInPiece) }

  /// - Parameter transaction: what the file is, unless it holds Draft claims.
  func document(path: String, transaction: ClaimsTransaction? = nil) -> OutputDocument {
    OutputDocument(
      path: path, recordCount: count, pieceCount: pieceCount, batch: transaction
    ) {
      self.render(piece: $0, into: &$1)
    }
  }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    switch writers {
    case .json(let writers): writers.use(for: result) { render(piece, with: &$0, into: &buffer) }
    case .xml(let writers): writers.use(for: result) { render(piece, with: &$0, into: &buffer) }
    }
  }

  private func render<Notation: ClaimNotation>(
    _ piece: Int, with writer: inout ClaimWriter<Notation>, into buffer: inout ByteBuffer
  ) {
    if piece == 0 { buffer.append(header) }
    let first = piece * Self.claimsInPiece
    let last = min(first + Self.claimsInPiece, count)
    let ending: ClaimEnding = layout == .ndjson ? .line : last == count ? .file : .others
    writer.append(claims[first..<last], before: ending, to: &buffer)
    if layout != .ndjson && last == count { Notation.endFile(to: &buffer) }
  }

  /// What stands before the first claim.
  private static func opening<Notation: ClaimNotation>(
    _ batch: BatchHeader?, as _: Notation.Type
  ) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 512)
    Notation.startFile(to: &buffer)
    if let batch {
      Notation.startBatch(to: &buffer)
      batch.append(as: Notation.self, to: &buffer)
      Notation.endBatch(to: &buffer)
    }
    Notation.startClaims(to: &buffer)
    return buffer.bytes
  }
}
