public import ClaimCore

/// A manifest that was checked in full (formats.md section 2).
///
/// Paths stand as written; ``resolve(_:)`` gives the ones to open.
public struct Manifest: Sendable {
  /// The manifest's own path as the command has it.
  public let name: String
  public let pipeline: String
  /// An IANA name; `UTC` where the manifest names none.
  public let timeZone: String
  /// In their order, which settles identity (REC-1, REC-2).
  public let inputs: [ManifestInput]
  /// `period` and `business_units` of the whole run.
  public private(set) var scope: Scope
  /// What the core decides by. Its scopes are narrowed by ``scope`` already.
  public private(set) var billing: BillingSettings
  public private(set) var outputs: [ManifestOutput]
  public let rejects: RejectSettings
  /// The run report; `nil` writes none.
  public let report: String?
  /// All findings, one a line. By default beside the report, `<its name>-findings.ndjson`; `nil`
  /// where there is no report either.
  public let findings: String?
  /// The database of what earlier runs did; `nil` lets each run stand alone.
  public let ledger: String?
  /// A folder that files arrive in; `nil` where all are read where they stand.
  public let inbox: InboxSettings?
  /// What this run has taken from it; `nil` where inputs read what is there now.
  let arrived: ArrivedFiles?
  /// What a run may take up.
  public let limits: RunLimits
  /// What people and monitors read of a run.
  public let reporting: ReportingFiles
  /// Every use of a file that the manifest names.
  private let paths: PathCollisions

  init(
    name: String, pipeline: String, timeZone: String, inputs: [ManifestInput], scope: Scope,
    billing: BillingSettings, outputs: [ManifestOutput], rejects: RejectSettings, report: String?,
    findings: String?, ledger: String?, inbox: InboxSettings?, arrived: ArrivedFiles?,
    limits: RunLimits, reporting: ReportingFiles, paths: PathCollisions
  ) {
    self.name = name
    self.pipeline = pipeline
    self.timeZone = timeZone
    self.inputs = inputs
    self.scope = scope
    self.billing = billing
    self.outputs = outputs
    self.rejects = rejects
    self.report = report
    self.findings = findings
    self.ledger = ledger
    self.inbox = inbox
    self.arrived = arrived
    self.limits = limits
    self.reporting = reporting
    self.paths = paths
  }

  /// The folder that paths are relative to; empty for the working folder.
  public var folder: String { ManifestPath.folder(of: name) }

  /// The path to open for one that the manifest has.
  public func resolve(_ path: String) -> String { ManifestPath.resolve(path, in: folder) }

  /// The same for every way to write one file's path: links among its folders are followed.
  public func onePath(_ path: String) -> String { paths.key(path) }

  /// Faults of the files that outputs write beside those that the manifest names, such as a batch's
  /// drafts, where something else has them.
  public func collisions(of files: [OutputFiles]) -> [ManifestFault] {
    var paths = self.paths
    var faults: [ManifestFault] = []
    for files in files {
      let marks = files.output.marks
      for path in files.paths where !files.output.namedPaths.contains(path) {
        let use = PathUse(path: path, mark: marks.path, keyPath: marks.keyPath)
        guard let fault = paths.write(use) else { continue }
        let remedy =
          files.pathOptions.isEmpty
          ? "" : " (options that name files: \(files.pathOptions.joined(separator: ", ")))"
        faults.append(use.fault("it also writes \(quoted(path)): \(fault.message)\(remedy)"))
      }
    }
    return faults
  }

  /// What else of the manifest has a file's path, or needs it for a folder: `inputs[0]`; `nil` where
  /// nothing has. What stands beside the ledger is the ledger's.
  ///
  /// - Parameter output: which the path is for.
  public func user(of path: String, besides output: ManifestOutput) -> String? {
    if let ledger, !output.namedPaths.contains(path),
      onePath(path).hasPrefix(onePath(ledger) + "-")
    {
      return "the ledger"
    }
    return paths.user(of: path, besides: output.marks.keyPath)
  }

  /// The folder of the manifest at a path, which its paths are relative to; empty is the working
  /// folder.
  public static func folder(of path: String) -> String { ManifestPath.folder(of: path) }

  /// Limits the whole run further, as `--from`, `--to` and `--business-unit` do.
  public mutating func narrow(by other: Scope) {
    scope = scope.narrowed(by: other)
    billing.approval.scope = billing.approval.scope.narrowed(by: other)
    billing.claims.scope = billing.claims.scope.narrowed(by: other)
    for index in outputs.indices { outputs[index].scope = outputs[index].scope.narrowed(by: other) }
  }
}

/// `rejects`: how many rejected records a run bears, and where they go.
public struct RejectSettings: Sendable, Equatable {
  public let limit: RejectLimit
  /// A folder. By default `quarantine` beside the report, or beside the manifest without one.
  public let quarantine: String
}

/// `rejects.max`.
public enum RejectLimit: Sendable, Equatable {
  case count(Int)
  /// A share of the records read, in hundredths of a percent (10,000 is all).
  case share(Int)

  public func admits(rejected: Int, ofRead read: Int) -> Bool {
    switch self {
    case .count(let count): rejected <= count
    case .share(let share):
      // Full width: no count overflows.
      rejected.multipliedFullWidth(by: 10_000) <= read.multipliedFullWidth(by: share)
    }
  }
}
