import AdapterKit

/// Reads a source in pieces of equal size; what was left of one begins the next.
struct SourceBuffer {
  /// Zero bytes behind every piece, so that searches may overrun it.
  static let slack = ByteScan.overrun

  private let source: any ByteSource
  private let size: Int
  private var carry: [UInt8] = []
  private var hasBegun = false
  private(set) var isAtEnd = false

  init(_ source: any ByteSource, size: Int) {
    self.source = source
    self.size = max(size, 1)
  }

  var name: String { source.name }

  /// What the next piece begins with.
  mutating func keep(_ bytes: ArraySlice<UInt8>) { carry = Array(bytes) }

  /// The kept bytes and new ones, then ``slack`` zeros. Grows where the kept bytes fill a piece.
  mutating func next() throws(InputFault) -> [UInt8] {
    if !hasBegun { try begin() }
    let room = carry.count < size ? size : carry.count * 2
    var fault: InputFault?
    let (source, carry) = (source, carry)
    var isAtEnd = isAtEnd
    // Spare room for what is unescaped, so that the block does not move.
    let capacity = room + room / 8 + Self.slack
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      carry.withUnsafeBufferPointer { kept in
        if let from = kept.baseAddress { start.initialize(from: from, count: kept.count) }
      }
      count = carry.count
      do throws(InputFault) {
        while !isAtEnd && count < room {
          let free = UnsafeMutableRawBufferPointer(start: start + count, count: room - count)
          let read = try source.read(into: free)
          isAtEnd = read == 0
          count += read
        }
      } catch {
        fault = error
      }
      (start + count).initialize(repeating: 0, count: Self.slack)
      count += Self.slack
    }
    if let fault { throw fault }
    self.isAtEnd = isAtEnd
    self.carry = []
    return bytes
  }

  /// Takes a byte order mark off.
  private mutating func begin() throws(InputFault) {
    hasBegun = true
    var start: [UInt8] = []
    while start.count < 3 && !isAtEnd {
      var rest: InlineArray<3, UInt8> = [0, 0, 0]
      var read = 0
      var span = rest.mutableSpan
      var fault: InputFault?
      span.withUnsafeMutableBytes { buffer in
        do throws(InputFault) {
          read = try source.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<(3 - start.count)]))
        } catch {
          fault = error
        }
      }
      if let fault { throw fault }
      isAtEnd = read == 0
      for index in 0..<read { start.append(rest[index]) }
    }
    carry = start == [0xEF, 0xBB, 0xBF] ? [] : start
  }
}

extension [UInt8] {
  /// Ends a piece at `end`, with its slack behind.
  mutating func cut(at end: Int) {
    removeLast(count - end - SourceBuffer.slack)
    for index in end..<count { self[index] = 0 }
  }
}
