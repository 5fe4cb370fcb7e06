internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Every document that a run's outputs are to write, before the first is rendered.
struct PlannedOutputs {
  struct Output {
    let manifest: ManifestOutput
    let named: NamedDocument
    /// Where it is a batch of claims.
    let batch: RunSummary.Batch?
    /// What is there of it already, where it grew with the result.
    let grown: GrowingFile?

    /// The adapter's name.
    var adapter: String { manifest.adapter }
    /// Under its file's name.
    var document: OutputDocument { named.document }
  }

  private(set) var all: [Output] = []
  /// The claims transactions among them, for a ledger (CLM-8).
  private(set) var batches: [LedgerBatch] = []

  /// Charge items that are handed over to be billed elsewhere, by document (EXP-3).
  private(set) var exports: [(path: String, items: ExportedItems)] = []

  /// - Parameters:
  ///   - others: files that the run writes besides the outputs and what the manifest names.
  ///   - memory: the ledger, where there is one, with its run begun.
  init(
    of run: PreparedRun, _ billed: BilledSessions, others: [String], memory: LedgerTransaction?
  ) throws {
    let firstControlNumber = try memory?.firstControlNumber()
    let names = OutputNames(run: run, memory: memory)
    var paths = PathsTaken(of: run, others: others)
    var once = ClaimsTaken(of: billed)
    var controlNumber = firstControlNumber ?? 1
    for (place, output) in run.outputs.enumerated() {
      let context = run.context(of: output, firstControlNumber: controlNumber)
      for (named, grown) in try Self.documents(of: output, at: place, billed, in: context, names) {
        let document = named.document
        if let export = document.export { exports.append((document.path, export)) }
        // Nothing in it, and none of an earlier run has its name.
        if named.isSkippedWhenEmpty && document.recordCount == 0 { continue }
        try take(document, of: output.manifest, in: &paths)
        let summary =
          grown.map(\.batch) ?? document.batch.map { RunSummary.Batch($0, of: billed.whole) }
        all.append(
          Output(manifest: output.manifest, named: named, batch: summary, grown: grown))
        guard firstControlNumber != nil, let batch = document.batch else { continue }
        controlNumber = max(controlNumber, batch.controlNumber + 1)
        try once.take(batch, path: document.path)
        batches.append(
          LedgerBatch(
            controlNumber: batch.controlNumber, claims: batch.claims, billed: summary?.billed,
            date: run.moment.date, adapter: output.manifest.adapter, path: document.path))
      }
    }
  }

  /// An output's documents, with the files of those that are written already.
  private static func documents(
    of output: PreparedRun.Output, at place: Int, _ billed: BilledSessions,
    in context: OutputContext, _ names: OutputNames
  ) throws -> [(named: NamedDocument, file: GrowingFile?)] {
    let documents: [OutputDocument]
    switch billed.outputs[place] {
    case .growing(let files): return files.map { ($0.named, $0) }
    case .gathering(let gathering):
      documents = try output.catching { () throws(RenderFault) in
        try gathering.documents(of: billed.kept)
      }
    case nil: documents = try output.documents(for: billed.whole, in: context)
    }
    return try names.name(
      documents, of: output.manifest, firstControlNumber: context.firstControlNumber
    ).map { ($0, nil) }
  }

  /// Takes a document's path, and those of what stands beside it.
  private func take(
    _ document: OutputDocument, of output: ManifestOutput, in paths: inout PathsTaken
  ) throws(OutputFault) {
    try paths.take(document.path, of: output)
    guard let outbox = output.outbox, !document.isAside else { return }
    if outbox.hasChecksum {
      try paths.take(document.path + OutboxSettings.checksumEnding, of: output)
    }
    if let marker = outbox.marker { try paths.take(document.path + marker, of: output) }
  }
}
