/// How a manifest fills one field of a record (formats.md section 2).
///
/// A value comes from `from` or `template` or is the `value`; then it is split, mapped, filled in by
/// the `default` where it is missing, and read by the `format`.
public struct FieldMapping: Sendable, Equatable {
  /// Source names: columns or paths. The values of several are joined, those of a list as a list and
  /// others by a space.
  public var from: [String]
  /// The same value for every record.
  public var value: String?
  /// Text with source names in braces; `{{` and `}}` stand for braces.
  public var template: String?
  public var split: FieldSplit?
  /// The source's values and ours.
  public var map: [String: String]
  /// For a value that is missing after all.
  public var `default`: String?
  /// How the source writes a date or time, as Unicode's TR35 has it.
  public var format: String?
  /// What stands before the cents of an amount: `.` or `,`; the other one is between thousands.
  public var decimal: String?
  /// The source name of minutes to add to a time.
  public var plusMinutes: String?
  /// Whether a session's end that would lie before its start is of the next day, where that makes at
  /// most twelve hours.
  public var isOvernight: Bool

  public init(
    from: [String] = [], value: String? = nil, template: String? = nil, split: FieldSplit? = nil,
    map: [String: String] = [:], default defaultValue: String? = nil, format: String? = nil,
    decimal: String? = nil, plusMinutes: String? = nil, isOvernight: Bool = false
  ) {
    self.from = from
    self.value = value
    self.template = template
    self.split = split
    self.map = map
    self.default = defaultValue
    self.format = format
    self.decimal = decimal
    self.plusMinutes = plusMinutes
    self.isOvernight = isOvernight
  }
}

/// One part of a value.
public struct FieldSplit: Sendable, Equatable {
  public enum Part: Sendable, Equatable {
    case first
    case last
    /// All after the first.
    case rest
    /// Counts from 1.
    case number(Int)
    /// All of them, as a list.
    case all
    /// Each of them: the record counts once for every one, and not at all without any.
    case each
    /// The number of that one, from 1.
    case place
  }

  /// The separator. Spaces that stand together separate once.
  public var on: String
  public var take: Part
  /// The one source name whose value is split, before it is joined to the others; `nil` splits all of
  /// them, joined.
  public var of: String?

  public init(on separator: String, take: Part, of name: String? = nil) {
    on = separator
    self.take = take
    of = name
  }
}

/// What is wrong with one part of a mapping.
public struct MappingFault: Error, Sendable, Equatable {
  /// The field's name as the mapping has it.
  public let field: String
  /// Which of the entry's keys is at fault; `nil` for the field itself.
  public let key: String?
  /// Which entry of `map`, where it is one of those.
  public let mapKey: String?
  /// What is wrong and what would be right.
  public let message: String

  init(field: String, key: String? = nil, mapKey: String? = nil, _ message: String) {
    self.field = field
    self.key = key
    self.mapKey = mapKey
    self.message = message
  }
}

/// All that is wrong with a mapping.
public struct MappingFaults: Error, Sendable, Equatable {
  public let faults: [MappingFault]
}
