import AdapterKit
import Glibc

/// Reads a source of lines in pieces that end with a line's end.
struct LinePieces {
  private var buffer: SourceBuffer
  private let limits: ReadingLimits
  /// The fault of a line that is longer than a record may be, by its number.
  private let tooLong: (Int) -> InputFault
  private var place: Place
  /// Bytes at the start of the next piece that are known to have no line feed.
  private var searched = 0

  /// - Parameter line: the number of the source's first line.
  init(
    _ source: any ByteSource, limits: ReadingLimits, line: Int = 1,
    tooLong: @escaping (Int) -> InputFault
  ) {
    self.tooLong = tooLong
    buffer = SourceBuffer(source, size: limits.blockBytes)
    self.limits = limits
    place = Place(line: line)
  }

  var name: String { buffer.name }
  /// Nothing comes after the last piece.
  var isAtEnd: Bool { buffer.isAtEnd }

  /// The next lines, with ``SourceBuffer/slack`` behind, and where they begin; `nil` at the end.
  mutating func next() throws(InputFault) -> (bytes: [UInt8], place: Place)? {
    while !buffer.isAtEnd {
      var bytes = try buffer.next()
      let filled = bytes.count - SourceBuffer.slack
      let cut = buffer.isAtEnd ? filled : lineEnd(bytes, filled)
      // One more for a carriage return whose line feed is yet to come.
      if filled - cut > limits.recordBytes + 1 {
        throw tooLong(line(after: bytes, cut))
      }
      buffer.keep(bytes[cut..<filled])
      searched = filled - cut
      if cut == 0 { continue }
      bytes.cut(at: cut)
      let start = place
      place.line = line(after: bytes, cut)
      return (bytes, start)
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
}

/// The lines of a text.
struct LineWalk {
  private let text: UnsafePointer<UInt8>
  private let end: Int
  private var next = 0
  /// The number of the line that was taken last.
  private(set) var number: Int

  /// - Parameter line: the number of the first line.
  init(_ text: UnsafePointer<UInt8>, end: Int, line: Int) {
    self.text = text
    self.end = end
    number = line - 1
  }

  /// The next line that is not blank, without its end.
  @inline(__always)
  mutating func take() -> Range<Int>? {
    while next < end {
      let start = next
      let feed = memchr(text + start, 0x0A, end - start)
      let after = feed.map { UnsafeRawPointer($0) - UnsafeRawPointer(text) } ?? end
      let stop = after > start && text[after - 1] == 0x0D ? after - 1 : after
      next = after + 1
      number += 1
      if !isBlank(start..<stop) { return start..<stop }
    }
    return nil
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { ByteScan.isSpace(text[$0]) }
  }
}
