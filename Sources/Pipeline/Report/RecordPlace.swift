internal import AdapterKit
internal import ClaimCore
internal import Intake

/// Where a rejected record stands, and what is wrong with it.
struct RejectedPlace: Sendable {
  /// The source's number.
  let source: Int
  let line: Int
  /// Ours; empty where the record as such is at fault.
  let field: String
  let message: String

  init(_ rejection: Rejection) {
    source = Int(rejection.position.source)
    line = rejection.reason.line
    field = rejection.reason.field
    message = rejection.reason.message
  }

  func json(_ sources: [RunSummary.Source]) -> JSONValue {
    .object([
      ("source", sources.name(of: source)), ("line", .integer(line)),
      ("field", field.isEmpty ? .null : .text(field)), ("message", .text(message)),
    ])
  }
}

/// Where a finding points to, and what it says.
struct FindingPlace: Sendable {
  let source: Int
  let line: Int
  let session: String?
  let message: String

  init(_ finding: Finding, _ pool: TextPool) {
    source = Int(finding.position.source)
    line = Int(finding.position.line)
    session = finding.session.isMissing ? nil : pool.string(finding.session)
    message = finding.message(in: pool)
  }

  /// What no source holds, such as a session that only the ledger knows, has no line.
  func json(_ sources: [RunSummary.Source]) -> JSONValue {
    let isKnown = source < sources.count
    return .object([
      ("source", sources.name(of: source)), ("line", isKnown ? .integer(line) : .null),
      ("session_id", .optional(session)), ("message", .text(message)),
    ])
  }
}

extension [RunSummary.Source] {
  fileprivate func name(of number: Int) -> JSONValue {
    number < count ? .text(self[number].name) : .null
  }
}
