import AdapterKit
import ClaimCore

/// Lists: cut at their separators, trimmed, joined by `:` (plan requirements by `;`).
enum Lists {
  /// Lists are searched from end to end, so that a hostile one may not be as long as other texts.
  static let mostBytes = 1 << 16

  @inline(__always)
  static func separates(_ byte: UInt8, keepsColons: Bool) -> Bool {
    byte == 0x3B || byte == 0x7C || byte == RecordBlock.listSeparator
      || (byte == 0x3A && !keepsColons)
  }

  /// Whether the bytes are a list that is joined by colons already, without spaces.
  static func isJoined(_ bytes: Bytes) -> Bool {
    var previous: UInt8 = 0x3A
    for byte in bytes {
      // Colons alone, with a plain sign on either side.
      if byte <= 0x20 || byte == 0x3B || byte == 0x7C || byte >= 0x7F { return false }
      if byte == 0x3A && previous == 0x3A { return false }
      previous = byte
    }
    return previous != 0x3A
  }

  /// Calls `body` with each element that is not empty.
  static func forEach<Failure: Error>(
    _ bytes: Bytes, keepsColons: Bool, _ body: (Bytes) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var index = 0
    while index <= bytes.count {
      if index == bytes.count || separates(bytes[index], keepsColons: keepsColons) {
        let element = bytes.part(start..<index).trimmed
        if !element.isEmpty { try body(element) }
        start = index + 1
      }
      index += 1
    }
  }

  static func checkRequirements(_ bytes: Bytes) throws(FaultCode) {
    try forEach(bytes, keepsColons: true) { element throws(FaultCode) in
      if PlanRequirement(element.string) == nil { throw .unknownRequirement }
    }
  }
}
