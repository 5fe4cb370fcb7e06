import CBytes

/// Whether bytes are UTF-8, quickly where most of them are ASCII.
public enum UTF8Check {
  public struct Result: Equatable, Sendable {
    /// Bytes that are whole characters.
    public var valid: Int
    /// Behind them stands something that no further byte can put right.
    public var isBroken: Bool

    public init(valid: Int, isBroken: Bool) {
      self.valid = valid
      self.isBroken = isBroken
    }
  }

  /// - Parameter limit: bytes to look at.
  public static func check(_ bytes: UnsafePointer<UInt8>, count limit: Int) -> Result {
    var index = 0
    while index < limit {
      index += claimpipe_ascii(bytes + index, limit - index)
      // To the end of 32 bytes, or of the character that reaches over it.
      let stop = min(index + 32, limit)
      while index < stop {
        let length = character(bytes + index, room: limit - index)
        if length <= 0 { return Result(valid: index, isBroken: length < 0) }
        index += length
      }
    }
    return Result(valid: index, isBroken: false)
  }

  /// The length of the character here; 0 if it is cut off, -1 if it isn't one (Unicode, table 3-7).
  private static func character(_ bytes: UnsafePointer<UInt8>, room: Int) -> Int {
    let lead = bytes[0]
    if lead < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return -1
    }
    if room > 1, !second.contains(bytes[1]) { return -1 }
    for index in 2..<max(length, 2) where index < room && bytes[index] & 0xC0 != 0x80 { return -1 }
    return room < length ? 0 : length
  }
}
