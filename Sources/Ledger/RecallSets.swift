internal import ClaimCore

/// A patient's date of service.
struct PatientDay: Comparable {
  private let key: Int64

  init(_ session: Session) {
    key = Int64(session.start.date.days) << 32 | Int64(session.patient.index)
  }

  var patient: Int { Int(key & 0xFFFF_FFFF) }
  var date: CivilDate { CivilDate(days: Int32(truncatingIfNeeded: key >> 32)) }

  static func < (one: PatientDay, other: PatientDay) -> Bool { one.key < other.key }
}

/// Rows of a table, which are numbered closely.
struct RowSet {
  /// Those beyond are damage, or of a ledger that nobody has; they cost more.
  private static let near: Range<Int64> = 0..<(1 << 30)

  private var words: [UInt64] = []
  private var far = Set<Int64>()

  func contains(_ row: Int64) -> Bool {
    guard Self.near.contains(row) else { return far.contains(row) }
    let word = Int(row >> 6)
    return word < words.count && words[word] & 1 << UInt64(row & 63) != 0
  }

  /// - Returns: whether it was not in it before.
  mutating func insert(_ row: Int64) -> Bool {
    guard Self.near.contains(row) else { return far.insert(row).inserted }
    if contains(row) { return false }
    let word = Int(row >> 6)
    if word >= words.count {
      words += repeatElement(0, count: max(word + 1 - words.count, words.count))
    }
    words[word] |= 1 << UInt64(row & 63)
    return true
  }
}
