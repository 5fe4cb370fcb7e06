/// What the names of columns are made of: words of many sources, and the one word that stands for
/// them here.
///
/// A name is cut where its case or signs change (`ClientFirstName`, `client_first_name`); what is left
/// in one piece is cut into known words (`clientfirstname`, `patientennummer`).
enum Vocabulary {
  /// The known words of a name, in its order, each once; others as they are, in lower case.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    func add(_ word: String) {
      guard !word.isEmpty, !noise.contains(word), !words.contains(word) else { return }
      words.append(word)
    }
    for word in joined(pieces(of: name)) {
      // What one word says in several: `dos` is a service date.
      for part in word.split(separator: " ") { add(String(part)) }
    }
    return words
  }

  // MARK: Pieces

  /// Cut at signs, between small and capital letters, and between letters and digits; in lower case,
  /// without accents.
  static func pieces(of name: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    func end() {
      if !piece.isEmpty { pieces.append(piece) }
      piece = ""
    }
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "#" {
        end()
        pieces.append("number")
        continue
      }
      guard scalar.properties.isAlphabetic || isDigit(scalar) else {
        end()
        continue
      }
      if index > 0 {
        let before = scalars[index - 1]
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        let startsWord =
          scalar.properties.isUppercase
          && (before.properties.isLowercase
            || (before.properties.isUppercase && next?.properties.isLowercase == true))
        if startsWord || isDigit(scalar) != isDigit(before) { end() }
      }
      piece += folded(scalar)
    }
    end()
    return pieces
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "ä", "Ä": "ae"
    case "ö", "Ö": "oe"
    case "ü", "Ü": "ue"
    case "ß": "ss"
    case "é", "è", "ê", "É": "e"
    default: scalar.properties.lowercaseMapping
    }
  }

  // MARK: Words

  /// Phrases of several pieces first, then single ones, then what can be cut further.
  private static func joined(_ pieces: [String]) -> [String] {
    var words: [String] = []
    var index = 0
    while index < pieces.count {
      if let phrase = phrase(pieces[index...]) {
        words.append(phrase.word)
        index += phrase.count
      } else {
        words += known(pieces[index])
        index += 1
      }
    }
    return words
  }

  private static func phrase(_ pieces: ArraySlice<String>) -> (word: String, count: Int)? {
    for count in stride(from: min(4, pieces.count), to: 1, by: -1) {
      let written = pieces.prefix(count).joined(separator: " ")
      if let word = phrases[written] { return (word, count) }
    }
    return nil
  }

  private static func known(_ piece: String) -> [String] {
    if let word = synonyms[piece] { return [word] }
    if canonical.contains(piece) || piece.utf8.count < 6 { return [piece] }
    guard let parts = cut(piece[...]) else { return [piece] }
    return joined(parts)
  }

  /// A word cut into known ones, as few as can be; German joins them by `s`, `n`, `en` or `es`.
  private static func cut(_ word: Substring) -> [String]? {
    let bytes = Array(word.utf8)
    var best: [[String]?] = Array(repeating: nil, count: bytes.count + 1)
    best[0] = []
    for end in 1...bytes.count {
      for start in 0..<end {
        guard let before = best[start], best[end].map({ $0.count > before.count + 1 }) ?? true
        else { continue }
        let part = String(decoding: bytes[start..<end], as: UTF8.self)
        if part.utf8.count >= 2, isWord(part) {
          best[end] = before + [part]
        } else if start > 0, end < bytes.count, ["s", "n", "en", "es"].contains(part),
          best[end] == nil
        {
          best[end] = before
        }
      }
    }
    return best[bytes.count]
  }

  private static func isWord(_ text: String) -> Bool {
    text.utf8.count >= 3
      ? synonyms[text] != nil || canonical.contains(text) : ["id", "nr", "no"].contains(text)
  }
}
