internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Which ledger a command is about: named itself, or by the manifest that names it.
public struct LedgerPlace: Sendable {
  public var ledger: String?
  public var manifest: String?

  public init(ledger: String? = nil, manifest: String? = nil) {
    self.ledger = ledger
    self.manifest = manifest
  }

  /// The ledger's path.
  func path() throws -> String {
    switch (ledger, manifest) {
    case (let ledger?, nil): return ledger
    case (nil, let manifest?): return try path(ofManifest: manifest)
    default: throw RunFailure.usage("name the ledger: either --ledger FILE or --manifest MANIFEST")
    }
  }

  /// Only the manifest's `ledger` is looked at: its inputs may be gone by now.
  private func path(ofManifest manifest: String) throws -> String {
    let loader = ManifestLoader(
      specifications: [], recordFields: { _ in [] }, files: .system(zoneExists: { _ in true }),
      environment: { EnvironmentVariable.get($0) })
    let text = try PreparedRun.text(ofManifest: manifest)
    if let path = try loader.ledger(text: text, name: manifest) { return path }
    throw RunFailure.usage("\(manifest) names no ledger: each of its runs stands alone")
  }
}

extension Ledger {
  /// A person's action as a run of the ledger, under the name of its command.
  func act<Result>(
    _ name: String, log: Log, _ body: (LedgerTransaction) throws -> Result
  ) throws -> Result {
    try writeSettled(log: log) { memory, _ in
      try memory.begin(at: Moment(instant: Clock.nowUTC(), offset: 0), pipeline: name)
      return try body(memory)
    }
  }
}
