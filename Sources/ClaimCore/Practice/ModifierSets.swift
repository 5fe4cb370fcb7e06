/// Modifiers as a set of bits, with their order.
struct ModifierSet: BitwiseCopyable {
  static let orderLimit = 8

  /// Bit n stands for modifier n of the practice's fee schedules.
  private(set) var members: UInt64 = 0
  /// The members' numbers as they first come, a byte each, the first lowest.
  private(set) var order: UInt64 = 0
  private(set) var count = 0
  /// Of a row: another has the same modifiers in another order.
  var hasOtherOrders = false

  static let empty = ModifierSet()

  /// Adds a modifier's number; false where there is no room for its place.
  mutating func add(_ number: Int) -> Bool {
    if members & 1 << UInt64(number) != 0 { return true }
    if count == Self.orderLimit { return false }
    members |= 1 << UInt64(number)
    order |= UInt64(number) << UInt64(8 * count)
    count += 1
    return true
  }

  func isSubset(of other: ModifierSet) -> Bool { members & ~other.members == 0 }

  /// The number at a place.
  private func number(at place: Int) -> UInt64 { order >> UInt64(8 * place) & 0xFF }

  /// Where a member stands.
  private func place(of number: UInt64) -> Int {
    var place = 0
    while place < count, self.number(at: place) != number { place += 1 }
    return place
  }

  /// Whether it has more members than `other`, or as many and the one whose first modifier stands first
  /// on the line, then the second, and so on (CLM-5). Both are subsets of the line's.
  func precedes(_ other: ModifierSet, on line: ModifierSet) -> Bool {
    if count != other.count { return count > other.count }
    for index in 0..<count {
      let (left, right) = (
        line.place(of: number(at: index)), line.place(of: other.number(at: index))
      )
      if left != right { return left < right }
    }
    return false
  }
}

extension [ModifierSet] {
  /// Marks those whose members come in another order elsewhere among them.
  mutating func markOtherOrders() {
    var orders: [UInt64: UInt64] = [:]
    var varied: Set<UInt64> = []
    for set in self
    where orders.updateValue(set.order, forKey: set.members) ?? set.order != set.order {
      varied.insert(set.members)
    }
    for index in indices { self[index].hasOtherOrders = varied.contains(self[index].members) }
  }
}

/// The modifiers that fee schedules name, by number, for fees to be chosen by words instead of texts.
///
/// Not for a practice whose fee schedules name more than 64, or more than eight in a row: its fees are
/// chosen by their texts.
struct ModifierSets: ~Copyable, Sendable {
  /// Whether there are any sets.
  let areMade: Bool
  private let numbers: NumberedTexts

  init(_ fees: [FeeSchedule], pool: TextPool) {
    var writer = TextWriter(pool, chunkSize: 1 << 12)
    var modifiers: [Text] = []
    var longest = 0
    for fee in fees {
      var count = 0
      pool.forEachElement(of: fee.modifiers) {
        count += 1
        // Of the same few modifiers, thousands of rows keep no copies.
        let isShort = $0.count <= Text.inlineLimit
        modifiers.append(isShort ? Text(inline: $0) : writer.keep($0))
      }
      longest = max(longest, count)
    }
    if longest <= ModifierSet.orderLimit, let numbers = NumberedTexts(modifiers, pool: pool) {
      areMade = true
      self.numbers = numbers
    } else {
      areMade = false
      numbers = .none(pool)
    }
  }

  /// Those of a list that fee schedules name; `nil` where they are more than a set can order.
  @inline(__always)
  func set(of list: Text, _ pool: TextPool) -> ModifierSet? {
    if !areMade { return nil }
    if list.isMissing { return .empty }
    var set = ModifierSet()
    var fits = true
    pool.forEachElement(of: list) { element in
      if let number = numbers.number(of: element) { fits = set.add(number) && fits }
    }
    return fits ? set : nil
  }
}
