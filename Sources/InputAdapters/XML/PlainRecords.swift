import AdapterKit

/// Reads records that are nothing but child elements with text, straight from the source: most
/// documents hold no others. In front of a record that is anything else it stops, and libxml2 reads
/// that one.
///
/// What it takes is well-formed, and libxml2 would find the same in it: names of ASCII letters,
/// digits and `_-.`, no attributes, no markup in text but the five references that need no
/// declaration, each child once.
struct PlainRecords: ~Copyable {
  enum Stop: Error {
    /// The record under way, or the space in front of it, goes on behind what was read.
    case needsMore
    case notPlain
  }

  /// Bytes that may be looked at together: a last group of text, a passage, and a tag behind it. It
  /// stays this far from the end of what was read.
  private static let reach = 16 + PlainTags.mostPassageBytes + PlainTags.room

  /// A value with references: its place among the row's slots, and its characters in `copies`.
  struct Unescaped: BitwiseCopyable {
    let slot: Int32
    let start: Int32
    let count: Int32
  }

  /// Whether the document's records can be plain at all.
  let isUseful: Bool
  /// None before the first record.
  private var tags = PlainTags()
  private var text = PlainText()
  private var copies = Pool<UInt8>(capacity: 256)
  private var unescaped = Pool<Unescaped>(capacity: 16)

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
    // From here on no group, passage or tag may begin.
    let limit = window + max(stop - start - Self.reach, 0)
    var at = window
    var line = scan.window.line(at: start)
    while true {
      while at < limit, PlainText.isSpace(at[0]) {
        if at[0] == 0x0A { line += 1 }
        at += 1
      }
      let offset = start + (at - window)
      do throws(Stop) {
        let end = try record(at, offset, limit, &scan)
        let range = offset..<(offset + (end - at))
        if range.count > scan.limits.recordBytes { throw .notPlain }
        finish(range, line, &scan)
        line += text.lineFeeds
        at = end
      } catch {
        scan.window.noteLine(line, at: offset)
        return (offset, error)
      }
    }
  }

  /// Fills the next row of the block's slots; the row counts once the record is finished.
  ///
  /// - Returns: behind the record.
  private mutating func record(
    _ start: UnsafePointer<UInt8>, _ offset: Int, _ limit: UnsafePointer<UInt8>,
    _ scan: inout DocumentScan
  ) throws(Stop) -> UnsafePointer<UInt8> {
    guard start < limit else { throw .needsMore }
    guard start[0] == 0x3C, isRecord(start + 1, &scan) else { throw .notPlain }
    let row = scan.block.newRow()
    let shift = offset - scan.block.origin(of: offset)
    copies.removeAll()
    unescaped.removeAll()
    text.begin()
    var at = start + 1 + Int(tags[PlainTags.record].pointee.length)
    var number = PlainTags.record
    while true {
      if tags.isPassage(of: number, at) {
        let passage = tags[number].pointee.passage
        at += Int(passage.count)
        text.add(lineFeeds: passage.lineFeeds)
        number = Int(passage.next)
      } else {
        (at, number) = try pass(at, from: number, limit, &scan)
      }
      if number == PlainTags.record { return at }
      let value = at
      let slot = tags[number].pointee.slot
      if tags[number].pointee.isEmpty {
        guard at < limit else { throw .needsMore }
      } else {
        at = try text.end(at, limit)
      }
      if slot >= 0 {
        // A second one makes a list.
        guard row[Int(slot)].kind == .missing else { throw .notPlain }
        let count = at - value
        // A block's places fit: it is no longer than a record may be and what is read at once.
        row[Int(slot)] = FieldSlot(
          unchecked: count == 0 ? shift : shift &+ (value - start), count: count)
      }
      if text.isMarked { try settle(value, at - value, slot) }
    }
  }

  /// The record becomes one of the block.
  private mutating func finish(_ range: Range<Int>, _ line: Int, _ scan: inout DocumentScan) {
    scan.frame.isComplete = true
    scan.recordNumber += 1
    if unescaped.count > 0 { addCopies(to: &scan.block) }
    scan.block.addRecord(range, line: line, repeats: scan.matcher.repeats)
    if scan.block.isFull { scan.seal() }
  }
}

// MARK: - What is not as it was

