internal import AdapterKit
internal import ClaimCore

/// How many claims there are of a kind, and what was billed on them.
struct ClaimSum: Sendable {
  private(set) var count = 0
  /// `nil` past what can be held.
  private(set) var billed: Money? = .zero

  mutating func add(_ total: Money?) {
    count += 1
    if let total { billed = billed?.adding(total) }
  }

  mutating func add(_ other: ClaimSum) {
    count += other.count
    billed = other.billed.flatMap { billed?.adding($0) }
  }

  var json: JSONValue {
    .object([("claims", .integer(count)), ("total_billed", .optional(billed?.decimal))])
  }
}
