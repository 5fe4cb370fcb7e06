public import AdapterKit
public import ClaimCore

/// The claims of an output that are Ready to Submit, as JSON objects, for an adapter that hands them
/// on in its own way: the same selection, batch and objects as ``ClaimBatchAdapter``'s.
public struct ReadyClaims: Sendable {
  /// Options that say which claims, what the batch's number is and where Draft ones go.
  public static let options = [
    OptionSpecification(
      "drafts", .path,
      summary: "Where the Draft claims go, in JSON; without it, beside the path as "
        + "<name>-drafts.json.",
      example: "out/drafts.json"),
    ClaimBatchAdapter.payersOption, ClaimBatchAdapter.controlNumberOption,
  ]

  private let result: BillingResult
  /// Rows of `result.claims`.
  private let rows: [UInt32]
  private let header: BatchHeader
  private let writers: ClaimWriters<JSONNotation>
  /// The claims transaction that they are, if there are any (CLM-8).
  public let transaction: ClaimsTransaction?
  /// The Draft ones with their failures, for a file beside the batch (CLM-7).
  public let drafts: OutputDocument

  /// - Parameters:
  ///   - payers: ids; `nil` takes every payer's.
  ///   - controlNumber: the least that the batch may have.
  ///   - drafts: where Draft claims go.
  public init(
    of result: BillingResult, in context: OutputContext, payers: Set<String>?, controlNumber: Int,
    drafts: String
  ) {
    let selected = SelectedClaims(
      ClaimSelection(scope: context.scope, payers: payers), of: result)
    let controlNumber = max(controlNumber, context.firstControlNumber)
    self.result = result
    rows = selected.ready
    header = BatchHeader(rows, of: result, controlNumber: controlNumber, in: context)
    writers = ClaimWriters(result.settings)
    transaction = ClaimsTransaction(controlNumber: controlNumber, claims: rows)
    self.drafts =
      ClaimFile(selected.draft, of: result, as: .json, batch: nil)
      .document(path: drafts).aside
  }

  public var count: Int { rows.count }

  /// `<name>-drafts.json` beside a batch.
  public static func draftsPath(beside path: String) -> String {
    BatchPath(path).with("-drafts", suffix: ".json")
  }

  /// Appends the batch's own data as a JSON object.
  public func appendBatch(to buffer: inout ByteBuffer) {
    header.append(as: JSONNotation.self, to: &buffer)
  }

  /// Appends some of the claims, each as a JSON object with what stands around it.
  public func append(
    _ range: Range<Int>, after prefix: StaticString, before suffix: StaticString,
    to buffer: inout ByteBuffer
  ) {
    writers.use(for: result) { writer in
      for index in range {
        buffer.append(prefix)
        writer.append(result.claims[Int(rows[index])], to: &buffer)
        buffer.append(suffix)
      }
    }
  }
}

/// The claims that an output takes, as rows of the result's claims.
struct SelectedClaims {
  private(set) var ready: [UInt32] = []
  private(set) var draft: [UInt32] = []

  subscript(status: ClaimStatus) -> [UInt32] {
    switch status {
    case .readyToSubmit: ready
    case .draft: draft
    }
  }

  init(_ selection: ClaimSelection, of result: BillingResult) {
    let resolved = ResolvedClaimSelection(selection, in: result.practice)
    // Most claims are of one kind: without room for them the list would be copied as it grows.
    ready.reserveCapacity(result.claims.count)
    result.inParts(of: result.claims.count) { part in
      for row in part {
        let claim = result.claims[row]
        guard let first = claim.lines.range.first,
          resolved.takes(claim, on: result.lines[first].startDate)
        else { continue }
        switch claim.status {
        case .readyToSubmit: ready.append(UInt32(row))
        case .draft: draft.append(UInt32(row))
        }
      }
    }
  }
}
