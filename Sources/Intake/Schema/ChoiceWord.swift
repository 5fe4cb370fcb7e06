/// A word of a choice in 24 bytes: lower case, with `_` for spaces and dashes, so that a comparison
/// is three words of the machine.
struct ChoiceWord: BitwiseCopyable, Equatable {
  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt64 = 0

  /// The bytes as they stand; `nil` where they are longer than any choice's word.
  @inline(__always)
  init?(exactly bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 24 else { return nil }
    a = bytes.word(from: 0)
    if bytes.count <= 8 { return }
    b = bytes.word(from: 8)
    if bytes.count > 16 { c = bytes.word(from: 16) }
  }

  /// `nil` where the bytes are longer than any choice's word.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count <= 24 else { return nil }
    for (index, byte) in bytes.enumerated() {
      var byte = UInt64(byte)
      if byte &- 0x41 < 26 { byte |= 0x20 }
      if byte == 0x20 || byte == 0x2D { byte = 0x5F }
      byte <<= UInt64(index & 7) << 3
      if index < 8 { a |= byte } else if index < 16 { b |= byte } else { c |= byte }
    }
  }

  init?(_ word: String) {
    var word = word
    guard let made = word.withUTF8({ ChoiceWord($0) }) else { return nil }
    self = made
  }
}

/// One word that stands for a case of a choice.
struct ChoiceEntry: BitwiseCopyable {
  var word: ChoiceWord
  /// The case's place among all cases.
  var ordinal: UInt8
}

extension ChoiceEntry {
  /// Words that stand for others (formats.md section 1).
  private static let aliases = [
    "canceled": "cancelled", "female": "F", "male": "M", "unknown": "U",
  ]

  /// A choice's own words, and those that stand for them.
  static func allWords(for words: [String]) -> [String] {
    words + aliases.filter { words.contains($0.value) }.map(\.key).sorted()
  }

  static func entries(of words: [String]) -> [ChoiceEntry] {
    func entry(_ word: String, _ ordinal: Int) -> ChoiceEntry? {
      ChoiceWord(word).map { ChoiceEntry(word: $0, ordinal: UInt8(ordinal)) }
    }
    return words.enumerated().flatMap { ordinal, word in
      [entry(word, ordinal)]
        + ChoiceEntry.aliases.filter { $0.value == word }.map { entry($0.key, ordinal) }
    }.compactMap { $0 }
  }
}

extension Bool {
  /// true/false, yes/no, y/n, 1/0 in any case; `nil` for anything else.
  @inline(__always)
  init?(bytes: UnsafeBufferPointer<UInt8>) {
    // Only a letter, large or small, becomes that letter.
    let small = bytes.word(from: 0) | 0x2020_2020_2020_2020
    switch bytes.count {
    case 1:
      switch bytes[0] {
      case 0x79, 0x59, 0x31: self = true
      case 0x6E, 0x4E, 0x30: self = false
      default: return nil
      }
    case 2 where small == 0x2020_2020_2020_6F6E: self = false  // no
    case 3 where small == 0x2020_2020_2073_6579: self = true  // yes
    case 4 where small == 0x2020_2020_6575_7274: self = true  // true
    case 5 where small == 0x2020_2065_736C_6166: self = false  // false
    default: return nil
    }
  }
}
