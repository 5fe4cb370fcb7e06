import Intake

/// Checks an input's `where`: column or path, and the value, the values or what it may `not` be.
enum SelectionChecks {
  static func read(_ value: CheckedValue?) -> RecordSelection {
    guard let object = value?.object("an object with source names as keys") else {
      return RecordSelection()
    }
    if object.entries.isEmpty {
      object.value.fault("names nothing: give a source name and its value, or leave the key out")
    }
    return RecordSelection(object.entries.compactMap { condition($0.key, object.child($0)) })
  }

  private static func condition(
    _ name: String, _ value: CheckedValue
  ) -> RecordSelection.Condition? {
    if name.isEmpty {
      value.fault("an empty source name")
      return nil
    }
    guard case .mapping = value.node.content else {
      return values(value).map { RecordSelection.Condition(name: name, values: $0) }
    }
    let not = value.object(SelectionKeys.object, "a value, a list of them, or an object with not")?[
      SelectionKeys.not]
    return not.flatMap(values).map {
      RecordSelection.Condition(name: name, values: $0, isNegated: true)
    }
  }

  /// An empty text stands for a missing value.
  private static func values(_ value: CheckedValue) -> [String]? {
    if case .sequence = value.node.content {
      return value.someItems("a list of values")?.compactMap { $0.scalar("a text")?.text }
    }
    return value.scalar("a text, a list of them, or an object with not").map { [$0.text] }
  }
}
