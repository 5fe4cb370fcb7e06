/// Where a field's value may come from, and how sure that is.
struct FieldGuess {
  /// A key of a mapping's entry, in the order of writing.
  enum Origin {
    case from([String])
    case template(String)
    case value(String)
  }

  let field: String
  var origin: Origin
  var split: (on: String, take: String)?
  /// Which of several columns is split.
  var splitOf: String?
  var isOvernight = false
  var map: [(theirs: String, ours: String)] = []
  var defaultValue: String?
  var format: String?
  var decimal: String?
  var plusMinutes: String?
  /// From 0 to 1.
  var confidence: Double
  /// Why, in a few words.
  var reason: String
  /// What a person should answer.
  var questions: [String] = []

  /// The columns that it reads.
  var columns: [String] {
    let named: [String] =
      switch origin {
      case .from(let names): names
      case .template, .value: []
      }
    return named + [plusMinutes].compactMap { $0 }
  }

  /// A field that has its own name in the source, and nothing that needs saying.
  func needsNoEntry(in table: SampleTable) -> Bool {
    guard case .from(let names) = origin, names.count == 1, split == nil, map.isEmpty,
      defaultValue == nil, format == nil, decimal == nil, plusMinutes == nil
    else { return false }
    return table.column(names[0])?.ownName == field
  }
}
