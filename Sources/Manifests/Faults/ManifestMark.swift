/// Where something in a manifest stands.
public enum ManifestMark: Sendable, Hashable {
  /// Both count from 1; columns count Unicode scalars.
  case file(line: Int, column: Int)
  /// Set on the command line by `--set`; the key as it was given there.
  case commandLine(key: String)

  /// 0 where the command line set it.
  public var line: Int {
    if case .file(let line, _) = self { line } else { 0 }
  }

  /// 0 where the command line set it.
  public var column: Int {
    if case .file(_, let column) = self { column } else { 0 }
  }

  static let start = ManifestMark.file(line: 1, column: 1)

  /// The mark of the byte at `offset`.
  static func ofByte(_ offset: Int, in text: [UInt8]) -> ManifestMark {
    var walk = MarkWalk()
    for index in 0..<min(offset, text.count) { walk.step(over: index, of: text) }
    return walk.mark
  }

  /// The byte that stands at this mark.
  func byte(in text: [UInt8]) -> UInt8? {
    var walk = MarkWalk()
    for index in text.indices {
      if walk.mark == self { return text[index] }
      walk.step(over: index, of: text)
    }
    return nil
  }
}

/// Counts lines and columns; LF, CR and CR LF end a line.
private struct MarkWalk {
  private var line = 1
  private var column = 1

  var mark: ManifestMark { .file(line: line, column: column) }

  mutating func step(over index: Int, of text: [UInt8]) {
    let byte = text[index]
    let isCarriageReturn = byte == UInt8(ascii: "\r")
    let next = index + 1 < text.count ? text[index + 1] : 0
    if byte == UInt8(ascii: "\n") || (isCarriageReturn && next != UInt8(ascii: "\n")) {
      line += 1
      column = 1
    } else if !isCarriageReturn && (next & 0xC0 != 0x80 || index + 1 == text.count) {
      // A scalar counts with its last byte.
      column += 1
    }
  }
}

extension ManifestMark: Comparable {
  /// By line and column; what the command line set comes last.
  public static func < (a: ManifestMark, b: ManifestMark) -> Bool {
    switch (a, b) {
    case (.file(let lineA, let columnA), .file(let lineB, let columnB)):
      (lineA, columnA) < (lineB, columnB)
    case (.file, .commandLine): true
    case (.commandLine, .file): false
    case (.commandLine(let a), .commandLine(let b)): a < b
    }
  }
}
