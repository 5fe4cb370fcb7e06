import AdapterKit
import ClaimCore
import Testing

@testable import Intake

/// Values that are read by a quicker way where they are written as most are: the plain way is the
/// oracle.
@Suite struct QuickValueTests {
  /// Times that are nearly right, as often as right ones.
  @Test func minutesAreThoseOfThePlainReader() {
    var random = SplitMix(seed: 7)
    let known = ISODateTime.KnownMonths()
    let signs = Array("0123456789-:T t+Z/;@".utf8)
    var quick = 0
    for _ in 0..<20_000 {
      var text = Array("2026-02-05T09:00".utf8)
      for place in [3, 6, 9, 12, 15] { text[place] = UInt8.random(in: 48...57, using: &random) }
      for (place, most) in [(8, 51), (11, 50), (14, 54)] as [(Int, UInt8)] {
        text[place] = UInt8.random(in: 48...most, using: &random)
      }
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        text[Int.random(in: 0..<16, using: &random)] = signs.randomElement(using: &random) ?? 0
      }
      text.withUnsafeBufferPointer { bytes in
        let plain = try? ISODateTime.time(bytes, ISODateTime.KnownMonths())
        _ = try? ISODateTime.time(bytes, known)
        let minute = ISODateTime.minute(bytes, in: known)
        if let minute {
          quick += 1
          #expect(minute == plain?.local && plain?.offset == nil)
        } else {
          // What is left to the plain reader: other signs, and the end of a day.
          #expect(plain == nil || bytes[10] != 0x54 || bytes[11] == 0x32 && bytes[12] == 0x34)
        }
        let day = UnsafeBufferPointer(rebasing: bytes[..<10])
        #expect(ISODateTime.date(day, in: known) == (try? ISODateTime.date(day)))
        #expect(ISODateTime.date(day, in: known) == (try? ISODateTime.date(day)))
      }
    }
    #expect(quick > 1000)
  }

  /// Fields that a source lacks are as missing as those that its records lack.
  @Test func absentFieldsAreMissing() throws {
    let test = try TestPractice()
    let plan = try CompiledMapping(
      .sessions, ["telecare": FieldMapping(from: ["tele"], default: "yes")])
    let block = RecordBlock(plan.names, [TestPractice.session])
    var writer = TextWriter(test.pool)
    let present = Set(TestPractice.session.keys)
    for absent in [[], plan.names.filter { !present.contains($0) }, plan.names] {
      let decoder = SessionDecoder(
        test.practice, mapping: plan, zones: test.zones, absentNames: absent)
      let decoded = decoder.decode(block, source: 0, writer: &writer)
      #expect(decoded.rejections.isEmpty && decoded.findings.isEmpty)
      let session = try #require(decoded.rows.first?.session)
      #expect(session.telecare && !session.billedExternally)
      #expect(session.link.isMissing && session.modifiers.isMissing && session.location.isNone)
    }
  }
}
