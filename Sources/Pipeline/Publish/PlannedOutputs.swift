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
    of run: PreparedRun, _ result: BillingResult, others: [String], memory: LedgerTransaction?
  ) throws {
    let firstControlNumber = try memory?.firstControlNumber()
    let names = OutputNames(run: run, memory: memory)
    var paths = PathsTaken(of: run, others: others)
    var once = ClaimsTaken()
    var controlNumber = firstControlNumber ?? 1
    for output in run.outputs {
      let context = run.context(of: output, firstControlNumber: controlNumber)
      let documents = try names.name(
        output.documents(for: result, in: context), of: output.manifest,
        firstControlNumber: controlNumber)
      for named in documents {
        let document = named.document
        if let export = document.export { exports.append((document.path, export)) }
        // Nothing in it, and none of an earlier run has its name.
        if named.isSkippedWhenEmpty && document.recordCount == 0 { continue }
        try take(document, of: output.manifest, in: &paths)
        all.append(Output(manifest: output.manifest, named: named))
        guard firstControlNumber != nil, let batch = document.batch else { continue }
        controlNumber = max(controlNumber, batch.controlNumber + 1)
        try once.take(batch, of: result, path: document.path)
        batches.append(
          LedgerBatch(
            controlNumber: batch.controlNumber, claims: batch.claims, date: run.moment.date,
            adapter: output.manifest.adapter, path: document.path))
      }
    }
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
