/// Makes the paths into one deterministic machine: a state is the set of how far each path got.
struct PlanBuilder {
  /// How far one path got.
  private struct Position: Hashable {
    let slot: Int
    let step: Int
    var isListed = false
    var isElement = false
  }

  private var paths: [[JSONPath.Step]]
  private let isWanted: [Bool]
  private var numbers: [[Position]: Int32] = [:]
  private var sets: [[Position]] = []

  /// - Parameter paths: by slot; `nil` for slots that no path fills.
  init(_ paths: [[JSONPath.Step]?]) {
    isWanted = paths.map { $0 != nil }
    spelled = paths.map { $0 ?? [] }
    self.paths = spelled.map { steps in
      steps.map { if case .key(let key) = $0 { .key(key.folded) } else { $0 } }
    }
  }

  private var spelled: [[JSONPath.Step]]

  mutating func build(_ plan: inout FieldPlan) {
    var firsts: [[JSONPath.Step]: Int] = [:]
    var start: [Position] = []
    for (slot, path) in paths.enumerated() where isWanted[slot] {
      if let first = firsts[path] {
        plan.copies.append((slot, first))
      } else {
        firsts[path] = slot
        start.append(Position(slot: slot, step: 0))
      }
    }
    _ = number([])
    // The record has a state of its own, also where nothing is asked for.
    sets.append(start)
    numbers[start] = FieldPlan.record
    var next = 0
    while next < sets.count {
      plan.states.append(state(sets[next], &plan))
      next += 1
    }
  }

  private mutating func number(_ set: [Position]) -> Int32 {
    if let known = numbers[set] { return known }
    let number = Int32(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  private mutating func state(_ set: [Position], _ plan: inout FieldPlan) -> FieldPlan.State {
    var state = FieldPlan.State()
    state.accepts.start = Int32(plan.accepts.count)
    for position in set where position.step == paths[position.slot].count {
      plan.accepts.append(
        FieldPlan.Accept(
          slot: Int32(position.slot), isListed: position.isListed,
          isElement: position.isElement))
    }
    state.accepts.count = Int32(plan.accepts.count) - state.accepts.start
    addKeys(set, &state, &plan)
    addElements(set, &state, &plan)
    addTests(set, &state, &plan)
    return state
  }

  private mutating func addKeys(
    _ set: [Position], _ state: inout FieldPlan.State, _ plan: inout FieldPlan
  ) {
    var keys: [(key: [UInt8], next: [Position])] = []
    for position in set {
      guard case .key(let folded)? = step(position), case .key(let key) = spelled(position) else {
        continue
      }
      let next = Position(
        slot: position.slot, step: position.step + 1, isListed: position.isListed)
      if let known = keys.firstIndex(where: { $0.key.folded == folded }) {
        keys[known].next.append(next)
      } else {
        keys.append((key, [next]))
      }
    }
    plan.keys.add(keys.map { KeyTable.Wanted(key: $0.key, state: number($0.next)) }, to: &state)
  }

  private mutating func addElements(
    _ set: [Position], _ state: inout FieldPlan.State, _ plan: inout FieldPlan
  ) {
    var indices: Set<Int> = []
    for position in set {
      if case .index(let index)? = step(position) { indices.insert(index) }
    }
    state.element = number(elements(of: set, at: nil))
    state.indexed.start = Int32(plan.indexed.count)
    for index in indices.sorted() {
      let next = number(elements(of: set, at: index))
      plan.indexed.append(FieldPlan.Indexed(index: index, state: next))
    }
    state.indexed.count = Int32(indices.count)
  }

  /// Each choice of an element by a value is a path of its own, to a slot behind the record's.
  private mutating func addTests(
    _ set: [Position], _ state: inout FieldPlan.State, _ plan: inout FieldPlan
  ) {
    var choices: [(step: JSONPath.Step, next: [Position])] = []
    for position in set {
      guard let step = step(position), step.isChoice else { continue }
      let isEvery = if case .every = step { true } else { false }
      let next = Position(
        slot: position.slot, step: position.step + 1, isListed: position.isListed || isEvery)
      if let known = choices.firstIndex(where: { $0.step == step }) {
        choices[known].next.append(next)
      } else {
        choices.append((step, [next]))
      }
    }
    state.tests.start = Int32(plan.tests.count)
    state.tests.count = Int32(choices.count)
    for choice in choices {
      guard let (path, value, isEvery) = choice.step.choice else { continue }
      let slot = paths.count
      spelled.append(path.map { .key($0) })
      paths.append(path.map { .key($0.folded) })
      let start = Int32(plan.testValues.count)
      plan.testValues += value
      plan.tests.append(
        FieldPlan.Test(
          probe: number([Position(slot: slot, step: 0)]), slot: Int32(slot),
          value: .init(start: start, count: Int32(value.count)), state: number(choice.next),
          isEvery: isEvery))
    }
  }

  /// How far the paths get at an element; `nil` for an index that none names.
  private func elements(of set: [Position], at index: Int?) -> [Position] {
    set.compactMap { position in
      if case .index(let wanted)? = step(position) {
        guard wanted == index else { return nil }
        return Position(
          slot: position.slot, step: position.step + 1, isListed: position.isListed)
      }
      if step(position)?.isChoice == true { return nil }
      if position.isElement { return nil }
      var next = position
      next.isListed = true
      next.isElement = true
      return next
    }
  }

  private func step(_ position: Position) -> JSONPath.Step? {
    let path = paths[position.slot]
    return position.step < path.count ? path[position.step] : nil
  }

  private func spelled(_ position: Position) -> JSONPath.Step {
    spelled[position.slot][position.step]
  }
}

extension JSONPath.Step {
  fileprivate var choice: (path: [[UInt8]], value: [UInt8], isEvery: Bool)? {
    switch self {
    case .first(let path, let value): (path, value, false)
    case .every(let path, let value): (path, value, true)
    case .key, .index, .all: nil
    }
  }
}
