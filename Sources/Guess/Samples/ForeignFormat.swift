/// Files that people have at hand and that hold no text.
public enum ForeignFormat {
  /// What a file is by its first bytes, and what to do with it; `nil` where it may be text.
  public static func refusal(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return "is a workbook or another ZIP archive: save its sheet as CSV, or unpack it"
    }
    if bytes.starts(with: Array("%PDF".utf8)) {
      return "is a PDF: ask its source for CSV, JSON or XML"
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return "is a workbook or document of Microsoft Office: save it as CSV"
    }
    return nil
  }

  /// The same of what was decoded.
  ///
  /// - Parameter bytes: in UTF-8.
  public static func refusal(ofText bytes: [UInt8]) -> String? {
    // Text has next to no control characters, whatever its encoding.
    let sample = bytes.prefix(1 << 16)
    let controls = sample.count {
      $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C
    }
    if controls * 50 > sample.count {
      return "is no text: guess reads CSV, JSON and XML, as they are or with gzip"
    }
    return nil
  }
}
