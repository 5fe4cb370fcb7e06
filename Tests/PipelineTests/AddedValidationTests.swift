import AdapterKit
import ClaimCore
import Foundation
import Testing

@testable import Pipeline

/// An output that writes nothing, and asks of claims what can't be checked for patient P2.
private struct AskingAdapter: OutputAdapter {
  static let specification = AdapterSpecification(
    name: "asking", kind: .output, summary: "Asks more of claims.", options: [])
  static let validations: [any ClaimValidation.Type] = [NotForP2.self]

  let paths: [String] = []

  init(options: OptionValues, path: String) {}

  func checks(in context: OutputContext) -> ClaimChecks {
    ClaimChecks(
      validations: [NotForP2()], observations: [PipelineNamed(name: context.pipeline)],
      of: ClaimSelection(scope: context.scope))
  }

  func documents(for result: BillingResult, in context: OutputContext) -> [OutputDocument] { [] }
}

private struct NotForP2: ClaimValidation {
  static let code: StaticString = "asking.not_for_p2"
  static let message: StaticString = "another patient would be right"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let patient = claim.patient else { return .fail }
    return claim.pool.string(patient.id) == "P2" ? .noData : .pass
  }
}

private struct PipelineNamed: ClaimObservation {
  let name: String

  func observe(_ claim: borrowing ClaimFacts, find: (FindingCode, String) -> Void) {
    find(.leftOutOfX12, "seen by \(name)")
  }
}

/// What an output adapter asks of claims, from its registration to the run report.
@Suite("Validations that an output brings")
struct AddedValidationTests {
  private let registry = AdapterRegistry(
    inputs: AdapterRegistry.builtIn.inputs,
    outputs: AdapterRegistry.builtIn.outputs + [OutputAdapterKind(AskingAdapter.self)])

  @Test("CLM-7: claims that can't be checked are Draft, counted, and not in the batch")
  func run() throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-csv.yml"
    let before = try sandbox.claimpipe("run", manifest, "--now", "2026-04-01", "--quiet")
    #expect(before.status == 1)
    let old = try #require(try sandbox.report("out/csv/run-report.json").claims)
    let batch = try patients(sandbox, "claims")
    let moved = batch.filter { $0 == "P2" }.count
    #expect(moved > 0)

    let plain = try sandbox.text(manifest)
    try sandbox.write(
      plain.replacing(
        "outputs:\n",
        with: """
          outputs:
            - { adapter: asking, path: none, period: { to: 2026-03-15 } }
            - { adapter: asking, path: nothing, period: { from: 2026-03-16 } }

          """),
      to: manifest)
    let run = try PreparedRun(
      RunRequest(manifest: sandbox.url(manifest).path, now: "2026-04-01"), registry: registry)
    let stage = RunStage(
      run: run, work: OrderedWork(jobs: 2), isDryRun: false, log: Log(isQuiet: true))
    #expect(try stage.perform() == .doneWithErrors)

    let report = try sandbox.report("out/csv/run-report.json")
    let claims = try #require(report.claims)
    let count = claims.readyToSubmit.claims + claims.draft.claims
    let findings = try sandbox.text("out/csv/run-report-findings.ndjson")
    #expect(
      findings.components(separatedBy: "seen by sample-practice").count == count + 1,
      "one for each claim")
    #expect(claims.readyToSubmit.claims == old.readyToSubmit.claims - moved)
    #expect(claims.validationFailures["asking.not_for_p2"] == 1, "S-901 has no patient's record")
    let drafts = try patients(sandbox, "claims-drafts")
    #expect(
      claims.uncheckedValidations["asking.not_for_p2"] == drafts.filter { $0 == "P2" }.count)
    // Two outputs ask it, each of its own claims: the report has the code once.
    let text = try sandbox.text("out/csv/run-report.json")
    let unchecked = text.components(separatedBy: "\"unchecked_validations\": {").last ?? ""
    #expect(
      unchecked.prefix { $0 != "}" }.components(separatedBy: "asking.not_for_p2").count == 2)
    #expect(try patients(sandbox, "claims") == batch.filter { $0 != "P2" })
    #expect(
      try sandbox.text("out/csv/claims-drafts.json").contains(
        #""validation_failures":[],"unchecked_validations":["asking.not_for_p2"]"#))
  }

  private func patients(_ sandbox: Sandbox, _ name: String) throws -> [String] {
    let document = try JSONSerialization.jsonObject(with: sandbox.data("out/csv/\(name).json"))
    let claims = (document as? [String: Any])?["claims"] as? [[String: Any]]
    return try #require(claims).map {
      ($0["patient"] as? [String: Any])?["patient_id"] as? String ?? ""
    }
  }

  @Test("claimpipe adapters: the contract's validations, then those that each output adds")
  func listing() {
    let added = """

      Validations of claims that asking adds
        asking.not_for_p2  another patient would be right

      """
    #expect(ValidationText.detail(AskingAdapter.specification, registry) == added)
    let all = ValidationText.table(registry)
    #expect(
      all.hasPrefix("\nValidations of claims\n  billing_provider.address ") && all.hasSuffix(added))
    #expect(ValidationText.detail(registry.inputs[0].specification, registry).isEmpty)
  }
}
