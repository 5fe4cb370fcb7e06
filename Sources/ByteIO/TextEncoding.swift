/// How a source spells its characters.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// UTF-16 whose byte order mark says which.
  case utf16 = "utf-16"
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  case latin1 = "latin1"
  /// The five bytes that Windows leaves undefined are C1 control characters, as on the web
  /// (WHATWG), so that no byte is lost.
  case windows1252 = "windows-1252"

  /// By its name in a manifest, in any case.
  public static func parse(_ name: String) -> TextEncoding? {
    let name = name.lowercased()
    return name == "iso-8859-1" ? .latin1 : TextEncoding(rawValue: name)
  }

  /// What stands before a text in this encoding, where its reader needs one.
  public var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16, .utf16be: [0xFE, 0xFF]
    case .utf16le: [0xFF, 0xFE]
    case .latin1, .windows1252: []
    }
  }

  /// Spells UTF-8 in this encoding, without a byte order mark (`utf-16` with the high byte first).
  ///
  /// - Returns: `nil` where the bytes are not UTF-8, or hold what this encoding has no character
  ///   for. UTF-8 itself is returned as it is.
  public func encode(_ utf8: [UInt8]) -> [UInt8]? {
    if self == .utf8 { return utf8 }
    guard let text = String(validating: utf8, as: UTF8.self) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count * 2)
    switch self {
    case .utf8: break
    case .utf16, .utf16be:
      for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    case .utf16le:
      for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    case .latin1, .windows1252:
      for scalar in text.unicodeScalars {
        guard let byte = singleByte(scalar) else { return nil }
        bytes.append(byte)
      }
    }
    return bytes
  }

  private func singleByte(_ scalar: Unicode.Scalar) -> UInt8? {
    if self == .windows1252 {
      if let index = TextEncoding.windowsC1.firstIndex(of: UInt16(clamping: scalar.value)) {
        return UInt8(0x80 + index)
      }
      if (0x80..<0xA0).contains(scalar.value) { return nil }
    }
    return UInt8(exactly: scalar.value)
  }

  /// The character of each byte, for the encodings of one byte a character.
  var characters: [UInt16]? {
    switch self {
    case .latin1: (0..<256).map { UInt16($0) }
    case .windows1252:
      (0..<256).map {
        (0x80..<0xA0).contains($0) ? TextEncoding.windowsC1[$0 - 0x80] : UInt16($0)
      }
    default: nil
    }
  }

  /// Windows-1252's characters 0x80 to 0x9F.
  private static let windowsC1: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}
