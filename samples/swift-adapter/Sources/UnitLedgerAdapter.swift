import AdapterKit
import ClaimCore

/// A unit ledger: a plain text with a line for each charge item and the sum of their units, for a
/// practice that keeps its books on paper.
struct UnitLedgerAdapter: OutputAdapter {
  static let specification = AdapterSpecification(
    name: "unit_ledger", kind: .output,
    summary: "A unit ledger: a line of text for each charge item, and the sum of their units.",
    options: [
      OptionSpecification(
        "title", .text, default: .text("Unit ledger"), summary: "The first line.",
        example: "North clinic", refuses: [#""two\nlines""#]),
      OptionSpecification(
        "statuses", .choices(ChargeStatus.allCases.map(\.rawValue)),
        default: .list(["ready_to_bill", "claim_line_created"]),
        summary: "Which charge items have a line, by status.", example: "[new, on_hold]"),
      OptionSpecification(
        "sum", .boolean, default: .boolean(true), summary: "Whether the sum stands at the end.",
        example: "false"),
    ])

  let paths: [String]
  private let title: String
  private let statuses: Set<ChargeStatus>
  private let hasSum: Bool

  init(options: OptionValues, path: String) throws(OptionFault) {
    paths = [path]
    title = options.text("title") ?? ""
    if title.utf8.contains(0x0A) || title.utf8.contains(0x0D) {
      throw OptionFault(option: "title", message: "must be one line")
    }
    statuses = Set((options.list("statuses") ?? []).compactMap(ChargeStatus.init(rawValue:)))
    hasSum = options.boolean("sum")
  }

  func documents(for result: BillingResult, in context: OutputContext) -> [OutputDocument] {
    // Which rows, once; the pieces are rendered on several threads.
    let scope = ResolvedScope(context.scope, in: result.practice)
    let rows = result.items.indices.filter { row in
      let item = result.items[row]
      return statuses.contains(item.status)
        && scope.contains(item.dateOfService, result.session(of: item).businessUnit)
    }
    let units = rows.reduce(0) { $0 + Int(result.items[$1].units) }
    let (title, hasSum) = (title, hasSum)
    return paths.map { path in
      .rows(
        path: path, count: rows.count,
        head: { buffer in
          buffer.append("\(title), \(context.pipeline), ")
          buffer.append(context.date)
          buffer.append("\n\n")
        },
        tail: { buffer in
          guard hasSum else { return }
          buffer.append("\nUnits in all: ")
          buffer.append(decimal: units)
          buffer.append("\n")
        },
        row: { number, buffer in Self.append(rows[number], of: result, to: &buffer) })
    }
  }

  /// `2026-03-02 09:00  V-1001  P1  97110  2 units, 24 minutes`
  private static func append(
    _ row: Int, of result: BillingResult, to buffer: inout ByteBuffer
  ) {
    let item = result.items[row]
    let session = result.session(of: item)
    let pool = result.practice.pool
    buffer.append(session.start)
    buffer.append("  ")
    buffer.append(session.id, of: pool)
    buffer.append("  ")
    buffer.append(result.sessions.patientIDs[item.patient.index], of: pool)
    buffer.append("  ")
    buffer.append(item.procedureCode, of: pool)
    buffer.append("  ")
    buffer.append(decimal: Int(item.units))
    buffer.append(item.units == 1 ? " unit, " : " units, ")
    buffer.append(decimal: Int(item.minutes))
    buffer.append(" minutes\n")
  }

  /// A record is a line that says `minutes`; the sum and the title do not.
  static func sample(_ options: OptionValues) -> OutputSample? {
    OutputSample(mark: " minutes\n")
  }
}
