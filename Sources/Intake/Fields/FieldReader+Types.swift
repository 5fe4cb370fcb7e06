import AdapterKit
import ClaimCore

/// Typed values of fields (formats.md section 1). What does not fit becomes a fault and counts as
/// missing. Nothing is called for a field that the source lacks.
extension FieldReader {
  @inline(__always)
  mutating func text(_ field: Int) -> Text {
    isAbsent(field) ? .missing : presentText(field)
  }

  private mutating func presentText(_ field: Int) -> Text { keep(value(field), field) }

  /// A text that is looked up before it is kept; too long a one is at fault and empty.
  @inline(__always)
  mutating func key(_ field: Int) -> Bytes {
    let value = value(field)
    if value.count <= Text.lengthLimit { return value }
    fault(field, .tooLong, .none)
    return .none
  }

  @inline(__always)
  mutating func keep(_ value: Bytes, _ field: Int) -> Text {
    if value.isEmpty { return .missing }
    if value.count <= Text.inlineLimit { return Text(inline: value) }
    if value.count <= Text.lengthLimit { return writer.pointee.keep(value) }
    fault(field, .tooLong, .none)
    return .missing
  }

  mutating func date(_ field: Int) -> CivilDate? {
    let value = value(field)
    if value.isEmpty { return nil }
    if plan(field).pointee.format.count == 0, let date = ISODateTime.date(value, in: knownMonths) {
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

  @inline(__always)
  mutating func time(_ field: Int) -> WrittenTime? {
    let value = value(field)
    if plan(field).pointee.isPlainTime, let local = ISODateTime.minute(value, in: knownMonths) {
      return WrittenTime(local: local, offset: nil)
    }
    return slowTime(field, value)
  }

  @inline(never)
  private mutating func slowTime(_ field: Int, _ value: Bytes) -> WrittenTime? {
    if value.isEmpty { return nil }
    do throws(FaultCode) {
      guard let items = pattern(field, value) else {
        return added(to: try ISODateTime.time(value, knownMonths), field)
      }
      return added(to: try PatternReader.time(value, by: items), field)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// The time with the minutes that the mapping adds to it.
  private mutating func added(to time: WrittenTime, _ field: Int) -> WrittenTime? {
    let slot = plans[field].plusMinutes
    return slot < 0 ? time : slowlyAdded(to: time, field, self.slot(slot))
  }

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
  mutating func bool(_ field: Int, default missing: Bool) -> Bool {
    isAbsent(field) ? missing : presentBool(field, default: missing)
  }

  private mutating func presentBool(_ field: Int, default missing: Bool) -> Bool {
    let value = value(field)
    if value.isEmpty { return missing }
    if let bool = Bool(bytes: value) { return bool }
    fault(field, .notABool, value)
    return missing
  }

  /// `nil` where it is missing or none of the words.
  @inline(__always)
  mutating func choice<C: Choice>(_ field: Int) -> C? {
    isAbsent(field) ? nil : presentChoice(field)
  }

  private mutating func presentChoice<C: Choice>(_ field: Int) -> C? {
    let value = value(field)
    if value.isEmpty { return nil }
    // As most write it, and else in any case with spaces or dashes.
    let range = plan(field).pointee.choices.range
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
    guard let word else { return nil }
    for index in range where choices[index].word == word { return Int(choices[index].ordinal) }
    return nil
  }

  /// `nil` where it is missing.
  @inline(__always)
  mutating func wholeNumber(_ field: Int) -> Int64? {
    isAbsent(field) ? nil : presentWholeNumber(field)
  }

  private mutating func presentWholeNumber(_ field: Int) -> Int64? {
    let value = value(field)
    if value.isEmpty { return nil }
    do throws(FaultCode) {
      return try Numbers.whole(value)
    } catch {
      fault(field, error, value)
      return nil
    }
  }

  /// A diagnosis's rank; the last where it is missing.
  mutating func rank(_ field: Int) -> Int32 {
    let value = value(field)
    if value.isEmpty { return .max }
    if let number = try? Numbers.whole(value), let rank = Int32(exactly: number) { return rank }
    fault(field, .notAWholeNumber, value)
    return .max
  }

  mutating func minutes(_ field: Int, default missing: Int32) -> Int32 {
    let value = value(field)
    if value.isEmpty { return missing }
    do throws(FaultCode) {
      return try Numbers.minutes(value)
    } catch {
      fault(field, error, value)
      return missing
    }
  }

  mutating func money(_ field: Int) -> Money? {
    let value = value(field)
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
  mutating func list(_ field: Int) -> Text {
    isAbsent(field) ? .missing : presentList(field)
  }

  private mutating func presentList(_ field: Int) -> Text {
    let value = value(field)
    if value.isEmpty || !isShortEnough(value, field) { return .missing }
    return Lists.isJoined(value)
      ? writer.pointee.keepShared(value) : joinedList(value, field, by: 0x3A)
  }

  @inline(__always)
  private mutating func isShortEnough(_ list: Bytes, _ field: Int) -> Bool {
    if list.count <= Lists.mostBytes { return true }
    fault(field, .listTooLong, .none)
    return false
  }

  /// Elements joined by `;`, each of them known (section 8).
  mutating func requirements(_ field: Int) -> Text {
    let value = value(field)
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
    return joined.withBytes { writer.pointee.keepShared($0) }
  }

  /// A digit alone is padded with a zero (POS-1).
  @inline(__always)
  mutating func placeOfService(_ field: Int) -> Text {
    isAbsent(field) ? .missing : presentPlaceOfService(field)
  }

  private mutating func presentPlaceOfService(_ field: Int) -> Text {
    let value = value(field)
    guard value.count == 1, value[0] &- 48 < 10 else { return keep(value, field) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2) { digits in
      digits.initializeElement(at: 0, to: 48)
      digits.initializeElement(at: 1, to: value[0])
      return Text(inline: UnsafeBufferPointer(digits))
    }
  }
}
