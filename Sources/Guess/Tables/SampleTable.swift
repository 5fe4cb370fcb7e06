/// Some records of a sample, field by field: what a guess is made from.
struct SampleTable {
  /// Options of the adapter, in the order that a person would write them, as YAML has them.
  typealias Options = [(name: String, value: String)]

  let path: String
  let adapter: String
  var options: Options
  /// Only records of this value, in a source of several record types.
  var selection: (name: String, value: String)?
  /// What the file, array or element is called.
  var label: String
  var columns: [Column]
  /// Records looked at.
  let rowCount: Int
  /// What a person should know of the sample.
  var remarks: [String] = []
  /// The kind of FHIR resource that all records are.
  var resource: String?

  /// Records that are looked at: more would tell no more.
  static let mostRows = 1000
  /// Columns, likewise.
  static let mostColumns = 400

  /// One table writes its dates in one order.
  mutating func settleDates() {
    let settled = Set(columns.compactMap(\.profile.dates.settled))
    for index in columns.indices { columns[index].profile.dates.settle(by: settled) }
  }

  /// The path to the records, where it is not the default.
  var records: String? {
    options.first { $0.name == "records" }.map { $0.value.filter { $0 != "\"" } }
  }

  /// For people, where a file may have several.
  var named: String { resource.map { "\(path)'s \($0)" } ?? path }

  func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}

/// One column, key or element of the records of a sample.
struct Column {
  /// As a mapping names it.
  let name: String
  /// What it is called, in words: those that the names of matter are made of.
  let words: [String]
  /// The name by which a field that no mapping mentions would find it, in lower case.
  let ownName: String?
  /// By record, trimmed; `nil` where it is missing. Elements of a list are separated by U+001F.
  let values: [String?]
  /// Has lists.
  let isList: Bool
  var profile: ValueProfile

  init(name: String, called: String, ownName: String?, values: [String?], isList: Bool = false) {
    self.name = name
    words = Vocabulary.words(of: called)
    self.ownName = ownName?.lowercased()
    self.values = values
    self.isList = isList
    profile = ValueProfile(values)
  }

  /// Of an object or element around the records.
  var isAround: Bool { name.hasPrefix("../") }
}
