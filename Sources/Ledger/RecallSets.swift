internal import ClaimCore

/// A patient's date of service.
struct PatientDay {
  private let key: UInt64

  init(_ session: Session) {
    key =
      UInt64(bitPattern: Int64(session.start.date.days)) << 32 | UInt64(session.patient.index)
  }

  init(_ entry: RadixEntry) { key = entry.key }

  /// To be sorted by date and then patient.
  var entry: RadixEntry { RadixEntry(key: key, value: 0) }
  var patient: Int { Int(key & 0xFFFF_FFFF) }
  var date: CivilDate { CivilDate(days: Int32(truncatingIfNeeded: key >> 32)) }
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
