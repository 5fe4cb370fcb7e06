import AdapterKit
import CBytes
import Testing

/// What looks at many bytes together, against what looks at one after another.
@Suite struct ByteSearchTests {
  /// Bytes around the widths that are looked at, few of them special.
  private func bytes(_ random: inout SplitMix, _ special: [UInt8]) -> [UInt8] {
    (0..<Int.random(in: 1...700, using: &random)).map { _ in
      Int.random(in: 0..<60, using: &random) == 0
        ? special.randomElement(using: &random) ?? 0 : UInt8.random(in: 0x20...0x7E, using: &random)
    }
  }

  @Test func counts() {
    var random = SplitMix(state: 1)
    for _ in 0..<300 {
      let text = bytes(&random, [0x0A])
      #expect(claimpipe_count(text, text.count, 0x0A) == text.count { $0 == 0x0A })
    }
    // More than a byte can count.
    let feeds = [UInt8](repeating: 0x0A, count: 20_011)
    #expect(claimpipe_count(feeds, feeds.count, 0x0A) == 20_011)
  }

  @Test func beginnings() {
    var random = SplitMix(state: 2)
    for _ in 0..<300 {
      let text = bytes(&random, [0])
      let count = Int.random(in: 1...text.count, using: &random)
      let slack = [UInt8](repeating: 1, count: 16)
      var wanted = Array(text[..<count])
      #expect(claimpipe_begins(text + slack, wanted + slack, count) != 0)
      wanted[Int.random(in: 0..<count, using: &random)] ^= 0x20
      #expect(claimpipe_begins(text + slack, wanted + slack, count) == 0)
    }
  }

  @Test func characters() {
    var random = SplitMix(state: 3)
    for _ in 0..<600 {
      var text = bytes(&random, [0x80, 0xC3, 0xE2, 0xF0, 0xFF])
      if Bool.random(using: &random) { text += Array("Zo\u{EB} \u{65E5}\u{1F600}".utf8) + text }
      let result = UTF8Check.check(text, count: text.count)
      var (decoder, rest) = (UTF8(), text.makeIterator())
      var valid = 0
      while case .scalarValue(let scalar) = decoder.decode(&rest) { valid += UTF8.width(scalar) }
      #expect(result.valid == valid)
      #expect(valid < text.count || !result.isBroken)
    }
  }
}
