import AdapterKit
public import ClaimCore

/// A manifest's mapping of one input, checked and ready to decode by.
///
/// Immutable, so any number of threads may decode by one at once.
public final class CompiledMapping: Sendable {
  public let kind: RecordKind
  public let schema: RecordSchema
  /// The source names, each once: a block's slots stand in this order. What to ask the adapter for,
  /// ``RecordSieve/names`` says.
  public let names: [String]

  /// Parts of a value that are records of their own.
  let spread: Spread?
  let plans: Table<FieldPlan>
  let parts: Table<ValuePart>
  let mapEntries: Table<MapEntry>
  let patternItems: Table<PatternItem>
  let choices: Table<ChoiceEntry>
  let constants: Table<UInt8>
  /// By field, as the mapping has them: for messages.
  let formats: [String?]

  /// - Parameter mapping: by field name; fields without an entry are asked for by their own name.
  public init(_ kind: RecordKind, _ mapping: [String: FieldMapping] = [:]) throws(MappingFaults) {
    var compiler = MappingCompiler(schema: RecordSchema.of(kind))
    compiler.compile(mapping)
    if !compiler.faults.isEmpty {
      throw MappingFaults(
        faults: compiler.faults.sorted {
          ($0.field, $0.key ?? "", $0.mapKey ?? "") < ($1.field, $1.key ?? "", $1.mapKey ?? "")
        })
    }
    self.kind = kind
    schema = compiler.schema
    names = compiler.names
    spread = compiler.spread
    plans = Table(compiler.plans)
    parts = Table(compiler.parts)
    mapEntries = Table(compiler.mapEntries)
    patternItems = Table(compiler.patternItems)
    choices = Table(compiler.choices)
    constants = Table(compiler.constants)
    formats = compiler.schema.fields.map { mapping[$0.name]?.format }
  }

  /// Required fields that no record can have, given what the source lacks
  /// (`RecordReader.absentNames`), each with the names it was to come from.
  public func requiredFields(lackingIn absent: [String]) -> [(field: String, names: [String])] {
    let absent = Set(absent)
    return plans.indices.compactMap { index in
      let plan = plans[index]
      guard plan.isRequired, plan.fallback.count == 0 else { return nil }
      let wanted = slots(of: plan).map { names[$0] }
      guard wanted.allSatisfy(absent.contains) else { return nil }
      return (schema.fields[index].name, wanted)
    }
  }

  /// The plans for a source, by what it lacks: fields that no record of it has cost nothing.
  func plans(lackingIn absent: [String]) -> Table<FieldPlan> {
    let absent = Set(absent)
    return Table(
      plans.indices.map { index in
        var plan = plans[index]
        if plan.mayBeMissing, plan.slot >= 0, absent.contains(names[Int(plan.slot)]) {
          plan.slot = FieldPlan.absent
        }
        return plan
      })
  }

  /// The slots that a field's value comes from.
  func slots(of plan: FieldPlan) -> [Int] {
    if plan.slot >= 0 { return [Int(plan.slot)] }
    return plan.parts.range.map { Int(parts[$0].slot) }.filter { $0 >= 0 }
  }
}
