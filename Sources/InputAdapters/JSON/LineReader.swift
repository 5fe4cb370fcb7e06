import AdapterKit
import Glibc

/// Reads NDJSON: blocks end with the last whole line of each piece of the source.
final class LineReader: RecordReader {
  let absentNames: [String] = []
  let knownNames: [String] = []
  let frame = RecordFrame(prefix: [], separator: [0x0A], suffix: [0x0A])

  private var buffer: SourceBuffer
  private let plan: FieldPlan
  private let limits: ReadingLimits
  private var place = Place()
  /// Bytes at the start of the next piece that are known to have no line feed.
  private var searched = 0

  init(_ source: any ByteSource, plan: FieldPlan, limits: ReadingLimits) {
    buffer = SourceBuffer(source, size: limits.blockBytes)
    self.plan = plan
    self.limits = limits
  }

  func nextBlock() throws(InputFault) -> UnreadBlock? {
    while !buffer.isAtEnd {
      var bytes = try buffer.next()
      let filled = bytes.count - SourceBuffer.slack
      let cut = buffer.isAtEnd ? filled : lineEnd(bytes, filled)
      // One more for a carriage return whose line feed is yet to come.
      if filled - cut > limits.recordBytes + 1 {
        throw InputFault(
          source: buffer.name, line: line(after: bytes, cut), column: 1, message: limits.tooLong)
      }
      buffer.keep(bytes[cut..<filled])
      searched = filled - cut
      if cut == 0 { continue }
      bytes.cut(at: cut)
      let start = place
      place.line = line(after: bytes, cut)
      return block(bytes, start)
    }
    return nil
  }

  /// Behind the last line feed, or 0.
  private func lineEnd(_ bytes: [UInt8], _ filled: Int) -> Int {
    var end = filled
    while end > searched, bytes[end - 1] != 0x0A { end -= 1 }
    return end > searched ? end : 0
  }

  private func line(after bytes: [UInt8], _ count: Int) -> Int {
    bytes.withUnsafeBufferPointer { text in
      text.baseAddress.map { place.line + ByteScan.lineFeeds($0, 0..<count) } ?? place.line
    }
  }

  private func block(_ bytes: consuming [UInt8], _ start: Place) -> UnreadBlock {
    let unread = UnreadBytes(
      bytes, source: buffer.name, place: start, plan: plan, limits: limits)
    return UnreadBlock { () throws(InputFault) in
      try unread.block { text, builder throws(InputFault) in
        try unread.addLines(text, &builder)
      }
    }
  }
}

extension UnreadBytes {
  fileprivate func addLines(
    _ text: UnsafePointer<UInt8>, _ builder: inout BlockBuilder
  ) throws(InputFault) {
    var start = 0
    var line = place.line
    while start < end {
      let feed = memchr(text + start, 0x0A, end - start)
      let next = feed.map { UnsafeRawPointer($0) - UnsafeRawPointer(text) } ?? end
      let stop = next > start && text[next - 1] == 0x0D ? next - 1 : next
      if stop - start > limits.recordBytes { throw fault(text, at: start, limits.tooLong) }
      if !isBlank(text, start..<stop) { addLine(text, start..<stop, line, &builder) }
      start = next + 1
      line += 1
    }
  }

  private func addLine(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, _ line: Int,
    _ builder: inout BlockBuilder
  ) {
    do throws(Malformed) {
      try builder.add(range, line: line)
    } catch {
      let code =
        switch error.flaw {
        case .depth: "nested_too_deep"
        default: "malformed_json"
        }
      builder.addFault(range, line, at: error.offset, code: code, message: error.flaw.message)
    }
  }

  private func isBlank(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { ByteScan.isSpace(text[$0]) }
  }
}
