public import AdapterKit
public import ClaimCore

/// Writes the claims that are Ready to Submit, and beside them the Draft ones with their failures
/// (CLM-7, CLM-8; formats.md section 5).
///
/// - As JSON, one claim a line of NDJSON, or XML: claim-batch.md says what stands in them, and the
///   schemas are published.
/// - As X12 837P, for a clearinghouse: x12.md says what becomes of each field. Everything that the
///   trading partner has agreed on with you is an option. Claims that X12 can't carry are Draft.
/// - A claim that does not pass every validation is Draft, in a file beside the batch: `drafts`.
/// - A payer's claims may go to a file of their own: `payers`, or `files: per_payer` with X12.
/// - With a ledger every claim goes out in one batch, and batches are numbered from
///   `control_number` on.
public struct ClaimBatchAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "claim_batch", kind: .output,
    summary: "The batch of claims that are Ready to Submit; Draft claims go to a file beside it.",
    options: [
      OptionSpecification(
        "format", .choice(ClaimFormat.allCases.map(\.rawValue)), default: .text("json"),
        summary: "json: one document; ndjson: one claim a line, without the batch's own data; "
          + "xml: one document (docs/claim-batch.md has the schemas); "
          + "x12: ASC X12 837P, 005010X222A1 (docs/x12.md).",
        example: "ndjson"),
      OptionSpecification(
        "drafts", .path,
        summary: "Where the Draft claims go; without it, beside the batch as <name>-drafts, in "
          + "JSON where the batch is X12.",
        example: "out/drafts.json"),
      payersOption, controlNumberOption,
    ] + TradingPartner.options, alternatives: TradingPartner.alternatives)

  static let payersOption = OptionSpecification(
    "payers", .list,
    summary: "Ids of the payers whose claims this output takes; without it, every payer's.",
    example: "[AETNA, CIGNA]")
  static let controlNumberOption = OptionSpecification(
    "control_number", .integer(1...Interchange.highestControlNumber), default: .integer(1),
    summary: "The batch's number, which the receiver must not have had from you before.",
    example: "${CONTROL_NUMBER}")

  public static let validations: [any ClaimValidation.Type] =
    X12Checks.validations + [XMLCharacters.self]

  public let paths: [String]
  private let path: String
  private let drafts: String
  private let format: ClaimFormat
  private let controlNumber: Int
  private let payers: Set<String>?
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
    var log = OptionFaultLog()
    if format == .x12 {
      partner = TradingPartner(options, &log)
    } else {
      for fault in Self.specification.misplaced(in: options) { log.add(fault) }
      partner = nil
    }
    drafts = options.text("drafts") ?? format.draftsPath(beside: path)
    if drafts == path {
      log.add("drafts", "is the batch's own path; Draft claims need another file")
    }
    payers = options.list("payers").map(Set.init)
    if payers?.isEmpty == true { log.add("payers", "is empty; name at least one payer's id") }
    try log.check()
    self.format = format
    self.path = path
    controlNumber = options.integer("control_number") ?? 1
    // What payers there are is known once they were read.
    paths = partner?.files == .perPayer ? [drafts] : [path, drafts]
  }

  public var namedPayers: [String] {
    Array(payers ?? []) + (partner.map { Array($0.filingCodes.keys) } ?? [])
  }

  /// The claims that this output takes, Draft ones included.
  private func selection(in context: OutputContext) -> ClaimSelection {
    ClaimSelection(scope: context.scope, payers: payers)
  }

  public func checks(in context: OutputContext) -> ClaimChecks {
    let selection = selection(in: context)
    if let partner { return X12Checks.checks(partner, date: context.date, of: selection) }
    return format == .xml
      ? ClaimChecks(validations: [XMLCharacters()], of: selection) : ClaimChecks()
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    let selected = SelectedClaims(selection(in: context), of: result)
    return batch(of: selected.ready, of: result, context)
      + [
        ClaimFile(selected.draft, of: result, as: format.layout, batch: nil)
          .document(path: drafts).aside
      ]
  }

  public func partwise(of outline: RunOutline, in context: OutputContext) -> PartwiseOutput? {
    if format != .ndjson { return nil }
    func claims(_ status: ClaimStatus) -> GrowingClaims {
      GrowingClaims(
        selection: selection(in: context), status: status, writers: ClaimWriters(outline.settings))
    }
    return .growing([
      claims(.readyToSubmit).document(
        path: path, controlNumber: max(controlNumber, context.firstControlNumber)),
      claims(.draft).document(path: drafts, isAside: true),
    ])
  }

  private func batch(
    of claims: [UInt32], of result: BillingResult, _ context: OutputContext
  ) -> [OutputDocument] {
    let controlNumber = max(controlNumber, context.firstControlNumber)
    if let partner {
      return X12Batch(
        claims: claims, result: result, partner: partner, controlNumber: controlNumber,
        moment: context.moment
      ).documents(path: path)
    }
    let header = BatchHeader(claims, of: result, controlNumber: controlNumber, in: context)
    let transaction = ClaimsTransaction(controlNumber: controlNumber, claims: claims)
    return [
      ClaimFile(claims, of: result, as: format.layout, batch: header)
        .document(path: path, transaction: transaction)
    ]
  }
}

/// How claims are written.
enum ClaimFormat: String, CaseIterable, Sendable {
  case json, ndjson, xml, x12

  /// Draft claims of an X12 batch are JSON: the 837P has no place for failures.
  var layout: ClaimFile.Layout {
    switch self {
    case .json, .x12: .json
    case .ndjson: .ndjson
    case .xml: .xml
    }
  }

  func draftsPath(beside path: String) -> String {
    BatchPath(path).with("-drafts", suffix: self == .x12 ? ".json" : nil)
  }
}
