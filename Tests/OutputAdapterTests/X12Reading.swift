/// Reads an X12 file by what its own ISA says, and by nothing of the writer's.
struct X12Reading {
  struct Segment {
    let elements: [String]
    var id: String { elements[0] }
    /// Empty where there is none.
    subscript(index: Int) -> String { index < elements.count ? elements[index] : "" }
  }

  let segments: [Segment]
  let component: Character
  /// What stands after every terminator.
  let endings: Set<String>
  let hasTrailingSeparators: Bool

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > 106, text.hasPrefix("ISA") else { return nil }
    let separator = bytes[3]
    guard
      [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103].allSatisfy({
        bytes[$0] == separator
      })
    else { return nil }
    component = Character(UnicodeScalar(bytes[104]))
    var segments: [Segment] = []
    var endings: Set<String> = []
    var trails = false
    for part in bytes.split(separator: bytes[105], omittingEmptySubsequences: false) {
      let content = part.drop { $0 == 0x0D || $0 == 0x0A }
      if !segments.isEmpty {
        endings.insert(String(decoding: part[..<content.startIndex], as: UTF8.self))
      }
      if content.isEmpty { continue }
      trails =
        trails || content.last == separator
        || !segments.isEmpty && (content.last == bytes[104])
        || !segments.isEmpty && content.contains(bytes[104])
          && zip(content, content.dropFirst())
            .contains { $0 == bytes[104] && $1 == separator }
      segments.append(
        Segment(
          elements: content.split(separator: separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }))
    }
    self.segments = segments
    self.endings = endings
    hasTrailingSeparators = trails
  }

  /// From every ST to its SE.
  var sets: [ArraySlice<Segment>] {
    var sets: [ArraySlice<Segment>] = []
    var start = 0
    for (index, segment) in segments.enumerated() {
      if segment.id == "ST" { start = index }
      if segment.id == "SE" { sets.append(segments[start...index]) }
    }
    return sets
  }
}
