/// The checks of a manifest's bytes before YAML sees them.
enum ManifestText {
  /// Far more than a manifest needs, and little enough to read at once.
  static let maximumSize = 1 << 20

  /// The text without its byte order mark, or `nil` where it can't be read; the reason is in the
  /// log.
  static func check(_ bytes: [UInt8], log: FaultLog) -> [UInt8]? {
    guard bytes.count <= maximumSize else {
      log.add(.start, "", "\(bytes.count) bytes: a manifest has at most \(maximumSize)")
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      log.add(.start, "", "the manifest is in UTF-16: save it as UTF-8")
      return nil
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      let mark = ManifestMark.ofByte(error.byteOffsets.lowerBound, in: text)
      log.add(mark, "", "the bytes here are not UTF-8: save the manifest as UTF-8")
      return nil
    }
    // libyaml compares each with all before it: a megabyte of them would take minutes.
    if let tag = directive(in: text) {
      let mark = ManifestMark.ofByte(tag, in: text)
      log.add(mark, "", "manifests have no tags: leave out the line with %TAG")
      return nil
    }
    return text
  }

  /// Where the first line that begins with `%TAG` does.
  private static func directive(in text: [UInt8]) -> Int? {
    text.indices.first { index in
      text[index] == UInt8(ascii: "%") && text[index...].starts(with: "%TAG".utf8)
        && (index == 0 || text[index - 1] == UInt8(ascii: "\n")
          || text[index - 1] == UInt8(ascii: "\r"))
    }
  }
}
