/// Some items of one day and service, to be looked up by place of service without going through all
/// of them.
struct ItemsByPlace {
  /// By start and session id.
  private var all: [Int] = []
  /// By place and then as above.
  private var sorted: [(place: Text, item: Int)] = []
  private var sortedItems: [Int] = []

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    if all.isEmpty { return }
    all.removeAll(keepingCapacity: true)
    sorted.removeAll(keepingCapacity: true)
    sortedItems.removeAll(keepingCapacity: true)
  }

  mutating func add(_ item: Int, at place: Text) {
    all.append(item)
    sorted.append((place, item))
  }

  /// Makes it ready to be asked.
  mutating func sort(_ pool: TextPool) {
    if all.isEmpty { return }
    sorted.sort {
      let place = pool.compare($0.place, $1.place)
      return place != 0 ? place < 0 : $0.item < $1.item
    }
    for entry in sorted { sortedItems.append(entry.item) }
  }

  /// - Parameter place: `nil` where place of service doesn't matter; blank equals blank.
  func items(at place: Text?, _ pool: TextPool) -> ArraySlice<Int> {
    guard let place, !all.isEmpty else { return all[...] }
    let first = lowerBound(sorted.indices) { pool.compare(sorted[$0].place, place) < 0 }
    let end = lowerBound(first..<sorted.count) { pool.compare(sorted[$0].place, place) <= 0 }
    return sortedItems[first..<end]
  }
}
