/// Reads `rejects`, `report` and `findings`: what a run writes beside its outputs.
struct ReportChecks {
  private(set) var rejects = RejectSettings(limit: .count(0), quarantine: "quarantine")
  private(set) var report: String?
  private(set) var findings: String?
  private(set) var ledger: String?
  /// Files, written by the run.
  private(set) var files: [PathUse] = []
  /// The quarantine.
  private(set) var folder: PathUse?

  init(_ root: CheckedObject) {
    if let value = root[RootKeys.report] {
      report = RootKeys.report.read(value)
      if let report {
        files.append(PathUse(path: report, mark: value.mark, keyPath: value.path))
        let findings = ReportChecks.findings(besideReport: report)
        self.findings = findings
        if root[RootKeys.findings] == nil {
          files.append(PathUse(path: findings, mark: value.mark, keyPath: "findings"))
        }
      }
    }
    if let value = root[RootKeys.findings] {
      findings = RootKeys.findings.read(value)
      if let findings {
        files.append(PathUse(path: findings, mark: value.mark, keyPath: value.path))
      }
    }
    if let value = root[RootKeys.ledger] {
      ledger = RootKeys.ledger.read(value)
      if let ledger {
        files.append(PathUse(path: ledger, mark: value.mark, keyPath: value.path))
      }
    }
    readRejects(root)
  }

  private mutating func readRejects(_ root: CheckedObject) {
    let object = root.read(RootKeys.rejects)
    let limit = object?[RejectKeys.max].flatMap(ReportChecks.limit) ?? .count(0)
    let named = object?[RejectKeys.quarantine]
    let quarantine =
      named.flatMap(RejectKeys.quarantine.read)
      ?? report.map { ManifestPath.beside($0, "quarantine") } ?? "quarantine"
    rejects = RejectSettings(limit: limit, quarantine: quarantine)
    let mark = named?.mark ?? root[RootKeys.rejects]?.mark ?? root.value.mark
    folder = PathUse(path: quarantine, mark: mark, keyPath: "rejects.quarantine")
  }

  /// `out/run-report.json` → `out/run-report-findings.ndjson`.
  private static func findings(besideReport report: String) -> String {
    let name = ManifestPath.fileName(of: report)
    // A name that begins with its only dot has no extension.
    let stem = name.dropFirst().lastIndex(of: ".").map { name[..<$0] } ?? name
    return ManifestPath.beside(report, "\(stem)-findings.ndjson")
  }

  /// `20`, `5%` or `2.5%`.
  private static func limit(_ value: CheckedValue) -> RejectLimit? {
    let wanted = "a count such as 20 or a percentage such as 5%"
    guard let scalar = value.scalar(wanted) else { return nil }
    guard scalar.text.hasSuffix("%") else {
      return value.integer(in: 0...Int.max).map(RejectLimit.count)
    }
    guard let share = hundredths(scalar.text.dropLast()), share <= 10_000 else {
      value.fault(
        "\(quoted(scalar.written)) is not a percentage from 0% to 100%,"
          + " with at most two decimals")
      return nil
    }
    return .share(share)
  }

  private static func hundredths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
      parts[0].utf8.count <= 3, let whole = Int(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard parts[1].utf8.count <= 2, let fraction = Int(parts[1]) else { return nil }
    return whole * 100 + (parts[1].utf8.count == 1 ? fraction * 10 : fraction)
  }
}
