internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// Which steps of the run take the session, by their dates and business units (section 7).
  func scopeStep(_ session: Session) -> ExplanationStep {
    let billing = run.manifest.billing
    let outputs = run.outputs.map(\.manifest)
    let parts =
      [("approval", billing.approval.scope), ("claims", billing.claims.scope)]
      + outputs.map { ("\($0.adapter) \($0.path)", $0.scope) }
    let isInside = parts.map {
      ResolvedScope($0.1, in: practice).contains(session.dates.start, session.businessUnit)
    }
    let outside = parts.indices.filter { !isInside[$0] }.map { parts[$0].0 }
    var step = ExplanationStep(
      "scope", "Scope",
      result: outside.isEmpty
        ? "inside of what the run is limited to" : "outside, for \(Words.list(outside))",
      values: [
        ("approval", .boolean(isInside[0])), ("claims", .boolean(isInside[1])),
        (
          "outputs",
          .array(
            zip(outputs, isInside.dropFirst(2)).map { output, takes in
              .object([
                ("adapter", .text(output.adapter)), ("path", .text(output.path)),
                ("takes", .boolean(takes)),
              ])
            })
        ),
      ])
    for scope in Self.distinct(parts.map(\.1)) where scope != .everything {
      let names = parts.filter { $0.1 == scope }.map(\.0)
      let takes = ResolvedScope(scope, in: practice)
        .contains(session.dates.start, session.businessUnit)
      step.because(
        "",
        "\(names.count == parts.count ? "everything" : Words.list(names)): \(limits(of: scope))",
        takes ? .chosen : .notChosen)
    }
    return step
  }

  private static func distinct(_ scopes: [Scope]) -> [Scope] {
    scopes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func limits(of scope: Scope) -> String {
    var limits = [String]()
    if scope.dates != .always { limits.append("dates of service \(Words.dates(scope.dates))") }
    if let units = scope.businessUnits {
      limits.append(
        units.isEmpty ? "no business unit" : "business units \(Words.list(units.sorted()))")
    }
    return limits.joined(separator: "; ")
  }
}
