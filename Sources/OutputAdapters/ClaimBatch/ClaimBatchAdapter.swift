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
          + "x12: ASC X12 837P, 005010X222A1.",
        example: "ndjson"),
      OptionSpecification(
        "drafts", .path,
        summary: "Where the Draft claims go; without it, beside the batch as <name>-drafts, in "
          + "JSON where the batch is X12.",
        example: "out/drafts.json"),
      OptionSpecification(
        "control_number", .integer(1...Interchange.highestControlNumber), default: .integer(1),
        summary: "The batch's number, which the receiver must not have had from you before.",
        example: "${CONTROL_NUMBER}"),
    ] + TradingPartner.options)

  public static let validations = X12Checks.validations

  public let paths: [String]
  private let path: String
  private let drafts: String
  private let format: ClaimFormat
  private let controlNumber: Int
  /// For X12.
  private let partner: TradingPartner?

  public init(options: OptionValues, path: String) throws(OptionFault) {
    let written = options.text("format") ?? ClaimFormat.json.rawValue
    guard let format = ClaimFormat(rawValue: written) else {
      throw OptionFault(
        option: "format",
        message: "can't be \(written); it is one of "
          + ClaimFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if format == .x12 {
      partner = try TradingPartner(options)
    } else {
      try TradingPartner.refuseOptions(of: options)
      partner = nil
    }
    drafts = options.text("drafts") ?? format.draftsPath(beside: path)
    if drafts == path {
      throw OptionFault(
        option: "drafts", message: "is the batch's own path; Draft claims need another file")
    }
    self.format = format
    self.path = path
    controlNumber = options.integer("control_number") ?? 1
    // What payers there are is known once they were read.
    paths = partner?.files == .perPayer ? [drafts] : [path, drafts]
  }

  public func checks(in context: OutputContext) -> ClaimChecks {
    partner.map { X12Checks.checks($0, date: context.date) } ?? ClaimChecks()
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    batch(of: result, context) + [
      document(of: result, .draft, format == .ndjson ? .ndjson : .json, drafts, context)
    ]
  }

  private func batch(of result: BillingResult, _ context: OutputContext) -> [OutputDocument] {
    if let partner {
      return X12Batch(
        result: result, partner: partner, controlNumber: controlNumber, moment: context.moment
      ).documents(path: path)
    }
    return [document(of: result, .readyToSubmit, format, path, context)]
  }

  private func document(
    of result: BillingResult, _ status: ClaimStatus, _ format: ClaimFormat, _ path: String,
    _ context: OutputContext
  ) -> OutputDocument {
    let file = ClaimFile(
      result, status: status, format: format, controlNumber: controlNumber, context: context)
    return OutputDocument(path: path, recordCount: file.count, pieceCount: file.pieceCount) {
      file.render(piece: $0, into: &$1)
    }
  }
}

/// How claims are written.
enum ClaimFormat: String, CaseIterable, Sendable {
  case json, ndjson, x12

  /// Beside the batch; of a format that has no place for failures, as JSON.
  func draftsPath(beside path: String) -> String {
    BatchPath(path).with("-drafts", suffix: self == .x12 ? ".json" : nil)
  }
}
