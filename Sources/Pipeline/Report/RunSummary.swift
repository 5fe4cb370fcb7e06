internal import ClaimCore
internal import Intake
internal import Ledger
internal import Manifests

/// What a run did, in counts: the run report's content and the terminal's last lines.
struct RunSummary {
  struct Source {
    var name: String
    var adapter: String
    var record: RecordKind
    var read = 0
    var rejected = 0
  }

  struct Records {
    var read = 0
    var used = 0
    var rejected = 0
    /// Seen before and not changed; always 0 without a ledger.
    var unchanged = 0
    var replaced = 0

    /// formats.md section 6.
    var balances: Bool { read == used + rejected + unchanged + replaced }
  }

  struct Output {
    var adapter: String
    var path: String
    var records: Int
    var bytes: Int
    var sha256: String
    /// Where it is a batch of claims.
    var batch: Batch?
  }

  struct Batch {
    let controlNumber: Int
    let claims: Int
    let billed: Money?
  }

  struct Quarantine {
    var source: String
    var path: String
    var reasons: String
    var records: Int
  }

  var sources: [Source] = []
  /// In the order of ``RecordKind``.
  var records: [RecordKind: Records] = [:]
  /// By record and reason; so are the places.
  var rejectionReasons: [String: Int] { rejections.mapValues(\.count) }
  var rejections: [String: Examples<RejectedPlace>] = [:]
  var outputs: [Output] = []
  var quarantine: [Quarantine] = []
  var findingsPath: String?
  /// Charge items that were marked as billed externally (EXP-3).
  var markedCount = 0
  var findingCounts: [FindingCode: Int] { findings.mapValues(\.count) }
  private(set) var findings: [FindingCode: Examples<FindingPlace>] = [:]

  var readCount: Int { records.values.reduce(0) { $0 + $1.read } }
  var rejectedCount: Int { records.values.reduce(0) { $0 + $1.rejected } }

  mutating func count(_ findings: [Finding], _ pool: TextPool) {
    for finding in findings {
      self.findings[finding.code, default: Examples()].add(FindingPlace(finding, pool))
    }
  }

  mutating func count(_ findings: OrderedFindings, _ pool: TextPool) {
    for code in FindingCode.allCases {
      let tally = findings.tally(of: code)
      if tally.count == 0 { continue }
      let counted = Examples(
        count: tally.count, first: tally.first.map { FindingPlace($0.finding(pool), pool) })
      self.findings[code] = self.findings[code]?.adding(counted) ?? counted
    }
  }

  /// Sessions that the ledger had already, just as they are.
  mutating func add(_ changes: LedgerChanges) {
    records[.sessions]?.unchanged += changes.unchanged
    records[.sessions]?.used -= changes.unchanged
  }

  /// What is said of a run that bears no more of them.
  var tooManyRejects: String {
    "\(rejectedCount) of \(readCount) records were rejected, more than rejects.max allows: nothing "
      + "was emitted"
  }

  var hasErrors: Bool {
    rejectedCount > 0 || findings.contains { $0.key.severity == .error }
  }
}

extension RunSummary {
  /// A summary of nothing yet, with a run's sources.
  init(_ run: PreparedRun) {
    for input in run.inputs {
      records[input.manifest.record] = Records()
      for source in input.manifest.sources {
        sources.append(
          Source(name: source, adapter: input.manifest.adapter, record: input.manifest.record))
      }
    }
  }

  /// - Parameter counts: by source number.
  mutating func add(_ counts: [IntakeCounts]) {
    for (number, counts) in counts.enumerated() where number < sources.count {
      sources[number].read += counts.read
      sources[number].rejected += counts.rejected
      let kind = sources[number].record
      records[kind]?.read += counts.read
      records[kind]?.used += counts.used
      records[kind]?.rejected += counts.rejected
      records[kind]?.replaced += counts.replaced
    }
  }

  /// Sums that must agree and don't: a defect of the program.
  ///
  /// - Parameter sessions: how many the core was given.
  func imbalances(sessions: Int) -> [String] {
    var found = records.filter { !$0.value.balances }.map {
      "\($0.key.rawValue) read and what became of them"
    }
    if records[.sessions]?.used != sessions { found.append("sessions used and sessions billed") }
    return found
  }
}
