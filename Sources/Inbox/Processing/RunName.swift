internal import Glibc

/// Names of runs, in the order of time: `20261122T072839Z-5f3a`.
public enum RunName {
  /// A name for a run that begins now, by the time of day in UTC.
  static func new() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let day = digits(Int(parts.tm_year) + 1900, 4) + digits(Int(parts.tm_mon) + 1, 2)
    let hour = digits(Int(parts.tm_hour), 2) + digits(Int(parts.tm_min), 2)
    let random = String(UInt16.random(in: 0 ... .max), radix: 16)
    return "\(day)\(digits(Int(parts.tm_mday), 2))T\(hour)\(digits(Int(parts.tm_sec), 2))Z-"
      + String(repeating: "0", count: 4 - random.utf8.count) + random
  }

  /// Whether a folder's name is one of these.
  public static func isOne(_ name: String) -> Bool {
    let pattern = Array("00000000T000000Z-xxxx".utf8)
    let name = Array(name.utf8)
    guard name.count == pattern.count else { return false }
    return zip(name, pattern).allSatisfy { byte, kind in
      switch kind {
      case UInt8(ascii: "0"): isDigit(byte)
      case UInt8(ascii: "x"):
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      default: byte == kind
      }
    }
  }

  /// `2026-11-22` of a run's name.
  static func day(of name: String) -> String {
    let digits = Array(name.utf8.prefix(8))
    let parts = [digits[0..<4], digits[4..<6], digits[6..<8]]
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
