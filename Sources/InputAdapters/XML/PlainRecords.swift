import AdapterKit
import CBytes

/// Reads records that are nothing but child elements with text, straight from the source: most
/// documents hold no others. In front of a record that is anything else it stops, and libxml2 reads
/// that one.
///
/// What it takes is well-formed, and libxml2 would find the same in it: names of ASCII letters,
/// digits and `_-.`, no attributes, no markup in text but the five references that need no
/// declaration, each child once.
struct PlainRecords: ~Copyable {
  enum Stop {
    /// The record under way, or the space in front of it, goes on behind what was read.
    case needsMore
    case notPlain
  }

  /// Bytes that may be looked at together: it stays this far from the end of what was read.
  private static let reach = PlainTag.mostBytes + 32
  /// More of either, and libxml2 takes over.
  private static let mostTags = 512
  private static let mostFields = 1024

  /// A value with references: its place among the row's slots, and its characters in `copies`.
  struct Unescaped: BitwiseCopyable {
    let slot: Int32
    let start: Int32
    let count: Int32
  }

  /// Whether the document's records can be plain at all.
  let isUseful: Bool
  /// Of the last record; none before the first.
  private var recordTags = Pool<PlainTag>(capacity: 1)
  private var tags = Pool<PlainTag>(capacity: 64)
  /// By place in a record: the tag that stood there last.
  private var predicted = Pool<Int32>(capacity: 64)
  private var copies = Pool<UInt8>(capacity: 256)
  private var unescaped = Pool<Unescaped>(capacity: 16)
  /// What the last text holds.
  private var hasReference = false
  private var hasReturn = false

  init(_ scan: borrowing DocumentScan) {
    isUseful =
      !scan.matcher.hasParents && scan.matcher.slot(of: 0) < 0
      && scan.records.depth + 1 < scan.limits.depth
  }

  /// Whether the scan stands where a record may begin, and the parser has nothing that it did not read.
  func isNext(in scan: borrowing DocumentScan, pushed: Int) -> Bool {
    isUseful && scan.recordDepth < 0 && !scan.isHalted && scan.open.count == scan.records.depth
      && scan.open.last.pointee.isOnPath && scan.position == pushed
  }

  /// Takes plain records and the space between them.
  ///
  /// - Parameters:
  ///   - start: where the parser stands.
  ///   - stop: behind the last byte that is known to be UTF-8.
  /// - Returns: behind what was taken.
  mutating func read(
    _ scan: inout DocumentScan, from start: Int, upTo stop: Int
  ) -> (end: Int, stop: Stop) {
    let window = UnsafePointer(scan.window.at(start))
    // From here on nothing may be looked at: ``reach`` more bytes are there.
    let limit = window + max(stop - start - Self.reach, 0)
    var at = window
    while true {
      while at < limit, Self.isSpace(at[0]) { at += 1 }
      let offset = start + (at - window)
      switch record(at, limit, &scan) {
      case .failure(let stop): return (offset, stop)
      case .success(let end):
        let count = end - at
        if count > scan.limits.recordBytes { return (offset, .notPlain) }
        finish(at, count, offset, &scan)
        at = end
      }
    }
  }

