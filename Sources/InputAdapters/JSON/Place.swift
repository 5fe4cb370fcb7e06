/// Where a run of bytes begins in its source.
struct Place: Sendable, Equatable {
  /// From 1.
  var line = 1
  /// Characters of that line before it.
  var charactersBefore = 0

  /// The place of `offset` in a text that begins here.
  func advanced(over text: UnsafePointer<UInt8>, to offset: Int) -> Place {
    let feeds = ByteScan.lineFeeds(text, 0..<offset)
    if feeds == 0 {
      let more = ByteScan.characters(text, 0..<offset)
      return Place(line: line, charactersBefore: charactersBefore + more)
    }
    var lineStart = offset
    while text[lineStart - 1] != 0x0A { lineStart -= 1 }
    return Place(
      line: line + feeds, charactersBefore: ByteScan.characters(text, lineStart..<offset))
  }

  /// From 1, in characters.
  var column: Int { charactersBefore + 1 }
}
