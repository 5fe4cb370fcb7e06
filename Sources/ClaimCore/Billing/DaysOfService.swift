/// A patient's items by date of service and service code; those of a group by start and session id.
struct DaysOfService {
  private struct Key: BitwiseCopyable {
    var date: CivilDate
    var item: UInt32
    var code: Text
    /// `TextPool.orderKey(of:)` of the code.
    var codeOrder: UInt64
  }

  private var keys: [Key] = []
  /// Where each group ends in `keys`.
  private var ends: [Int] = []

  /// Takes a patient's items instead of the last one's.
  mutating func fill(
    _ range: Range<Int>, _ items: [ChargeItem], _ sessions: [Session], _ pool: TextPool
  ) {
    keys.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var isSorted = true
    for index in range {
      let code = sessions[Int(items[index].session)].serviceCode
      let key = Key(
        date: items[index].dateOfService, item: UInt32(index), code: code,
        codeOrder: pool.orderKey(of: code))
      if let last = keys.last, Self.compare(last, key, pool) > 0 { isSorted = false }
      keys.append(key)
    }
    // Items come by start, so often they are in order already.
    if !isSorted {
      keys.sort {
        let order = Self.compare($0, $1, pool)
        return order != 0 ? order < 0 : $0.item < $1.item
      }
    }
    for place in keys.indices.dropFirst()
    where Self.compare(keys[place - 1], keys[place], pool) != 0 {
      ends.append(place)
    }
    ends.append(keys.count)
  }

  @inline(__always)
  private static func compare(_ a: Key, _ b: Key, _ pool: TextPool) -> Int {
    if a.date != b.date { return a.date < b.date ? -1 : 1 }
    if a.codeOrder != b.codeOrder { return a.codeOrder < b.codeOrder ? -1 : 1 }
    return pool.compare(a.code, b.code)
  }

  /// Of the groups.
  var indices: Range<Int> { ends.indices }

  /// Where a group's items stand.
  func places(_ group: Int) -> Range<Int> { (group == 0 ? 0 : ends[group - 1])..<ends[group] }

  func item(_ place: Int) -> Int { Int(keys[place].item) }

  func items(_ group: Int) -> [Int] { places(group).map { item($0) } }
}