  /// Fills the next row of the block's slots; the row counts once the record is finished.
  private mutating func record(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) -> Outcome {
    guard start < limit else { return .failure(.needsMore) }
    guard start[0] == 0x3C, isRecord(start + 1, &scan) else { return .failure(.notPlain) }
    let row = scan.block.newRow()
    let shift = scan.block.bytes.count
    copies.removeAll()
    unescaped.removeAll()
    var at = start + 1 + recordTag.pointee.length
    var place = 0
    while true {
      while at < limit, Self.isSpace(at[0]) { at += 1 }
      guard at < limit else { return .failure(.needsMore) }
      guard at[0] == 0x3C else { return .failure(.notPlain) }
      if at[1] == 0x2F {
        guard recordTag.matches(at + 2) else { return .failure(.notPlain) }
        return .success(at + 2 + recordTag.pointee.length)
      }
      guard let tag = tag(at + 1, place, &scan) else { return .failure(.notPlain) }
      place += 1
      let text = at + 1 + tag.pointee.length
      at = text
      hasReference = false
      hasReturn = false
      if !tag.pointee.isEmpty {
        switch textEnd(text, limit) {
        case .failure(let stop): return .failure(stop)
        case .success(let end): at = end
        }
        guard at[1] == 0x2F, tag.matches(at + 2) else { return .failure(.notPlain) }
      }
      let count = at - text
      if !tag.pointee.isEmpty { at += 2 + tag.pointee.length }
      let slot = tag.pointee.slot
      if slot < 0 { continue }
      // A second one makes a list, and libxml2 makes line feeds of carriage returns.
      guard row[Int(slot)].kind == .missing, !hasReturn else { return .failure(.notPlain) }
      row[Int(slot)] = FieldSlot(
        offset: count == 0 ? shift : shift + (text - start), count: count)
      if hasReference { unescape(text, count, slot) }
    }
  }

  /// The record becomes one of the block.
  private mutating func finish(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ offset: Int, _ scan: inout DocumentScan
  ) {
    scan.frame.isComplete = true
    scan.recordNumber += 1
    let line = scan.window.line(at: offset)
    let place = scan.block.beginRecord(
      start, count, copies: copies.base, copies.count, line: line)
    scan.block.takeRow(repeats: scan.matcher.repeats) { row in
      for index in 0..<unescaped.count {
        let value = unescaped.base[index]
        row[Int(value.slot)] = FieldSlot(
          offset: place.copies + Int(value.start), count: Int(value.count))
      }
    }
    if scan.block.isFull { scan.sealed.append(scan.block.seal()) }
  }

  private enum Outcome {
    /// Behind what was read.
    case success(UnsafePointer<UInt8>)
    case failure(Stop)
  }
}

// MARK: - Tags

extension PlainRecords {
  /// There is one where a record's was met.
  private var recordTag: UnsafePointer<PlainTag> { UnsafePointer(recordTags.base) }

  /// Whether the start tag of a record is here, behind its `<`.
  ///
  /// - Parameter scan: not changed; it would be copied if it were borrowed.
  @inline(__always)
  private mutating func isRecord(
    _ text: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) -> Bool {
    recordTags.count > 0 && recordTag.matches(text) || learnRecord(text, &scan)
  }

  @inline(never)
  private mutating func learnRecord(
    _ text: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) -> Bool {
    let (count, length) = Self.measure(text)
    guard count > 0, length == count + 1 else { return false }
    if let step = scan.records.steps.last {
      let name = ElementName.folded(UnsafeBufferPointer(start: text, count: count))
      if name != step { return false }
    }
    recordTags.removeAll()
    recordTags.append(PlainTag(text, length: length, isEmpty: false, slot: -1))
    return true
  }

  /// The field's start tag that is here, behind its `<`; `nil` where there is no plain one.
  @inline(__always)
  private mutating func tag(
    _ text: UnsafePointer<UInt8>, _ place: Int, _ scan: inout DocumentScan
  ) -> UnsafePointer<PlainTag>? {
    if place < predicted.count {
      let guess = UnsafePointer(tags.base + Int(predicted.base[place]))
      if guess.matches(text) { return guess }
    }
    return findTag(text, place, &scan)
  }

