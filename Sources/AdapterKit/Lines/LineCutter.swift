import Glibc

/// Cuts a source into blocks of whole records, line by line.
struct LineCutter {
  /// Read already, not in a block yet; begins where a line begins.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  /// The line that `rest` begins on.
  private var line = 1
  /// Whether the source's first line ends with CRLF.
  private(set) var hasReturns = false
  private let limit: Int

  /// - Parameter limit: the longest record, in bytes.
  init(limit: Int) { self.limit = limit }

  /// The source's first lines, fewer where it has no more.
  mutating func takeHead(
    _ source: any ByteSource, lineCount: Int
  ) throws(InputFault) -> RecordLines {
    // One line at least, for its line end.
    var place = try end(ofLine: 0, in: source)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
      rest.removeFirst(3)
      place -= 3
    }
    hasReturns = place > 1 && rest[place - 1] == 0x0A && rest[place - 2] == 0x0D
    var end = 0
    for _ in 0..<lineCount where end < rest.count || !isAtEnd {
      end = try self.end(ofLine: end, in: source)
      line += 1
    }
    let head = Array(rest[..<end])
    rest.removeFirst(end)
    return RecordLines(
      bytes: head, range: 0..<(head.last == 0x0A ? end - 1 : end), firstLine: 1,
      isNothing: head.isEmpty)
  }

  /// Behind the line end, or the source's end.
  private mutating func end(
    ofLine start: Int, in source: any ByteSource
  ) throws(InputFault) -> Int {
    var searched = start
    while true {
      if let end = lineEnd(from: searched) { return end + 1 }
      if isAtEnd { return rest.count }
      searched = rest.count
      if searched - start > limit { throw tooLong(source) }
      try fill(from: source, upTo: rest.count + 4096)
    }
  }

  private func lineEnd(from start: Int) -> Int? {
    rest.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  /// The next records, or `nil` at the end.
  ///
  /// - Parameter size: bytes; a block ends with the first record that ends behind them.
  mutating func next(
    _ source: any ByteSource, ofAbout size: Int, format: some LineFormat
  ) throws(InputFault) -> CutLines? {
    while true {
      try fill(from: source, upTo: size)
      if rest.isEmpty { return nil }
      var records = RecordsUnderWay(line: line)
      var place = 0
      while records.extents.isEmpty || place < size {
        if place == rest.count && isAtEnd { break }
        let next = try end(ofLine: place, in: source)
        if next == place { continue }
        let isEnded = rest[next - 1] == 0x0A
        let text = rest[place..<(isEnded ? next - 1 : next)].withoutReturn
        records.add(format.part(of: text), from: place, to: text.endIndex)
        place = next
        if place - (records.current?.start ?? place) > limit { throw tooLong(source) }
      }
      if isAtEnd && place == rest.count { records.close() }
      // A record whose end has not been seen is for the next block.
      if let block = take(records.current?.start ?? place, records) { return block }
    }
  }

  /// - Returns: `nil` where what was cut holds no record.
  private mutating func take(_ count: Int, _ records: RecordsUnderWay) -> CutLines? {
    let bytes = Array(rest[..<count])
    rest.removeFirst(count)
    line = records.current?.line ?? records.line
    return records.extents.isEmpty ? nil : CutLines(bytes: bytes, records: records.extents)
  }

  private func tooLong(_ source: any ByteSource) -> InputFault {
    InputFault(
      source: source.name, line: line,
      message:
        "a record behind this line is longer than \(limit) bytes: its end is missing, or this "
        + "is no such file")
  }

  private mutating func fill(from source: any ByteSource, upTo count: Int) throws(InputFault) {
    if isAtEnd || rest.count >= count { return }
    let old = rest.count
    rest += repeatElement(0, count: count - old)
    var filled = old
    defer { rest.removeLast(rest.count - filled) }
    while filled < count {
      var read = 0
      var fault: InputFault?
      rest.withUnsafeMutableBytes { buffer in
        do throws(InputFault) {
          read = try source.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count]))
        } catch { fault = error }
      }
      if let fault { throw fault }
      if read == 0 {
        isAtEnd = true
        return
      }
      filled += read
    }
  }
}

/// The records of a block that is being cut.
private struct RecordsUnderWay {
  /// The line that comes next.
  private(set) var line: Int
  private(set) var extents: [RecordExtent] = []
  /// The record whose end has not been seen.
  private(set) var current: (start: Int, end: Int, line: Int)?

  init(line: Int) { self.line = line }

  mutating func add(_ part: LinePart, from start: Int, to end: Int) {
    defer { line += 1 }
    // Blank lines behind a record are not its own; those inside are, once another line follows.
    if part == .none { return }
    if part == .record || part == .begin { close() }
    current = (current?.start ?? start, end, current?.line ?? line)
    if part == .record || part == .end { close() }
  }

  mutating func close() {
    guard let record = current else { return }
    extents.append(RecordExtent(start: record.start, end: record.end, line: record.line))
    current = nil
  }
}
