import Testing

@testable import ClaimCore

/// Rows are found by their keys, and by nothing that looks like them.
@Suite struct IDIndexTests {
  /// Keys that differ in little: their length, one byte, zeros behind them.
  private static let keys: [[UInt8]] = {
    var keys: [[UInt8]] = []
    for length in 0...40 {
      let bytes = (0..<length).map { UInt8(0x41 + $0 % 26) }
      keys.append(bytes)
      keys.append(bytes + [0])
      for at in [0, 7, 8, 15, 16, length - 1] where at >= 0 && at < length {
        var other = bytes
        other[at] ^= 0x20
        keys.append(other)
      }
    }
    for number in 0..<3000 { keys.append(Array("P\(number)".utf8)) }
    for number in 0..<3000 { keys.append(Array("urn:uuid:authorization-\(number)-end".utf8)) }
    return keys
  }()

  @Test func findsWhatADictionaryFinds() {
    let pool = TextPool()
    var writer = TextWriter(pool)
    // Every third key twice, every seventh not at all.
    var texts: [Text] = []
    var rows: [[UInt8]: Int] = [:]
    for (number, key) in Self.keys.enumerated() where number % 7 != 3 {
      for _ in 0...(number % 3 == 0 ? 1 : 0) {
        if !key.isEmpty, rows[key] == nil { rows[key] = texts.count }
        texts.append(writer.keep(key))
      }
    }
    let index = IDIndex(texts, pool: pool).owned(by: texts.indices.map { UInt32($0) * 3 })
    #expect(index.count == rows.count)
    for key in Self.keys {
      let found = key.withUnsafeBufferPointer { bytes in
        index.findOwned(bytes, by: index.view.ask(bytes))
      }
      #expect(found?.row == rows[key])
      guard let found else { continue }
      #expect(found.owner == found.row * 3)
      #expect(pool.string(found.key) == String(decoding: key, as: UTF8.self))
      #expect(index.find(texts[found.row]) == found.row)
    }
  }

  /// Large enough for pages of its own; one key or none is an index too.
  @Test func anySize() {
    let pool = TextPool()
    var writer = TextWriter(pool)
    for count in [0, 1, 2, 17, 50_000] {
      let texts = (0..<count).map { writer.keep("AU\($0)") }
      let index = IDIndex(texts, pool: pool)
      #expect(index.count == count)
      #expect(texts.indices.allSatisfy { index.find(texts[$0]) == $0 })
      #expect(index.find(writer.keep("AU-1")) == nil)
      #expect(index.find(.missing) == nil)
    }
  }

  /// Texts that repeat are kept once, and are never another's.
  @Test func sharedTexts() {
    let pool = TextPool()
    var writer = TextWriter(pool)
    for key in Self.keys + Self.keys {
      let text = key.withUnsafeBufferPointer { writer.keepShared($0) }
      #expect(pool.withBytes(text) { Array($0) } == key)
      let again = key.withUnsafeBufferPointer { writer.keepShared($0) }
      #expect(pool.equal(text, again))
      if key.count <= RecentTexts.longest { #expect(text.bits == again.bits) }
    }
  }
}
