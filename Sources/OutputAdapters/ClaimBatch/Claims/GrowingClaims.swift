import AdapterKit
import ClaimCore

/// Claims as they are made, one a line of NDJSON: nothing about the whole file stands in front.
struct GrowingClaims: Sendable {
  let selection: ClaimSelection
  let status: ClaimStatus
  let writers: ClaimWriters<JSONNotation>

  /// - Parameter controlNumber: of the claims transaction; Draft claims are none.
  func document(path: String, isAside: Bool = false, controlNumber: Int? = nil)
    -> GrowingDocument
  {
    GrowingDocument(path: path, isAside: isAside, controlNumber: controlNumber) { part, buffer in
      render(part, into: &buffer)
    }
  }

  private func render(_ part: BillingResult, into buffer: inout ByteBuffer) -> Growth {
    let claims = SelectedClaims(selection, of: part)[status]
    writers.use(for: part) { $0.append(claims[...], before: .line, to: &buffer) }
    var billed: Money? = .zero
    for row in claims {
      if let total = part.claims[Int(row)].totalBilled.value { billed = billed?.adding(total) }
    }
    return Growth(
      records: claims.count, billed: billed, claims: status == .readyToSubmit ? claims : [])
  }
}
