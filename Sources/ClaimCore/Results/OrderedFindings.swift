import Synchronization

/// A run's findings by place, then code, then session: the same however the work was shared out.
///
/// They are dealt out by place as they come, and each deal is put in order when it is asked for.
public final class OrderedFindings: Sendable {
  /// Findings of one code.
  public struct Tally: Sendable {
    public fileprivate(set) var count = 0
    /// The first of them, in order.
    public fileprivate(set) var first: [FindingRow] = []
  }

  private struct State: ~Copyable {
    var keeper: FindingKeeper
    /// Sessions' ids once more, in the order in which they are written.
    var ids: TextWriters
    var count = 0
    /// By code's place.
    var tallies: [Tally]
  }

  private let pool: TextPool
  private let deals: OrderedBuckets<FindingRow>
  private let exampleCount: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - count: about how many there may be.
  ///   - places: of some of them, in any order, so that deals come out about equal.
  ///   - examples: how many of each code a ``Tally`` has.
  public init(
    _ pool: TextPool, expecting count: Int, places: [Position], examples: Int = 0,
    spill: Spill = .none
  ) {
    self.pool = pool
    exampleCount = examples
    deals = OrderedBuckets(
      expecting: count, spill: spill, samples: places.map { Self.place(Self.key($0)) })
    state = Mutex(
      State(
        keeper: FindingKeeper(pool), ids: TextWriters(pool, places: deals.count),
        tallies: FindingCode.allCases.map { _ in Tally() }))
  }

  /// Takes findings; called by one thread at a time, in the same order in every run.
  public func append(_ findings: [Finding]) throws {
    try state.withLock { state in
      for finding in findings {
        let deal = deals.bucket(of: Self.place(Self.key(finding.position)))
        let row = state.keeper.row(
          finding, session: state.ids.keep(finding.session, at: deal))
        try deals.append(row, to: deal)
        state.count += 1
        tally(row, in: &state.tallies[row.code.place])
      }
    }
  }

  public var count: Int { state.withLock { $0.count } }

  public func tally(of code: FindingCode) -> Tally { state.withLock { $0.tallies[code.place] } }

  public var dealCount: Int { deals.count }

  /// A deal's findings in order, by any thread once all are there. Of those that agree in place, code
  /// and session the one that came first stands first.
  public func deal(_ number: Int) throws -> [FindingRow] {
    try deals.rows(of: number, key: { Self.key($0.position) }, isBefore: isBefore)
  }

  /// One number for all: findings of one place are put in order together, in one deal.
  private static func place(_ key: UInt64) -> OrderedBuckets<FindingRow>.Place {
    OrderedBuckets.Place(key: key, number: 0)
  }

  private static func key(_ position: Position) -> UInt64 {
    UInt64(position.source) << 32 | UInt64(position.record)
  }

  private func isBefore(_ a: FindingRow, _ b: FindingRow) -> Bool {
    let (left, right) = (Self.key(a.position), Self.key(b.position))
    if left != right { return left < right }
    if a.code != b.code { return a.code.place < b.code.place }
    return pool.compare(a.session, b.session) < 0
  }

  private func tally(_ row: FindingRow, in tally: inout Tally) {
    tally.count += 1
    if tally.first.count == exampleCount {
      guard let last = tally.first.last, isBefore(row, last) else { return }
      tally.first.removeLast()
    }
    let place = tally.first.firstIndex { isBefore(row, $0) } ?? tally.first.endIndex
    tally.first.insert(row, at: place)
  }
}

extension [Finding] {
  /// The same order, for a few.
  public func inOrder(of pool: TextPool) -> [Finding] {
    indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      if a.position != b.position { return a.position < b.position }
      if a.code != b.code { return a.code.place < b.code.place }
      let session = pool.compare(a.session, b.session)
      return session != 0 ? session < 0 : left < right
    }.map { self[$0] }
  }
}
