public import AdapterKit
import ClaimCore

/// The options that say which charge items are handed over, and whether they are marked.
extension ExportSelection {
  private static let markOption = "mark_billed_externally"

  public static let options = [
    OptionSpecification(
      "statuses", .choices(ChargeStatus.allCases.map(\.rawValue)),
      default: .list(["ready_to_bill", "claim_line_created"]),
      summary: "Which charge items are written, by status.", example: "[ready_to_bill]"),
    OptionSpecification(
      "include_billed_externally", .boolean, default: .boolean(false),
      summary: "Writes items that are marked as billed externally too.", example: "true"),
    OptionSpecification(
      markOption, .boolean,
      summary: "Marks what was written and is on no claim as billed externally, which takes a "
        + "ledger; without it `claimpipe run` asks where it has a terminal, and else marks nothing.",
      example: "true"
    ).takingLedger(),
  ]

  /// - Parameter options: of an adapter that has these ``options``.
  public init(options: OptionValues) throws(OptionFault) {
    marksItems =
      options.namesSet.contains(Self.markOption) ? options.boolean(Self.markOption) : nil
    statuses = try Self.statuses(options.list("statuses"))
    includesBilledExternally = options.boolean("include_billed_externally")
  }

  /// The fault of an option that only a ledger can fulfil.
  public var needsLedger: OptionFault? {
    guard marksItems == true else { return nil }
    return OptionFault(
      option: Self.markOption,
      message: "can't be true without a ledger, which keeps the marks: add `ledger: "
        + "state/ledger.sqlite` to the manifest, or set it to false and mark the items where they are "
        + "billed")
  }

  private static func statuses(_ words: [String]?) throws(OptionFault) -> Set<ChargeStatus> {
    var statuses: Set<ChargeStatus> = []
    for word in words ?? [] {
      guard let status = ChargeStatus(rawValue: word) else {
        throw OptionFault(
          option: "statuses",
          message: "\"\(word)\" is not a status; known are "
            + ChargeStatus.allCases.map(\.rawValue).joined(separator: ", "))
      }
      statuses.insert(status)
    }
    if statuses.isEmpty {
      throw OptionFault(option: "statuses", message: "is empty; name at least one status")
    }
    return statuses
  }
}
