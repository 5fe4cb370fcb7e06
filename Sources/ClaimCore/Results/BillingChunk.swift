/// What some patients' billing came to; chunks join into a ``BillingResult`` in the patients' order.
///
/// Indices count from the chunk's own first row until it is joined.
public struct BillingChunk: Sendable {
  var items: [ChargeItem] = []
  var claims: [Claim] = []
  var lines: [ClaimLine] = []
  var lineItems: [UInt32] = []
  var claimDiagnoses: [Ref<Diagnosis>] = []
  var failures: [ValidationFailure] = []
  var duplicateGroups: [Span32] = []
  var duplicateMembers: [DuplicateMember] = []
  var periods: [ChargePeriod] = []
  var findings: [Finding] = []

  init() {}
}

/// Where each chunk's rows begin in the joined tables.
struct ChunkBases {
  var items: UInt32 = 0
  var claims: UInt32 = 0
  var lines: UInt32 = 0
  var lineItems: UInt32 = 0
  var diagnoses: UInt32 = 0
  var failures: UInt32 = 0
  var members: UInt32 = 0

  static func of(_ chunks: [BillingChunk]) -> [ChunkBases] {
    var next = ChunkBases()
    return chunks.map { chunk in
      defer {
        next.items += UInt32(chunk.items.count)
        next.claims += UInt32(chunk.claims.count)
        next.lines += UInt32(chunk.lines.count)
        next.lineItems += UInt32(chunk.lineItems.count)
        next.diagnoses += UInt32(chunk.claimDiagnoses.count)
        next.failures += UInt32(chunk.failures.count)
        next.members += UInt32(chunk.duplicateMembers.count)
      }
      return next
    }
  }
}

extension Table {
  /// Puts one kind of the chunks' rows together, each changed as it is moved. The chunks give theirs
  /// up as it goes, so that little is held twice.
  init(
    moving rows: WritableKeyPath<BillingChunk, [Row]>, of chunks: inout [BillingChunk],
    _ bases: [ChunkBases], change: (inout Row, ChunkBases) -> Void = { _, _ in }
  ) {
    let count = chunks.reduce(0) { $0 + $1[keyPath: rows].count }
    self.init(count: count) { table in
      var next = 0
      for index in chunks.indices {
        var moved: [Row] = []
        swap(&moved, &chunks[index][keyPath: rows])
        for var row in moved {
          change(&row, bases[index])
          table.initializeElement(at: next, to: row)
          next += 1
        }
      }
    }
  }
}

extension [Finding] {
  /// By place, then code, then session: the same however the work was shared out.
  func inOrder(of pool: TextPool) -> [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: FindingCode.allCases.enumerated().map { ($1, $0) })
    return indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      if a.position != b.position {
        return (a.position.source, a.position.record) < (b.position.source, b.position.record)
      }
      if a.code != b.code { return ranks[a.code, default: 0] < ranks[b.code, default: 0] }
      let session = pool.compare(a.session, b.session)
      return session != 0 ? session < 0 : left < right
    }.map { self[$0] }
  }
}
