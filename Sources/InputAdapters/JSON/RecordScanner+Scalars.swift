import CBytes

extension RecordScanner {
  /// A string between its quotes.
  struct StringToken {
    let start: Int
    let count: Int
    let isEscaped: Bool
  }

  /// At an opening quote; then behind the closing one.
  @inline(__always)
  mutating func string() throws(Malformed) -> StringToken {
    let start = text + (at &+ 1)
    var cursor = start
    var isEscaped = false
    var seen: UInt32 = 0
    while true {
      let stops = claimpipe_json_stops16(cursor)
      seen |= stops
      let marks = stops & 0xFFFF
      if marks == 0 {
        cursor += 16
        continue
      }
      cursor += marks.trailingZeroBitCount
      if cursor[0] == 0x22 { break }
      cursor = text + (try escape(cursor - text))
      isEscaped = true
    }
    highBits |= seen
    at = cursor - text &+ 1
    return StringToken(start: start - text, count: cursor - start, isEscaped: isEscaped)
  }

  /// The offset behind an escape.
  @inline(never)
  private mutating func escape(_ offset: Int) throws(Malformed) -> Int {
    if text[offset] != 0x5C { throw wrong(.control, offset) }
    switch text[offset + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return offset + 2
    case 0x75: break
    default: throw offset + 1 == end ? Malformed(.end, at: end) : Malformed(.escape, at: offset)
    }
    let unit = try hex(offset)
    if unit & 0xF800 != 0xD800 { return offset + 6 }
    if unit < 0xDC00 && text[offset + 6] == 0x5C && text[offset + 7] == 0x75 {
      if try hex(offset + 6) & 0xFC00 == 0xDC00 { return offset + 12 }
    }
    if defect == nil { defect = Defect(offset: offset, kind: .loneSurrogate) }
    return offset + 6
  }

  /// The code unit of a `\u` escape.
  private func hex(_ offset: Int) throws(Malformed) -> Int {
    for index in (offset + 2)..<(offset + 6) where Unescape.digit(text[index]) < 0 {
      throw index >= end ? Malformed(.end, at: end) : Malformed(.hex, at: offset)
    }
    return Unescape.unit(text + offset + 2)
  }

  /// At `true`, `false` or `null`, given as bytes with the first one lowest.
  mutating func literal(_ wanted: UInt64, _ count: Int) throws(Malformed) {
    let word = ByteScan.word(text, at)
    let mask = (1 as UInt64) << UInt64(count * 8) &- 1
    if word & mask != wanted {
      throw at + count > end && isPrefix(of: wanted)
        ? Malformed(.end, at: end) : Malformed(.literal, at: at)
    }
    at += count
    let next = text[at]
    if next &- 0x61 < 26 || next &- 0x30 < 10 { throw Malformed(.literal, at: at - count) }
  }

  private func isPrefix(of wanted: UInt64) -> Bool {
    (0..<(end - at)).allSatisfy { text[at + $0] == UInt8(wanted >> UInt64($0 * 8) & 0xFF) }
  }

  /// At a number's first byte.
  mutating func numeral(_ first: UInt8) throws(Malformed) {
    var cursor = at
    if first == 0x2D { cursor += 1 }
    if text[cursor] == 0x30 {
      cursor += 1
      if isDigit(cursor) { throw Malformed(.number, at: at) }
    } else {
      cursor = try digits(cursor)
    }
    if text[cursor] == 0x2E { cursor = try digits(cursor + 1) }
    if text[cursor] | 0x20 == 0x65 {
      cursor += 1
      if text[cursor] == 0x2B || text[cursor] == 0x2D { cursor += 1 }
      cursor = try digits(cursor)
    }
    at = cursor
  }

  @inline(__always)
  private func isDigit(_ offset: Int) -> Bool { text[offset] &- 0x30 < 10 }

  /// The offset behind one or more digits.
  @inline(__always)
  private func digits(_ offset: Int) throws(Malformed) -> Int {
    guard isDigit(offset) else {
      throw offset >= end ? Malformed(.end, at: end) : Malformed(.number, at: at)
    }
    var cursor = offset + 1
    while isDigit(cursor) { cursor += 1 }
    return cursor
  }

  /// Notes bytes that are not UTF-8. Outside of strings no such byte gets as far as this.
  mutating func checkUTF8(_ range: Range<Int>) {
    let bytes = UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      defect = Defect(
        offset: range.lowerBound + error.byteOffsets.lowerBound, kind: .notUTF8)
    }
  }
}

extension RecordScanner {
  /// Puts a string into the slots of a state.
  @inline(__always)
  mutating func put(_ string: StringToken, _ state: UnsafePointer<FieldPlan.State>) {
    if !string.isEscaped && state.pointee.onlySlot >= 0 {
      slots.put(string.start, string.count, into: Int(state.pointee.onlySlot))
    } else if state.pointee.accepts.count > 0 {
      putSlowly(string, state.pointee)
    }
  }

  @inline(never)
  private mutating func putSlowly(_ string: StringToken, _ state: FieldPlan.State) {
    if string.isEscaped {
      let (offset, count) = slots.unescape(text + string.start, string.count)
      put(offset, count, state)
    } else {
      put(string.start, string.count, state)
    }
  }

  @inline(__always)
  mutating func put(_ offset: Int, _ count: Int, _ state: FieldPlan.State) {
    for index in 0..<Int(state.accepts.count) {
      let accept = tables.accepts[Int(state.accepts.start) + index]
      slots.put(offset, count, into: Int(accept.slot), isListed: accept.isListed)
    }
  }

  /// An object or array from `start` to here stands where a value was wanted.
  @inline(__always)
  mutating func nest(
    _ state: FieldPlan.State, _ start: Int, where applies: (FieldPlan.Accept) -> Bool
  ) {
    for index in 0..<Int(state.accepts.count) {
      let accept = tables.accepts[Int(state.accepts.start) + index]
      if applies(accept) { slots.nest(start, at - start, into: Int(accept.slot)) }
    }
  }
}
