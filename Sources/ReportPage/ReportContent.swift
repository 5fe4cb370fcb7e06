internal import AdapterKit

/// What sections read of a run report. What an older report lacks is nothing or 0.
struct ReportContent {
  let report: JSONValue

  subscript(_ name: String) -> JSONValue? { report[name] }

  var outcome: String { report["outcome"]?.text ?? "" }
  /// Why nothing was emitted, where nothing was.
  var reason: String? { report["reason"]?.text }
  /// Whether there are results, and not just rejected records.
  var isBilled: Bool { report["charge_items"] != nil }

  var read: Int { sum(of: "read") }
  var rejected: Int { sum(of: "rejected") }

  private func sum(of count: String) -> Int {
    (report["records"]?.members ?? []).reduce(0) { $0 + $1.1.count(count) }
  }

  var sessionsRead: Int { report["records"]?["sessions"]?.count("read") ?? 0 }
  var duplicateGroups: Int { report.count("duplicate_groups") }

  struct Claims {
    let count: Int
    let billed: String?
  }

  /// - Parameter status: `ready_to_submit` or `draft`.
  func claims(_ status: String) -> Claims {
    let claims = report["claims"]?[status]
    return Claims(count: claims?.count("claims") ?? 0, billed: claims?["total_billed"]?.text)
  }

  struct Finding {
    let code: String
    let count: Int
    let first: [JSONValue]
  }

  /// - Parameter severity: `error`, `warning` or `compliance`.
  func findings(_ severity: String) -> [Finding] {
    (report["findings"]?.members ?? []).filter { $0.1["severity"]?.text == severity }.map {
      Finding(code: $0.0, count: $0.1.count("count"), first: $0.1["first"]?.array ?? [])
    }
  }

  /// Errors but for rejected records, which are counted as such.
  var otherErrors: Int {
    findings("error").filter { !["REC.rejected", "REC-2.duplicate_key"].contains($0.code) }
      .reduce(0) { $0 + $1.count }
  }

  func findingCount(_ severity: String) -> Int {
    findings(severity).reduce(0) { $0 + $1.count }
  }

  var findingsFile: String? { report["findings_file"]?.text }
}

extension JSONValue {
  /// A member that is a count.
  func count(_ name: String) -> Int { self[name]?.integer ?? 0 }
}
