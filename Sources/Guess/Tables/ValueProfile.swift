import Intake

/// What a column's values look like.
struct ValueProfile {
  /// The different values, in the order of their first appearance; at most ``mostValues``.
  let values: [String]
  /// Records that have a value.
  let filled: Int
  let rows: Int
  var dates: DateForms

  private static let mostValues = 400
  private static let mostLookedAt = 100

  init(_ values: [String?]) {
    var seen: Set<String> = []
    var different: [String] = []
    var filled = 0
    for value in values {
      guard let value, !value.isEmpty else { continue }
      filled += 1
      if different.count < Self.mostValues, seen.insert(value).inserted { different.append(value) }
    }
    self.values = different
    self.filled = filled
    rows = values.count
    dates = DateForms(different)
  }

  var isEmpty: Bool { filled == 0 }
  /// As far as was looked.
  var isUnique: Bool { filled > 0 && values.count == min(filled, Self.mostValues) }
  var isComplete: Bool { filled == rows }
  var isConstant: Bool { values.count == 1 && rows > 1 }

  /// The share of the different values that look so.
  func share(_ looks: (String) -> Bool) -> Double {
    let some = values.prefix(Self.mostLookedAt)
    return some.isEmpty ? 0 : Double(some.count(where: looks)) / Double(some.count)
  }

  /// Most of them do; some may be broken.
  func mostly(_ looks: (String) -> Bool) -> Bool { share(looks) >= 0.8 }
}
