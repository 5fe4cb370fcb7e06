import AdapterKit

/// Looks at what waits between the parser and the bytes it is about to get: a token that does not
/// end costs memory, a start tag of very many attributes costs libxml2 the square of them, and a
/// bare & would be noticed at the next semicolon only.
struct TokenGuard {
  /// The token looked at, and how far.
  private var tag = -1
  private var seen = 0
  private var quote: UInt8 = 0
  private var attributes = 0

  /// Shorter tokens are let through; their attributes are counted when the tag is read.
  private static let harmless = 64 << 10
  private static let longestReference = 1024

  /// Refuses the document if its record or token grows too long.
  ///
  /// - Parameters:
  ///   - offset: the first byte that the parser has not got.
  ///   - count: how many bytes it is to get.
  mutating func look(at scan: inout DocumentScan, from offset: Int, count: Int) {
    if scan.recordDepth >= 0, offset - scan.recordStart > scan.limits.recordBytes {
      return scan.refuseLongRecord()
    }
    let position = scan.position
    if position < offset, Self.isBareAmpersand(scan, position, upTo: offset) {
      return scan.refuseBareAmpersand(at: position)
    }
    guard offset - position > Self.harmless else { return }
    if offset - position > ScanLimits.tokenBytes { return scan.refuseLongToken() }
    guard position >= scan.window.start, scan.window.at(position).pointee == 0x3C else { return }
    if tag != position {
      tag = position
      seen = position + 1
      (quote, attributes) = (0, 0)
    }
    countAttributes(scan, upTo: offset + count)
    if attributes > ScanLimits.attributes { scan.refuseManyAttributes() }
  }

  /// libxml2 waits for the semicolon of a reference, if need be to the end of the document.
  private static func isBareAmpersand(
    _ scan: borrowing DocumentScan, _ position: Int, upTo stop: Int
  ) -> Bool {
    guard position >= scan.window.start, scan.window.at(position).pointee == 0x26 else {
      return false
    }
    let most = position + longestReference
    for offset in (position + 1)..<min(stop, most) {
      switch scan.window.at(offset).pointee {
      case 0x3B: return false
      case 0...0x20, 0x22, 0x26, 0x27, 0x2C, 0x3C, 0x3E: return true
      default: continue
      }
    }
    return stop >= most
  }

  /// Counts values in quotes. In a comment or section that counts nothing of use, but a comment may
  /// hold as many quotes as it likes, so those are passed over.
  private mutating func countAttributes(_ scan: borrowing DocumentScan, upTo stop: Int) {
    let second = scan.window.at(tag + 1).pointee
    guard second != UInt8(ascii: "!"), second != UInt8(ascii: "?") else { return }
    while seen < stop {
      let byte = scan.window.at(seen).pointee
      seen += 1
      if quote == 0 {
        if byte == 0x22 || byte == 0x27 { quote = byte }
        if byte == 0x3E { return }
      } else if byte == quote {
        quote = 0
        attributes += 1
      }
    }
  }
}
