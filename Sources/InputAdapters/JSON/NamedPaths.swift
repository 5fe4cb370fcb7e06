import AdapterKit

/// The names that were asked for, as paths: those of the record itself and those of the objects
/// around it.
struct NamedPaths {
  let record: FieldPlan
  let parents: ParentPlan

  /// - Parameter names: paths as the mapping has them.
  init(_ names: [String], source: String) throws(InputFault) {
    let paths = try FieldPlan.paths(names, source: source)
    record = FieldPlan(paths.map { $0.parents == 0 ? $0 : nil })
    parents = ParentPlan(paths)
  }
}

/// What is wanted of the objects around the records.
struct ParentPlan: Sendable {
  /// One of those objects.
  struct Level: Sendable {
    /// Objects up from the record.
    let distance: Int
    /// The keys that are kept, folded.
    let keys: Set<[UInt8]>
    /// The paths inside it, and the slot that each of them fills.
    let plan: FieldPlan
    let slots: [Int]
  }

  let levels: [Level]
  var isEmpty: Bool { levels.isEmpty }

  init(_ paths: [JSONPath]) {
    levels = Set(paths.map(\.parents)).filter { $0 > 0 }.sorted().map { distance in
      let wanted = paths.enumerated().filter { $0.element.parents == distance }
      return Level(
        distance: distance,
        keys: Set(wanted.compactMap { $0.element.selectors.first?.foldedKey }),
        plan: FieldPlan(wanted.map(\.element)), slots: wanted.map(\.offset))
    }
  }
}

extension JSONPath.Step {
  fileprivate var foldedKey: [UInt8]? { if case .key(let key) = self { key.folded } else { nil } }
}
