/// Mends a JSON text that was cut anywhere: takes the unfinished value off and closes what is open.
enum JSONRepair {
  static func closed(_ text: [UInt8]) -> [UInt8] {
    var open: [UInt8] = []
    var isInString = false
    var isEscaped = false
    // Behind the last value that is whole, and what was open there.
    var safe = (end: 0, open: [UInt8]())
    for (index, byte) in text.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
        }
        continue
      }
      switch byte {
      case 0x22: isInString = true
      case 0x7B, 0x5B:
        open.append(byte)
        safe = (index + 1, open)
      case 0x7D, 0x5D:
        if !open.isEmpty { open.removeLast() }
        safe = (index + 1, open)
      case 0x2C: safe = (index, open)
      default: break
      }
    }
    if open.isEmpty && !isInString { return text }
    return Array(text[..<safe.end]) + safe.open.reversed().map { $0 == 0x7B ? 0x7D : 0x5D }
  }
}
