internal import AdapterKit
internal import ClaimCore
internal import Manifests

/// Warns of outputs that would take the same claims, of which a ledger lets each go out once (CLM-8):
/// every run that has such a claim would end with 4.
struct SharedClaims {
  let run: PreparedRun
  let log: Log

  func warn() {
    if run.manifest.ledger == nil || !run.manifest.billing.claims.generate { return }
    let batches = run.outputs.filter(\.makesBatches)
    for (index, output) in batches.enumerated() {
      guard let other = batches[..<index].first(where: output.mayShareClaims) else { continue }
      log.warning(
        "\(output.manifest.marks.keyPath) takes claims that \(other.manifest.marks.keyPath) takes too; "
          + "with a ledger a claim goes out once, so a run that has such a claim fails: give each output "
          + "payers, a period or business units of its own")
    }
  }
}

extension PreparedRun.Output {
  /// Batches have numbers, so their adapters have an option for them.
  fileprivate var makesBatches: Bool { options.contains { $0.name == "control_number" } }

  /// Whether no key of the two keeps their claims apart.
  fileprivate func mayShareClaims(with other: Self) -> Bool {
    let mine = manifest.scope
    let both = mine.narrowed(by: other.manifest.scope)
    if both.dates.start > both.dates.end || both.businessUnits?.isEmpty == true { return false }
    guard let payers, let others = other.payers else { return true }
    return !payers.isDisjoint(with: others)
  }

  /// Ids; `nil` takes all.
  private var payers: Set<String>? {
    guard case .list(let ids)? = manifest.options["payers"] else { return nil }
    return Set(ids)
  }
}
