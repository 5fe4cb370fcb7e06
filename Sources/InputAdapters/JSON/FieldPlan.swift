import AdapterKit

/// The paths that were asked for, made into one machine: its state says which slots a value is for
/// and which keys and elements lead on, so that a record is walked once whatever is asked for.
///
/// State 0 leads nowhere and is for nothing; state 1 is the record.
struct FieldPlan: Sendable {
  /// One state. Ranges are into the plan's tables.
  struct State: BitwiseCopyable, Sendable {
    var accepts: Span32 = .init()
    /// The only slot that a value is for, and no list; else -1.
    var onlySlot: Int32 = -1
    var keys: Span32 = .init()
    /// Where the hash buckets of the keys begin, and how many there are less one.
    var buckets: Int32 = 0
    var bucketMask: Int32 = 0
    /// For elements that have no state of their own.
    var element: Int32 = 0
    var indexed: Span32 = .init()
    /// For elements that are chosen by a value.
    var tests: Span32 = .init()
  }

  struct Span32: BitwiseCopyable, Sendable {
    var start: Int32 = 0
    var count: Int32 = 0
  }

  /// A slot that a value is for.
  struct Accept: BitwiseCopyable, Sendable {
    let slot: Int32
    /// One of several: an element of an array, or a member of one.
    let isListed: Bool
    /// An element of an array itself, in which an array has no place.
    let isElement: Bool
  }

  /// An element of an array that was asked for by its index.
  struct Indexed: BitwiseCopyable, Sendable {
    let index: Int
    let state: Int32
  }

  /// Which elements of an array go on: the first that has this text, or all that have it.
  struct Test: BitwiseCopyable, Sendable {
    /// For a look at the element, which fills `slot`.
    let probe: Int32
    /// Behind those of the record.
    let slot: Int32
    /// In the plan's `testValues`.
    let value: Span32
    /// For the element itself.
    let state: Int32
    let isEvery: Bool
  }

  static let nowhere: Int32 = 0
  static let record: Int32 = 1

  /// Slots a record.
  let width: Int
  var states: [State] = []
  var accepts: [Accept] = []
  var indexed: [Indexed] = []
  var tests: [Test] = []
  var testValues: [UInt8] = []
  /// Slots of the scan: the record's, and one for each test.
  var scanWidth: Int { width + tests.count }
  var keys = KeyTable()
  /// Slots asked for by a path that an earlier slot has too.
  var copies: [(slot: Int, from: Int)] = []

  static func paths(_ names: [String], source: String) throws(InputFault) -> [JSONPath] {
    var paths: [JSONPath] = []
    for name in names {
      do throws(JSONPathFault) {
        paths.append(try JSONPath(field: name))
      } catch {
        throw InputFault(source: source, message: "the mapping's name \(error.message)")
      }
    }
    return paths
  }

  /// - Parameter paths: by slot; `nil` for what is filled from elsewhere.
  init(_ paths: [JSONPath?]) {
    width = paths.count
    var builder = PlanBuilder(paths.map { $0?.selectors })
    builder.build(&self)
    for state in states.indices where states[state].accepts.count == 1 {
      let accept = accepts[Int(states[state].accepts.start)]
      if !accept.isListed { states[state].onlySlot = accept.slot }
    }
  }

  /// The tables as plain memory, for as long as `body` runs.
  func withTables<Result, Failure: Error>(
    _ body: (PlanTables) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try states.withUnsafeBufferPointer { states throws(Failure) in
      try accepts.withUnsafeBufferPointer { accepts throws(Failure) in
        try indexed.withUnsafeBufferPointer { indexed throws(Failure) in
          try tests.withUnsafeBufferPointer { tests throws(Failure) in
            try testValues.withUnsafeBufferPointer { testValues throws(Failure) in
              try keys.withTables { keys throws(Failure) in
                try body(
                  PlanTables(
                    states: states, accepts: accepts, indexed: indexed, tests: tests,
                    testValues: testValues, keys: keys))
              }
            }
          }
        }
      }
    }
  }
}

/// A plan's tables as plain memory.
struct PlanTables {
  let states: UnsafeBufferPointer<FieldPlan.State>
  let accepts: UnsafeBufferPointer<FieldPlan.Accept>
  let indexed: UnsafeBufferPointer<FieldPlan.Indexed>
  let tests: UnsafeBufferPointer<FieldPlan.Test>
  let testValues: UnsafeBufferPointer<UInt8>
  let keys: KeyTable.View

  /// The state of an array's element.
  @inline(__always)
  func element(_ index: Int, of state: FieldPlan.State) -> Int32 {
    for entry in 0..<Int(state.indexed.count) {
      let indexed = indexed[Int(state.indexed.start) + entry]
      if indexed.index == index { return indexed.state }
    }
    return state.element
  }
}