  @inline(never)
  private mutating func findTag(
    _ text: UnsafePointer<UInt8>, _ place: Int, _ scan: inout DocumentScan
  ) -> UnsafePointer<PlainTag>? {
    let (count, length) = Self.measure(text)
    guard count > 0, place < Self.mostFields else { return nil }
    var number = 0
    while number < tags.count {
      if tags.base[number].length == length, UnsafePointer(tags.base + number).matches(text) {
        break
      }
      number += 1
    }
    if number == tags.count {
      guard number < Self.mostTags else { return nil }
      let name = ElementName.folded(UnsafeBufferPointer(start: text, count: count))
      let id = (scan.matcher.names.firstIndex(of: name) ?? -1) + 1
      tags.append(
        PlainTag(
          text, length: length, isEmpty: length > count + 1,
          slot: scan.matcher.slot(of: scan.matcher.child(of: 0, named: id))))
    }
    if place < predicted.count {
      predicted.base[place] = Int32(number)
    } else {
      predicted.append(Int32(number))
    }
    return UnsafePointer(tags.base + number)
  }

  /// The bytes of a name, and of the tag up to its bracket; 0 where there is no plain tag.
  private static func measure(_ text: UnsafePointer<UInt8>) -> (name: Int, tag: Int) {
    var count = 0
    while count < PlainTag.mostBytes - 2, isName(text[count], isFirst: count == 0) { count += 1 }
    if text[count] == 0x3E { return (count, count + 1) }
    if text[count] == 0x2F, text[count + 1] == 0x3E { return (count, count + 2) }
    return (0, 0)
  }

  private static func isName(_ byte: UInt8, isFirst: Bool) -> Bool {
    if (byte | 0x20) &- 0x61 < 26 || byte == 0x5F { return true }
    return !isFirst && (byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E)
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}

// MARK: - Text

extension PlainRecords {
  /// The `<` behind a text.
  @inline(__always)
  private mutating func textEnd(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> Outcome {
    var at = start
    while at < limit {
      var stops = claimpipe_xml_stops16(at)
      while stops != 0 {
        let mark = at + stops.trailingZeroBitCount
        if mark[0] == 0x3C { return .success(mark) }
        if !isHarmless(mark) { return .failure(.notPlain) }
        stops &= stops - 1
      }
      at += 16
    }
    return .failure(.needsMore)
  }

  /// Whether plain text may hold what begins here.
  @inline(never)
  private mutating func isHarmless(_ text: UnsafePointer<UInt8>) -> Bool {
    switch text[0] {
    case 0x09, 0x0A: return true
    case 0x0D:
      hasReturn = true
      return true
    case 0x5D: return text[1] != 0x5D || text[2] != 0x3E
    // U+FFFE and U+FFFF are no characters of XML.
    case 0xEF: return text[1] != 0xBF || text[2] < 0xBE
    case 0x26:
      hasReference = true
      return Self.reference(text) != nil
    default: return false
    }
  }

  /// The character that a reference stands for, and the reference's length; `nil` for any but the five
  /// that XML declares.
  private static func reference(
    _ text: UnsafePointer<UInt8>
  ) -> (character: UInt8, length: Int)? {
    switch (text[1], text[2], text[3]) {
    case (0x6C, 0x74, 0x3B): return (0x3C, 4)  // lt
    case (0x67, 0x74, 0x3B): return (0x3E, 4)  // gt
    case (0x61, 0x6D, 0x70): return text[4] == 0x3B ? (0x26, 5) : nil  // amp
    case (0x71, 0x75, 0x6F): return text[4] == 0x74 && text[5] == 0x3B ? (0x22, 6) : nil  // quot
    case (0x61, 0x70, 0x6F): return text[4] == 0x73 && text[5] == 0x3B ? (0x27, 6) : nil  // apos
    default: return nil
    }
  }

  @inline(never)
  private mutating func unescape(_ text: UnsafePointer<UInt8>, _ count: Int, _ slot: Int32) {
    let start = copies.count
    var index = 0
    while index < count {
      let found = text[index] == 0x26 ? Self.reference(text + index) : nil
      copies.append(found?.character ?? text[index])
      index += found?.length ?? 1
    }
    unescaped.append(
      Unescaped(slot: slot, start: Int32(start), count: Int32(copies.count - start)))
  }
}
