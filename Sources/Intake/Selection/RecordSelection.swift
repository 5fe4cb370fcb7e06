/// Which of a source's records an input takes (`where`): those that meet every condition.
///
/// A source of several record types, such as a FHIR bundle, is read once for each of them.
public struct RecordSelection: Sendable, Equatable {
  /// One condition on one value of the source.
  public struct Condition: Sendable, Equatable {
    /// A column or path, as a mapping names them.
    public let name: String
    /// The value is one of these, letters of ASCII in any case; an empty one is a missing value.
    public let values: [String]
    /// The value is none of them.
    public let isNegated: Bool

    public init(name: String, values: [String], isNegated: Bool = false) {
      self.name = name
      self.values = values
      self.isNegated = isNegated
    }
  }

  public let conditions: [Condition]

  public init(_ conditions: [Condition] = []) { self.conditions = conditions }
}
