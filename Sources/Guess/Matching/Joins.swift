import ClaimCore

/// Which columns hold the ids of other tables' records, told by their values.
struct Joins {
  struct Join {
    /// The table and column, for people.
    let target: String
    /// How many of the different values are there.
    let share: Double
    /// How to cut the id out of the value: `Patient/123`.
    let split: (on: String, take: String)?
    /// Long or many enough to be no coincidence.
    let isSure: Bool
  }

  private struct Key: Hashable {
    let table: Int
    let column: String
    let field: String
  }

  private var joins: [Key: Join] = [:]
  /// By the field that names a record: the table that has such records, and its column.
  private(set) var keys: [String: (table: Int, column: String)] = [:]

  func join(_ column: String, of table: Int, to field: String) -> Join? {
    joins[Key(table: table, column: column, field: field)]
  }

  /// Whether a column is the key that others refer to by such a field.
  func isKey(_ column: String, of table: Int, for field: String) -> Bool {
    keys[field].map { $0.table == table && $0.column == column } ?? false
  }

  /// Whether some other table has the records that the field names, with ids in the sample.
  func isKnown(_ field: String, besides table: Int) -> Bool {
    keys[field].map { $0.table != table } ?? false
  }

  static let none = Joins()
  private init() {}

  /// - Parameter owners: by id field (`patient_id`), the table whose records have it as their key, and
  ///   the columns that may be that key, the likeliest first.
  init(_ tables: [SampleTable], owners: [String: (table: Int, columns: [String])]) {
    for (field, owner) in owners.sorted(by: { $0.key < $1.key }) {
      let best = owner.columns.enumerated().map { place, name in
        let found = Self.found(tables, owner.table, name, field)
        // A column that others refer to is the key; of equals, the likeliest by its name.
        let support = found.reduce(0) { $0 + $1.1.share } - Double(place) * 0.01
        return (name, found, support)
      }.max { $0.2 < $1.2 }
      guard let best else { continue }
      keys[field] = (owner.table, best.0)
      for (key, join) in best.1 { joins[key] = join }
    }
  }

  private static func found(
    _ tables: [SampleTable], _ owner: Int, _ name: String, _ field: String
  ) -> [(Key, Join)] {
    guard let keyColumn = tables[owner].column(name), !keyColumn.profile.isEmpty else { return [] }
    let ids = Set(keyColumn.values.compactMap { $0 })
    var found: [(Key, Join)] = []
    for (number, table) in tables.enumerated() where number != owner {
      for column in table.columns where !column.profile.isEmpty {
        guard let (share, split) = share(of: column.profile.values, in: ids) else { continue }
        let target = "\(name) of \(tables[owner].label)"
        let isSure = Self.isSure(column.profile.values, share)
        found.append(
          (
            Key(table: number, column: column.name, field: field),
            Join(target: target, share: share, split: split, isSure: isSure)
          ))
      }
    }
    return found
  }

  /// Long values, or letters and digits that are all there, meet no id by chance.
  private static func isSure(_ values: [String], _ share: Double) -> Bool {
    if values.count > 2, values.prefix(20).allSatisfy({ $0.utf8.count >= 6 }) { return true }
    return share == 1 && values.count > 1
      && values.allSatisfy { value in
        value.contains(where: \.isLetter) && value.contains(where: \.isNumber)
      }
  }

  /// `nil` where fewer than half are there.
  private static func share(
    of values: [String], in ids: Set<String>
  ) -> (Double, split: (on: String, take: String)?)? {
    let sample = values.prefix(200)
    func share(_ cut: (String) -> Substring) -> Double {
      Double(sample.count { ids.contains(String(cut($0))) }) / Double(sample.count)
    }
    let whole = share { $0[...] }
    if whole >= 0.5 { return (whole, nil) }
    for mark: Character in ["/", "|", ":"] {
      let part = share { $0.split(separator: mark).last ?? "" }
      if part >= 0.5 { return (part, (String(mark), "last")) }
    }
    return nil
  }
}