extension PlainRecords {
  /// Whether the start tag of a record is here, behind its `<`.
  ///
  /// - Parameter scan: not changed; it would be copied if it were borrowed.
  @inline(__always)
  private mutating func isRecord(
    _ text: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) -> Bool {
    tags.count > 0 && tags.isTag(PlainTags.record, text) || learnRecord(text, &scan)
  }

  @inline(never)
  private mutating func learnRecord(
    _ text: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) -> Bool {
    let (count, length) = PlainText.measureTag(text)
    guard count > 0, length == count + 1 else { return false }
    if let step = scan.records.steps.last {
      let name = ElementName.folded(UnsafeBufferPointer(start: text, count: count))
      if name != step { return false }
    }
    tags.begin(record: text, length: length)
    return true
  }

  /// Reads a passage that is not the one that was met last, and keeps it.
  ///
  /// - Parameters:
  ///   - start: behind the text of an element with this tag.
  ///   - limit: may lie before it.
  /// - Returns: behind the passage, and the tag that it ends with.
  @inline(never)
  private mutating func pass(
    _ start: UnsafePointer<UInt8>, from number: Int, _ limit: UnsafePointer<UInt8>,
    _ scan: inout DocumentScan
  ) throws(Stop) -> (end: UnsafePointer<UInt8>, next: Int) {
    var at = start
    if number != PlainTags.record && !tags[number].pointee.isEmpty {
      guard at[1] == 0x2F, tags.isTag(number, at + 2) else { throw .notPlain }
      at += 2 + Int(tags[number].pointee.length)
    }
    var lineFeeds: Int32 = 0
    while at < limit, PlainText.isSpace(at[0]) {
      if at[0] == 0x0A { lineFeeds += 1 }
      at += 1
    }
    guard at < limit else { throw .needsMore }
    guard at[0] == 0x3C else { throw .notPlain }
    var next = PlainTags.record
    if at[1] == 0x2F {
      guard tags.isTag(PlainTags.record, at + 2) else { throw .notPlain }
      at += 1
    } else {
      next = try element(at + 1, &scan)
    }
    at += 1 + Int(tags[next].pointee.length)
    text.add(lineFeeds: lineFeeds)
    tags.keepPassage(
      of: number, start,
      .init(count: Int32(clamping: at - start), lineFeeds: lineFeeds, next: Int32(next)))
    return (at, next)
  }

  /// The number of the element's start tag that is here, behind its `<`.
  private mutating func element(
    _ text: UnsafePointer<UInt8>, _ scan: inout DocumentScan
  ) throws(Stop) -> Int {
    let (count, length) = PlainText.measureTag(text)
    guard count > 0 else { throw .notPlain }
    let known = tags.find(text, length: length)
    if known >= 0 { return known }
    let name = ElementName.folded(UnsafeBufferPointer(start: text, count: count))
    let id = (scan.matcher.names.firstIndex(of: name) ?? -1) + 1
    let slot = scan.matcher.slot(of: scan.matcher.child(of: 0, named: id))
    guard tags.append(text, length: length, isEmpty: length > count + 1, slot: slot) else {
      throw .notPlain
    }
    return tags.count - 1
  }

  /// Looks at a text with references or carriage returns once more.
  @inline(never)
  private mutating func settle(
    _ value: UnsafePointer<UInt8>, _ count: Int, _ slot: Int32
  ) throws(Stop) {
    let (hasReference, hasReturn) = (text.hasReference, text.hasReturn)
    text.settle()
    if slot < 0 { return }
    // libxml2 makes line feeds of them.
    if hasReturn { throw .notPlain }
    if hasReference { unescape(value, count, slot) }
  }

  private mutating func unescape(_ text: UnsafePointer<UInt8>, _ count: Int, _ slot: Int32) {
    let start = copies.count
    var index = 0
    while index < count {
      let found = text[index] == 0x26 ? PlainText.reference(text + index) : nil
      copies.append(found?.character ?? text[index])
      index += found?.length ?? 1
    }
    unescaped.append(
      Unescaped(slot: slot, start: Int32(start), count: Int32(copies.count - start)))
  }

  /// Sets the row's unescaped values.
  @inline(never)
  private func addCopies(to block: inout BlockUnderWay) {
    let shift = block.copiedCount
    block.copy(copies.base, copies.count)
    for index in 0..<unescaped.count {
      let value = unescaped.base[index]
      block.setCopied(
        Int(value.slot), offset: shift + Int(value.start), count: Int(value.count))
    }
  }
}
