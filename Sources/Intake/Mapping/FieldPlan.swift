import ClaimCore

/// How a record's field is filled, in plain memory: tables of a ``CompiledMapping`` hold what it
/// refers to, so that a hot path counts no references.
struct FieldPlan: BitwiseCopyable {
  enum Take: BitwiseCopyable {
    case whole, first, last, rest, all
    case number(Int32)
  }

  /// What ``slot`` is of a field that no record of the source has.
  static let absent: Int32 = -2
  /// What it is of a field that every record has the ``fallback`` for.
  static let constant: Int32 = -3

  /// The slot that the value is, as it stands; -1 where it is put together from `parts`.
  var slot: Int32 = -1
  var isRequired = false
  var isPersonal = false
  var isList = false
  /// Plan requirements, whose parts may hold colons.
  var keepsColons = false
  /// Parts are joined by what is written between them, and not by a space.
  var isTemplate = false
  var take = Take.whole
  /// The slot whose value alone is split, before all are joined; -1 where that is done to the whole.
  var splitSlot: Int32 = -1
  /// Rows of the mapping's parts.
  var parts = Span32(start: 0, count: 0)
  /// In the mapping's constants.
  var separator = Span32(start: 0, count: 0)
  /// Rows of the mapping's entries.
  var map = Span32(start: 0, count: 0)
  /// In the mapping's constants: what a missing value is.
  var fallback = Span32(start: 0, count: 0)
  /// Rows of the mapping's pattern items.
  var format = Span32(start: 0, count: 0)
  /// The slot of minutes to add to a time; -1 where there is none.
  var plusMinutes: Int32 = -1
  /// An end before the start is of the next day.
  var isOvernight = false
  /// Amounts have a comma before the cents.
  var hasDecimalComma = false
  /// Rows of the mapping's choices.
  var choices = Span32(start: 0, count: 0)
}

extension FieldPlan {
  /// Whether nothing stands for a missing value, and nothing is wrong with one.
  @inline(__always)
  var mayBeMissing: Bool { !isRequired && fallback.count == 0 }

  /// Whether a time is written as ISO 8601 has it, and is all there is to it.
  @inline(__always)
  var isPlainTime: Bool { format.count == 0 && plusMinutes < 0 }
}

/// A piece of a value: a slot's, or what a template writes between two.
struct ValuePart: BitwiseCopyable {
  /// -1 for a literal.
  var slot: Int32
  /// In the mapping's constants.
  var literal: Span32
}

/// One entry of a `map`; both in the mapping's constants.
struct MapEntry: BitwiseCopyable {
  var source: Span32
  var ours: Span32
}
