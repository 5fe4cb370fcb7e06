/// One field of a record (billing.md section 1).
public struct FieldSchema: Sendable {
  public let name: String
  public let type: FieldType
  public let isRequired: Bool
  /// What a missing one counts as, in words; `nil` where it stays missing.
  public let defaultValue: String?
  /// Holds a person's data, so that no message may show its values.
  public let isPersonal: Bool
}

/// What a field's values are (formats.md section 1).
public enum FieldType: Sendable, Equatable {
  case text
  case date
  case time
  case bool
  /// Elements joined by `:`, `;` or `|`.
  case list
  /// Plan requirements joined by `;` or `|` (billing.md section 8).
  case requirements
  case money
  case wholeNumber
  /// Whole minutes above 0.
  case minutes
  /// A digit alone is padded with a zero (POS-1).
  case placeOfService
  /// One of these words.
  case choice([String])

  public var isList: Bool { self == .list || self == .requirements }

  /// For people: what a value looks like.
  public var description: String {
    switch self {
    case .text: "text"
    case .date: "a date such as 2026-01-31"
    case .time: "a time such as 2026-01-31T09:00"
    case .bool: "yes or no"
    case .list: "a list such as GT:59"
    case .requirements: "a list of plan requirements"
    case .money: "an amount such as 1234.50"
    case .wholeNumber: "a whole number"
    case .minutes: "a whole number of minutes above 0"
    case .placeOfService: "a place of service such as 12"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    }
  }
}
