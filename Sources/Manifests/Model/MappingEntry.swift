/// Where a field's value comes from: an entry of an input's `mapping` (formats.md section 2).
///
/// Exactly one of `from`, `value` and `template` is its origin.
public struct MappingEntry: Sendable, Equatable {
  public enum Origin: Sendable, Equatable {
    /// Columns or paths; several are joined. Never empty.
    case from([String])
    /// A constant.
    case value(String)
    /// `{PATIENT}-{START}`: texts around names in braces.
    case template(String)
  }

  public struct Split: Sendable, Equatable {
    /// The separator; never empty.
    public let separator: String
    public let part: SplitPart
    /// The one source name whose value is split; `nil` splits what all make together.
    public let of: String?
  }

  public enum SplitPart: Sendable, Equatable {
    case first
    case last
    /// All after the first.
    case rest
    /// Counts from 1.
    case number(Int)
    /// All, as a list.
    case all
    /// Each: the record counts once for every part.
    case each
    /// The part's number.
    case place
  }

  public let origin: Origin
  public let split: Split?
  /// Source value to ours.
  public let map: [String: String]
  /// For a missing value.
  public let defaultValue: String?
  /// A date or time pattern (Unicode, TR35), as written.
  public let format: String?
  /// What stands before the cents of an amount.
  public let decimal: String?
  /// The source name of minutes to add to a time.
  public let plusMinutes: String?
  /// Whether an end before the start is of the next day.
  public let isOvernight: Bool
  /// The entry's place, and those of its keys (`from`, `format` …).
  public let mark: ManifestMark
  let marks: [String: ManifestMark]
  let mapMarks: [String: ManifestMark]

  /// The value of one of the entry's keys, or the entry itself where it has no such key.
  ///
  /// - Parameter mapKey: the value of this key of `map` instead.
  public func mark(of key: String?, mapKey: String? = nil) -> ManifestMark {
    mapKey.flatMap { mapMarks[$0] } ?? key.flatMap { marks[$0] } ?? mark
  }
}
