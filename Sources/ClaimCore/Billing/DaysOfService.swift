/// A patient's items by date of service and service code; those of a group by start and session id.
struct DaysOfService {
  private var items: [Int]
  /// Where each group ends in `items`.
  private var ends: [Int] = []

  init(_ range: Range<Int>, of billing: borrowing PatientBilling) {
    let pool = billing.practice.pool
    let keys = range.map {
      (date: billing.chunk.items[$0].dateOfService, code: billing.session($0).serviceCode)
    }
    let base = range.lowerBound
    func order(_ a: Int, _ b: Int) -> Int {
      let (left, right) = (keys[a - base], keys[b - base])
      if left.date != right.date { return left.date < right.date ? -1 : 1 }
      return pool.compare(left.code, right.code)
    }
    items = Array(range)
    // Items come by start, so often they are in order already.
    if !range.dropFirst().allSatisfy({ order($0 - 1, $0) <= 0 }) {
      items.sort {
        let order = order($0, $1)
        return order != 0 ? order < 0 : $0 < $1
      }
    }
    ends.reserveCapacity(items.count)
    for index in items.indices.dropFirst() where order(items[index - 1], items[index]) != 0 {
      ends.append(index)
    }
    ends.append(items.count)
  }

  var indices: Range<Int> { ends.indices }

  subscript(group: Int) -> ArraySlice<Int> {
    items[(group == 0 ? 0 : ends[group - 1])..<ends[group]]
  }
}
