/// A few texts by number, so that a set of them is a word: bit n stands for text n.
struct NumberedTexts: ~Copyable, Sendable {
  static let limit = UInt64.bitWidth

  private let texts: Table<Text>
  private let pool: TextPool

  /// - Parameter texts: equal ones share a number.
  /// - Returns: `nil` where they are more than a word has bits.
  init?(_ texts: some Sequence<Text>, pool: TextPool) {
    var distinct: [Text] = []
    for text in texts where !distinct.contains(where: { pool.equal($0, text) }) {
      if distinct.count == Self.limit { return nil }
      distinct.append(text)
    }
    self.init(distinct: distinct, pool: pool)
  }

  private init(distinct: [Text], pool: TextPool) {
    texts = Table(distinct)
    self.pool = pool
  }

  static func none(_ pool: TextPool) -> NumberedTexts { NumberedTexts(distinct: [], pool: pool) }

  func number(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if bytes.count <= Text.inlineLimit { return number(of: Text(inline: bytes)) }
    return texts.withRows { texts in
      texts.firstIndex { text in pool.withBytes(text) { $0.elementsEqual(bytes) } }
    }
  }

  func number(of text: Text) -> Int? {
    texts.withRows { texts in
      var number = 0
      while number < texts.count {
        if pool.equal(texts[number], text) { return number }
        number += 1
      }
      return nil
    }
  }

  /// As a set of one; empty where the text is none of them.
  func bit(of text: Text) -> UInt64 { number(of: text).map { 1 << UInt64($0) } ?? 0 }
}
