import ClaimCore

/// Typed values of the next field: for reference records, which are read in the schema's order.
extension FieldReader {
  @inline(__always)
  mutating func text(_ name: StaticString) -> Text { text(next(name)) }

  mutating func date(_ name: StaticString) -> CivilDate? { date(next(name)) }

  /// The next two fields.
  mutating func dates() -> DateRange {
    let start = date("start_date")
    return DateRange(start: start, end: date("end_date"))
  }

  mutating func bool(_ name: StaticString, default missing: Bool) -> Bool {
    bool(next(name), default: missing)
  }

  mutating func choice<C: Choice>(_ name: StaticString) -> C? { choice(next(name)) }

  mutating func list(_ name: StaticString) -> Text { list(next(name)) }

  mutating func requirements(_ name: StaticString) -> Text { requirements(next(name)) }

  mutating func rank(_ name: StaticString) -> Int32 { rank(next(name)) }

  mutating func minutes(_ name: StaticString, default missing: Int32) -> Int32 {
    minutes(next(name), default: missing)
  }

  mutating func money(_ name: StaticString) -> Money? { money(next(name)) }
}
