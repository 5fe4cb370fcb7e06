import AdapterKit
import ClaimCore

/// Typed values (formats.md section 1). Each reads the next field; what does not fit becomes a fault
/// and counts as missing.
extension FieldReader {
  @inline(__always)
  mutating func text(_ name: StaticString) -> Text {
    let (value, field) = value(name)
    return keep(value, field)
  }

  /// A text that is looked up before it is kept; too long a one is at fault and empty.
  @inline(__always)
  mutating func key(_ name: StaticString) -> Bytes {
    let (value, field) = value(name)
    if value.count <= Text.lengthLimit { return value }
    fault(field, .tooLong, .none)
    return .none
  }

  @inline(__always)
  mutating func keep(_ value: Bytes, _ field: Int) -> Text {
    if value.count <= Text.inlineLimit { return Text(inline: value) }
    if value.count <= Text.lengthLimit { return writer.pointee.keep(value) }
    fault(field, .tooLong, .none)
    return .missing
  }

  mutating func date(_ name: StaticString) -> CivilDate? {
    let (value, field) = value(name)
    if value.isEmpty { return nil }
    if plans[field].format.count == 0, let date = ISODateTime.date(value, in: knownDates) {
      return date
    }
    do throws(FaultCode) {
      guard let items = pattern(field, value) else { return try ISODateTime.date(value) }
      return try PatternReader.date(value, by: items)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// The next two fields.
  mutating func dates() -> DateRange {
    let start = date("start_date")
    return DateRange(start: start, end: date("end_date"))
  }

  mutating func time(_ name: StaticString) -> WrittenTime? {
    let (value, field) = value(name)
    if value.isEmpty { return nil }
    do throws(FaultCode) {
      guard let items = pattern(field, value) else {
        return added(to: try ISODateTime.time(value, knownDates), field)
      }
      return added(to: try PatternReader.time(value, by: items), field)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// The time with the minutes that the mapping adds to it.
  @inline(__always)
  private mutating func added(to time: WrittenTime, _ field: Int) -> WrittenTime? {
    let slot = plans[field].plusMinutes
    return slot < 0 ? time : slowlyAdded(to: time, field, self.slot(slot))
  }

  @inline(never)
  private mutating func slowlyAdded(
    to time: WrittenTime, _ field: Int, _ slot: FieldSlot
  ) -> WrittenTime? {
    let value = slot.kind == .text ? bytes.part(slot.range).trimmed : .none
    if value.isEmpty {
      fault(field, .noMinutes, .none)
      return nil
    }
    guard let minutes = Numbers.duration(value) else {
      fault(field, .notADuration, value)
      return nil
    }
    var time = time
    time.elapsed = minutes * 60 * Moment.microsPerSecond
    return time
  }

  /// The mapping's pattern, where the value goes by it: what the manifest itself gives may also be
  /// written as ISO 8601 has it.
  private func pattern(_ field: Int, _ value: Bytes) -> UnsafeBufferPointer<PatternItem>? {
    let range = plans[field].format.range
    if range.isEmpty { return nil }
    let items = mapping.patternItems.withRows { UnsafeBufferPointer(rebasing: $0[range]) }
    if isConstant(value), (try? PatternReader.date(value, by: items)) == nil { return nil }
    return items
  }

  @inline(__always)
  mutating func bool(_ name: StaticString, default missing: Bool) -> Bool {
    let (value, field) = value(name)
    if value.isEmpty { return missing }
    if let bool = Bool(bytes: value) { return bool }
    fault(field, .notABool, value)
    return missing
  }

  /// `nil` where it is missing or none of the words.
  @inline(__always)
  mutating func choice<C: Choice>(_ name: StaticString) -> C? {
    let (value, field) = value(name)
    if value.isEmpty { return nil }
    let range = plans[field].choices.range
    // As most write it, and else in any case with spaces or dashes.
    if let ordinal = ordinal(of: ChoiceWord(exactly: value), in: range)
      ?? ordinal(of: ChoiceWord(value), in: range)
    {
      return C.allCases[C.allCases.index(C.allCases.startIndex, offsetBy: ordinal)]
    }
    fault(field, .unknownValue, value)
    return nil
  }

  @inline(__always)
  private func ordinal(of word: ChoiceWord?, in range: Range<Int>) -> Int? {
    for index in range where choices[index].word == word { return Int(choices[index].ordinal) }
    return nil
  }

  /// `nil` where it is missing.
  mutating func wholeNumber(_ name: StaticString) -> Int64? {
    let (value, field) = value(name)
    if value.isEmpty { return nil }
    do throws(FaultCode) {
      return try Numbers.whole(value)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// A diagnosis's rank; the last where it is missing.
  mutating func rank(_ name: StaticString) -> Int32 {
    let (value, field) = value(name)
    if value.isEmpty { return .max }
    if let number = try? Numbers.whole(value), let rank = Int32(exactly: number) { return rank }
    fault(field, .notAWholeNumber, value)
    return .max
  }

  mutating func minutes(_ name: StaticString, default missing: Int32) -> Int32 {
    let (value, field) = value(name)
    if value.isEmpty { return missing }
    do throws(FaultCode) {
      return try Numbers.minutes(value)
    } catch {
      fault(field, error, value)
      return missing
    }
  }

  mutating func money(_ name: StaticString) -> Money? {
    let (value, field) = value(name)
    if value.isEmpty { return nil }
    do throws(FaultCode) {
      return try Numbers.money(value, decimalComma: plans[field].hasDecimalComma)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// Elements joined by `:`.
  @inline(__always)
  mutating func list(_ name: StaticString) -> Text {
    let (value, field) = value(name)
    if value.isEmpty || !isShortEnough(value, field) { return .missing }
    return Lists.isJoined(value, keepsColons: false)
      ? keep(value, field) : joinedList(value, field, by: 0x3A)
  }

  @inline(__always)
  private mutating func isShortEnough(_ list: Bytes, _ field: Int) -> Bool {
    if list.count <= Lists.mostBytes { return true }
    fault(field, .listTooLong, .none)
    return false
  }

  /// Elements joined by `;`, each of them known (section 8).
  mutating func requirements(_ name: StaticString) -> Text {
    let (value, field) = value(name)
    if value.isEmpty || !isShortEnough(value, field) { return .missing }
    do throws(FaultCode) {
      try Lists.forEach(value, keepsColons: true) { element throws(FaultCode) in
        if PlanRequirement(element.string) == nil {
          fault(field, .unknownRequirement, element)
          throw .unknownRequirement
        }
      }
    } catch {
      return .missing
    }
    return joinedList(value, field, by: 0x3B)
  }

  @inline(never)
  private mutating func joinedList(_ value: Bytes, _ field: Int, by separator: UInt8) -> Text {
    // A value that was put together stands in one of the two; both may grow.
    var joined = ByteBuffer(capacity: value.count)
    Lists.forEach(value, keepsColons: plans[field].keepsColons) { element in
      if joined.count > 0 { joined.append(separator) }
      joined.append(element)
    }
    if joined.count == 0, plans[field].isRequired { fault(field, .missing, .none) }
    return joined.withBytes { keep($0, field) }
  }

  /// A digit alone is padded with a zero (POS-1).
  @inline(__always)
  mutating func placeOfService(_ name: StaticString) -> Text {
    let (value, field) = value(name)
    guard value.count == 1, value[0] &- 48 < 10 else { return keep(value, field) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2) { digits in
      digits.initializeElement(at: 0, to: 48)
      digits.initializeElement(at: 1, to: value[0])
      return Text(inline: UnsafeBufferPointer(digits))
    }
  }
}
