public import AdapterKit
public import ClaimCore

/// Writes the claims that are Ready to Submit, and beside them the Draft ones with their failures
/// (CLM-7, CLM-8; formats.md section 5).
public struct ClaimBatchAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "claim_batch", kind: .output,
    summary: "The batch of claims that are Ready to Submit; Draft claims go to a file beside it.",
    options: [
      OptionSpecification(
        "format", .choice(ClaimFormat.allCases.map(\.rawValue)), default: .text("json"),
        summary: "json: one document; ndjson: one claim a line, without the batch's own data; "
          + "xml: one document (docs/claim-batch.md has the schemas).",
        example: "ndjson"),
      OptionSpecification(
        "drafts", .path,
        summary: "Where the Draft claims go; without it, beside the batch as <name>-drafts.",
        example: "out/drafts.json"),
    ])

  public let paths: [String]
  private let format: ClaimFormat

  public init(options: OptionValues, path: String) throws(OptionFault) {
    let written = options.text("format") ?? ClaimFormat.json.rawValue
    guard let format = ClaimFormat(rawValue: written) else {
      throw OptionFault(
        option: "format",
        message: "can't be \(written); it is one of "
          + ClaimFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let drafts = options.text("drafts") ?? Self.draftsPath(beside: path)
    if drafts == path {
      throw OptionFault(
        option: "drafts", message: "is the batch's own path; Draft claims need another file")
    }
    self.format = format
    paths = [path, drafts]
  }

  public static var validations: [any ClaimValidation.Type] { [XMLCharacters.self] }

  public func checks(in context: OutputContext) -> ClaimChecks {
    format == .xml ? ClaimChecks(validations: [XMLCharacters()]) : ClaimChecks()
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    zip(paths, [ClaimStatus.readyToSubmit, .draft]).map { path, status in
      let file = ClaimFile(result, status: status, format: format, context: context)
      return OutputDocument(path: path, recordCount: file.count, pieceCount: file.pieceCount) {
        file.render(piece: $0, into: &$1)
      }
    }
  }

  /// `out/claims.json` → `out/claims-drafts.json`
  static func draftsPath(beside path: String) -> String {
    let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return path + "-drafts" }
    return path[..<dot] + "-drafts" + path[dot...]
  }
}

/// How claims are written.
enum ClaimFormat: String, CaseIterable, Sendable {
  case json, ndjson, xml
}
