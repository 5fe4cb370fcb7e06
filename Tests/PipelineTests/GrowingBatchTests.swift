import AdapterKit
import ClaimCore
import Foundation
import Manifests
import Testing

@testable import Pipeline

/// A claims transaction that grows, and does not say which claims it takes.
private struct SilentAdapter: OutputAdapter {
  static let specification = AdapterSpecification(
    name: "silent", kind: .output, summary: "Counts claims.", options: [])

  let paths: [String]

  init(options: OptionValues, path: String) { paths = [path] }

  func documents(for result: BillingResult, in context: OutputContext) -> [OutputDocument] { [] }

  func partwise(of outline: RunOutline, in context: OutputContext) -> PartwiseOutput? {
    let path = paths[0]
    return .growing([
      GrowingDocument(path: path, controlNumber: context.firstControlNumber) { part, buffer in
        buffer.append("\(part.claims.count)\n")
        return Growth(records: part.claims.count)
      }
    ])
  }
}

/// Batches that grow beside a ledger.
@Suite struct GrowingBatchTests {
  @Test(
    "CLM-8: a batch that does not say which claims are in it ends a run on a ledger with nothing published"
  )
  func refused() throws {
    let registry = AdapterRegistry(
      inputs: AdapterRegistry.builtIn.inputs,
      outputs: AdapterRegistry.builtIn.outputs + [OutputAdapterKind(SilentAdapter.self)])
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-csv.yml"
    let plain = try sandbox.text(manifest).replacing(
      "outputs:\n", with: "outputs:\n  - { adapter: silent, path: ../out/csv/silent.txt }\n")
    for (ledger, isRefused) in [("", false), ("ledger: ../out/ledger.sqlite\n", true)] {
      try sandbox.write(ledger + plain, to: manifest)
      let run = try PreparedRun(
        RunRequest(manifest: sandbox.url(manifest).path, now: "2026-04-01"), registry: registry)
      let stage = RunStage(
        run: run, work: OrderedWork(jobs: 2), isDryRun: false, log: Log(isQuiet: true))
      if isRefused {
        try FileManager.default.removeItem(at: sandbox.url("out"))
        let fault = #expect(throws: (any Error).self) { _ = try stage.perform() }
        #expect("\(fault as Any)".contains("does not say which claims are in it"))
        #expect(!FileManager.default.fileExists(atPath: sandbox.url("out/csv/silent.txt").path))
      } else {
        _ = try stage.perform()
        #expect(!(try sandbox.text("out/csv/silent.txt")).isEmpty)
      }
    }
  }

  @Test("CLM-8: a run whose second batch wants the same claims leaves no file and no folder behind")
  func nothingLeft() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-csv.yml"
    let outputs = """
      outputs:
        - { adapter: claim_batch, path: "../out/{run}/inner/a.ndjson", options: { format: ndjson, drafts: "../out/drafts/{run}.ndjson" } }
        - { adapter: claim_batch, path: ../out/b.ndjson, options: { format: ndjson } }

      """
    let plain = try sandbox.text(manifest)
    try sandbox.write(
      "ledger: ../state/ledger.sqlite\n" + plain.replacing("outputs:\n", with: outputs),
      to: manifest)
    let run = try sandbox.claimpipe("run", manifest, "--now", "2026-04-01", "--quiet")
    #expect(run.status == 4)
    let left = FileManager.default.subpaths(atPath: sandbox.url("out").path) ?? []
    #expect(left.allSatisfy { $0.hasPrefix("csv") })
    #expect(!left.contains { $0.hasSuffix(".tmp") })
    #expect(
      !FileManager.default.fileExists(atPath: sandbox.url("state/ledger.sqlite-batches").path))
  }

  @Test("files of absurd sizes are refused by their limit, not added up")
  func sparseFiles() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-csv.yml"
    let request = RunRequest(manifest: sandbox.url(manifest).path, now: "2026-04-01")
    let input = try #require(try PreparedRun(request, registry: .builtIn).inputs.first)
    let source = try #require(input.manifest.sources.first)
    let run = try PreparedRun(request, registry: .builtIn)
    let before = run.bytes(of: input)
    let handle = try FileHandle(forWritingTo: URL(filePath: run.manifest.path(ofSource: source)))
    // As large as the file system takes.
    for exponent in stride(from: UInt64(62), to: 30, by: -1) {
      if (try? handle.truncate(atOffset: 1 << exponent)) != nil { break }
    }
    try handle.close()
    #expect(run.bytes(of: input) > before)
    #expect(run.inputBytes <= (1 << 40) * run.sourceNames.count)
  }
}
