import ClaimCore

/// Tells a post office box from a street.
enum PostOfficeBox {
  /// Whether an address line names one: `PO Box`, `P.O. Box 12`, `P O Box`, `Post Office Box`, `POB 12`,
  /// `Lock Box 12`; not `Pobox Lane` or `12 Box Street`.
  static func isNamed(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    // One more than the line, for the space behind its last word.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count + 1) { room in
      let words = normalize(line, into: room)
      for start in words.indices where start == 0 || words[start - 1] == 0x20 {
        // Every spelling begins with one of these.
        guard words[start] == UInt8(ascii: "P") || words[start] == UInt8(ascii: "L") else {
          continue
        }
        if spellings.contains(where: { $0.begins(words[start...]) }) { return true }
      }
      return false
    }
  }

  private struct Spelling {
    let words: StaticString
    /// A number, a single letter or nothing follows: without one it may be a street's name.
    let needsNumber: Bool

    init(_ words: StaticString, needsNumber: Bool = false) {
      self.words = words
      self.needsNumber = needsNumber
    }

    func begins(_ line: Slice<UnsafeMutableBufferPointer<UInt8>>) -> Bool {
      let sought = UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount)
      guard line.starts(with: sought) else { return false }
      let behind = line.dropFirst(sought.count)
      // `BOX12` is `BOX 12`; `BOXWOOD` is another word.
      guard let next = behind.first, next == 0x20 || next.isX12Digit else { return false }
      let word = behind.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
      return !needsNumber || word.count < 2 || word.contains(where: \.isX12Digit)
    }
  }

  private static let spellings = [
    Spelling("PO BOX"), Spelling("P O BOX"), Spelling("POST OFFICE BOX"), Spelling("P O DRAWER"),
    Spelling("PO DRAWER"), Spelling("POST BOX", needsNumber: true),
    Spelling("POSTAL BOX", needsNumber: true), Spelling("POBOX", needsNumber: true),
    Spelling("POB", needsNumber: true), Spelling("P O B", needsNumber: true),
    Spelling("LOCK BOX", needsNumber: true), Spelling("LOCKBOX", needsNumber: true),
  ]

  /// Words of A-Z and 0-9 with a space behind each; dots are nothing.
  private static func normalize(
    _ line: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableBufferPointer<UInt8>
  ) -> Slice<UnsafeMutableBufferPointer<UInt8>> {
    var count = 0
    for byte in line where byte != UInt8(ascii: ".") {
      let capital = byte.x12Capital
      if capital.isX12Digit || (0x41...0x5A).contains(capital) {
        room.initializeElement(at: count, to: capital)
        count += 1
      } else if count > 0 && room[count - 1] != 0x20 {
        room.initializeElement(at: count, to: 0x20)
        count += 1
      }
    }
    if count > 0 && room[count - 1] != 0x20 {
      room.initializeElement(at: count, to: 0x20)
      count += 1
    }
    return room[..<count]
  }
}
