/// A run's findings by place, then code, then session.
public final class OrderedFindings: Sendable {
  private let rows: Table<FindingRow>

  public static let none = OrderedFindings(Table([]))

  init(_ rows: consuming Table<FindingRow>) { self.rows = rows }

  public var count: Int { rows.count }
  public var indices: Range<Int> { rows.indices }
  public subscript(index: Int) -> FindingRow { rows[index] }
}
