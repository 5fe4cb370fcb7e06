/// How many there were of a kind, and the first few of them: what a report can show however large
/// the run.
struct Examples<Element: Sendable>: Sendable {
  private(set) var count = 0
  private(set) var first: [Element] = []

  /// How many are shown.
  static var limit: Int { 20 }

  /// - Parameter element: made only while there is room.
  mutating func add(_ element: @autoclosure () -> Element) {
    count += 1
    if first.count < Self.limit { first.append(element()) }
  }

  /// So many, the first of which are these.
  init(count: Int = 0, first: [Element] = []) {
    self.count = count
    self.first = first
  }

  /// With those that come behind these.
  func adding(_ others: Examples) -> Examples {
    var both = self
    both.count += others.count
    if both.first.count == Self.limit { return both }
    both.first += others.first.prefix(Self.limit - first.count)
    return both
  }
}
