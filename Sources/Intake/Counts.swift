/// What became of one source's records; they balance: `read = used + rejected + replaced`
/// (unchanged ones need a ledger).
public struct IntakeCounts: Sendable, Equatable {
  public internal(set) var read = 0
  public internal(set) var used = 0
  public internal(set) var rejected = 0
  /// Sessions that gave way to another record of the same id, or repeated it (REC-1); other records
  /// that repeated one, where an input says that they may.
  public internal(set) var replaced = 0

  public init() {}

  public static func + (a: IntakeCounts, b: IntakeCounts) -> IntakeCounts {
    var sum = a
    sum.read += b.read
    sum.used += b.used
    sum.rejected += b.rejected
    sum.replaced += b.replaced
    return sum
  }
}

extension [IntakeCounts] {
  /// Of all sources together.
  public var total: IntakeCounts { reduce(IntakeCounts(), +) }

  mutating func update(_ source: Int, _ body: (inout IntakeCounts) -> Void) {
    while count <= source { append(IntakeCounts()) }
    body(&self[source])
  }
}
