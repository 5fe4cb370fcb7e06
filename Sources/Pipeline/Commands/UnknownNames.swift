internal import AdapterKit
internal import ClaimCore
internal import Manifests

/// Warns of ids in the manifest or on the command line that no reference record has: a run that is
/// limited to them would end well with nothing in it, and what is set for them would hold for none.
struct UnknownNames {
  let run: PreparedRun
  let practice: Practice
  let log: Log

  func warn() {
    let scopes = [run.manifest.scope] + run.outputs.map(\.manifest.scope)
    let units = practice.businessUnits.indices.map { practice.businessUnits[$0].id }
    warn(Set(scopes.flatMap { $0.businessUnits ?? [] }), "business unit", known: units)
    let payers = practice.payers.indices.map { practice.payers[$0].id }
    warn(Set(run.outputs.flatMap { $0.adapter.namedPayers }), "payer", known: payers)
  }

  private func warn(_ named: Set<String>, _ what: String, known: [Text]) {
    if named.isEmpty { return }
    let known = Set(known.map { practice.pool.string($0) })
    for id in named.subtracting(known).sorted() {
      let nearest =
        nearestName(to: id, in: known.sorted()).map { " (did you mean \"\($0)\"?)" } ?? ""
      log.warning("there is no \(what) \"\(id)\"\(nearest): what names it takes nothing")
    }
  }
}
