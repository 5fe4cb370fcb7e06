extension RecordScanner {
  /// Looks whether the element that begins at `start`, and was walked already, is the first of its
  /// array, or one of all, that a path chooses by a value; it is then walked once more for what lies
  /// behind.
  @inline(never)
  mutating func choose(_ start: Int, _ state: FieldPlan.State) throws(Malformed) {
    let (end, feeds) = (at, lineFeeds)
    for test in tables.tests(of: state) where test.isEvery || !slots.isChosen(test.slot) {
      at = start
      try value(test.probe)
      if slots.takes(test.slot, tables.value(of: test), text) {
        at = start
        try value(test.state)
      }
    }
    at = end
    lineFeeds = feeds
  }
}

extension PlanTables {
  func tests(of state: FieldPlan.State) -> UnsafeBufferPointer<FieldPlan.Test> {
    let start = Int(state.tests.start)
    return UnsafeBufferPointer(rebasing: tests[start..<(start + Int(state.tests.count))])
  }

  func value(of test: FieldPlan.Test) -> UnsafeBufferPointer<UInt8> {
    let start = Int(test.value.start)
    return UnsafeBufferPointer(rebasing: testValues[start..<(start + Int(test.value.count))])
  }
}

extension SlotValues {
  /// Before the first element of an array.
  mutating func beginTests(_ tests: UnsafeBufferPointer<FieldPlan.Test>) {
    for test in tests { chosen.remove(test.slot) }
  }

  /// Whether an earlier element was chosen.
  func isChosen(_ slot: Int32) -> Bool { chosen.contains(slot) }

  /// Whether what was put into a slot is this value, or has it in a list; the slot is then empty.
  mutating func takes(
    _ slot: Int32, _ value: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>
  ) -> Bool {
    let found = holds(Int(slot), value, text)
    forget(Int(slot))
    if found { chosen.insert(slot) }
    return found
  }
}
