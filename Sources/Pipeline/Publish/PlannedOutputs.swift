internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Every document that a run's outputs are to write, before the first is rendered.
struct PlannedOutputs {
  struct Output {
    /// The adapter's name.
    let adapter: String
    let document: OutputDocument
  }

  private(set) var all: [Output] = []
  /// The claims transactions among them, for a ledger (CLM-8).
  private(set) var batches: [LedgerBatch] = []

  /// Charge items that are handed over to be billed elsewhere, by document (EXP-3).
  var exports: [(path: String, items: ExportedItems)] {
    all.compactMap { output in output.document.export.map { (output.document.path, $0) } }
  }

  /// - Parameters:
  ///   - others: files that the run writes besides the outputs and what the manifest names.
  ///   - firstControlNumber: the least that the ledger has not given yet; `nil` without one.
  init(
    of run: PreparedRun, _ result: BillingResult, others: [String], firstControlNumber: Int?
  ) throws {
    var paths = PathsTaken(of: run, others: others)
    var once = ClaimsTaken()
    var controlNumber = firstControlNumber ?? 1
    for output in run.outputs {
      let context = run.context(of: output, firstControlNumber: controlNumber)
      for document in try output.documents(for: result, in: context) {
        try paths.take(document.path, of: output.manifest)
        all.append(Output(adapter: output.manifest.adapter, document: document))
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
}
