import AdapterKit
import ClaimCore
import Foundation
import Testing

@testable import ClaimBatchAdapter

/// x12-837p.md section 2: what a text becomes in X12, and what X12 can't carry.
@Suite("X12 texts and docs/x12-characters.md")
struct X12TextTests {
  private typealias Separators = TradingPartner.Separators

  private static let extended = X12Text(.extended, TradingPartner.Separators())
  private static let basic = X12Text(.basic, TradingPartner.Separators())

  private func folded(_ string: String, _ text: X12Text = extended) -> String {
    var string = string
    var buffer = ByteBuffer(capacity: 64)
    buffer.append(0x3E)
    string.withUTF8 { text.append($0, to: &buffer) }
    return String(decoding: buffer.bytes.dropFirst(), as: UTF8.self)
  }

  private func judged(
    _ string: String, _ lengths: ClosedRange<Int> = 1...60, _ text: X12Text = extended
  ) -> (flaw: X12Text.Flaw?, isFolded: Bool) {
    let pool = TextPool()
    var writer = TextWriter(pool)
    let kept = writer.keep(string)
    return text.judge(kept, of: pool, lengths.lowerBound, lengths.upperBound)
  }

  // MARK: The table

  /// The page's two tables: what each character becomes.
  private static let page: [UInt32: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "../../docs/x12-characters.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var folds: [UInt32: String] = [:]
    for line in text.split(separator: "\n").drop(while: { $0 != "## Letters" })
    where line.hasPrefix("| `") {
      let cells = line.split(separator: "|")
      let becomes = String(cells[0].dropFirst(2).dropLast(2))
      for item in cells[1].split(separator: " ") {
        let codes = item.split(separator: "–").map { $0.dropFirst(2) }
        if item.hasPrefix("U+"), let first = UInt32(codes[0], radix: 16),
          let last = UInt32(codes[codes.count - 1], radix: 16)
        {
          for code in first...last { folds[code] = becomes }
        } else {
          #expect(item.unicodeScalars.count == 1, "\(item)")
          folds[item.unicodeScalars.first!.value] = becomes
        }
      }
    }
    return folds
  }()

  private static let scalars = (UInt32(0)...0xFFFF).compactMap { Unicode.Scalar($0) }

  @Test("the page shows every character that is folded, and no other")
  func table() {
    #expect(Self.page.count > 600)
    for scalar in Self.scalars
      + [0x1F600, 0x1D400, 0x20000, 0x10FFFF].compactMap(Unicode.Scalar.init)
    where scalar.value >= 0x80 {
      let expected = Self.page[scalar.value]
      let (flaw, isFolded) = judged("A\(scalar)B")
      if let expected {
        #expect(folded("A\(scalar)B") == "A\(expected)B", "U+\(String(scalar.value, radix: 16))")
        #expect(flaw == nil && isFolded)
      } else if X12Folds.isMark(scalar.value) {
        #expect(folded("A\(scalar)B") == "AB" && flaw == nil && isFolded)
      } else {
        #expect(flaw == .character(at: 2), "U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test("every accented Latin letter is folded to its letter, whichever way it is written")
  func decompositions() {
    var count = 0
    for scalar in Self.scalars where scalar.value >= 0x80 {
      let parts = String(scalar).decomposedStringWithCanonicalMapping
      let scalars = Array(parts.unicodeScalars)
      // Unicode's own word for the letters; NFD text must come out the same.
      if scalars[0].isASCII, scalars[0].properties.isAlphabetic {
        #expect(folded(String(scalar)) == String(scalars[0]).uppercased(), "\(scalar)")
        count += 1
      }
      guard let fold = Self.page[scalar.value] else { continue }
      if scalars[0].properties.isAlphabetic { #expect(folded(parts) == fold, "\(scalar)") }
      let upper = Array(scalar.properties.uppercaseMapping.unicodeScalars)
      if scalar.properties.isAlphabetic, upper.count == 1 {
        #expect(folded(String(upper[0])) == fold, "\(scalar) in upper case")
      }
      #expect(fold.utf8.count <= String(scalar).utf8.count, "\(scalar)")
    }
    #expect(count > 450)
  }

  @Test("the two character sets")
  func sets() {
    let basic = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!\"&'()*+,-./:;?= ".utf8)
    let extended = basic.union("%~@[]_{}\\|<>#$^`".utf8)
    for byte in UInt8(0)...0x7F {
      let capital = byte.x12Capital
      #expect(TradingPartner.CharacterSet.basic.contains(capital) == basic.contains(capital))
      #expect(TradingPartner.CharacterSet.extended.contains(capital) == extended.contains(capital))
    }
  }

  // MARK: Texts

  @Test(
    "trimmed, folded, in upper case",
    arguments: [
      ("", "", false), ("Ann", "ANN", false), ("  Ann Lee ", "ANN LEE", false),
      ("a  b", "A  B", false), ("O'Brien-Smith", "O'BRIEN-SMITH", false),
      ("O’Brien", "O'BRIEN", true), ("José", "JOSE", true), ("Jose\u{301}", "JOSE", true),
      ("Nguyễn", "NGUYEN", true), ("Nguye\u{302}\u{303}n", "NGUYEN", true),
      ("Đặng", "DANG", true), ("Łukasz Żółć", "LUKASZ ZOLC", true), ("Straße", "STRASSE", true),
      ("Ægir Þór", "AEGIR THOR", true), ("Şükrü Iğdır", "SUKRU IGDIR", true),
      ("1 Elm St\nApt 2", "1 ELM ST APT 2", true), ("1 Elm\r\n\tApt", "1 ELM APT", true),
      ("Ann\r\n", "ANN", false), ("\u{A0}Ann\u{2009}", "ANN", false),
      ("Ann\u{A0}Lee", "ANN LEE", true), ("“A” – B…", "\"A\" - B...", true),
      ("\u{3000}", "", false), ("   ", "", false), ("é ", "E", true),
    ])
  func texts(written: String, expected: String, isFolded: Bool) {
    #expect(folded(written) == expected)
    #expect(judged(written, 0...60).flaw == nil)
    #expect(judged(written).isFolded == isFolded)
  }

  @Test("what X12 can't carry, with the character's place")
  func strangeTexts() {
    let table: [(String, Int)] = [
      ("王", 1), ("Ann Иванова", 5), ("Ann\u{200B}", 4), ("\u{FEFF}Ann", 1), ("A😀", 2), ("A*B", 2),
      ("A:B", 2), ("a^", 2), ("~", 1), (" Ann~", 5), ("A\u{0}", 2), ("A\u{B}B", 2), ("A\u{7F}", 2),
      ("\u{301}A", 1), ("1\u{301}", 2), ("A \u{301}", 3), ("é*", 2), ("e\u{301}*", 3), ("Ə", 1),
      ("и\u{306}", 1),
    ]
    for (written, place) in table {
      #expect(judged(written).flaw == .character(at: place), "\(written)")
    }
    #expect(judged("A_B", 1...60, Self.basic).flaw == .character(at: 2))
    #expect(judged("A_B").flaw == nil)
    // Folding must not bring a separator in.
    let dots = X12Text(.extended, Separators(element: UInt8(ascii: "'")))
    #expect(judged("O’Brien", 1...60, dots).flaw == .character(at: 2))
  }

  @Test("lengths count what stands in the file")
  func lengths() {
    let table: [(String, ClosedRange<Int>, X12Text.Flaw?)] = [
      ("", 2...3, nil), ("A", 2...3, .tooShort(1, least: 2)),
      ("  A ", 2...3, .tooShort(1, least: 2)),
      ("AB", 2...3, nil), ("ABC", 2...3, nil), (" ABC ", 2...3, nil),
      ("ABCD", 2...3, .tooLong(4, most: 3)), ("éßa", 2...3, .tooLong(4, most: 3)),
      ("e\u{301}e\u{301}e\u{301}", 2...3, nil), ("\u{A0}", 1...3, .tooShort(0, least: 1)),
    ]
    for (written, lengths, flaw) in table {
      #expect(judged(written, lengths).flaw == flaw, "\(written) in \(lengths)")
    }
  }

  /// The same in the plainest way, by the page.
  private func oracle(_ string: String, allows: (UInt8) -> Bool) -> (text: String, strange: Int?) {
    var text = ""
    var strange: Int?
    var isAfterLetter = false
    var isAfterBreak = false
    for (index, scalar) in string.unicodeScalars.enumerated() {
      if isAfterLetter && (0x300...0x36F).contains(scalar.value) { continue }
      let isBreak = "\t\r\n".unicodeScalars.contains(scalar)
      var becomes = scalar.isASCII ? String(scalar).uppercased() : Self.page[scalar.value]
      if isBreak { becomes = isAfterBreak ? "" : " " }
      isAfterBreak = isBreak
      isAfterLetter = becomes?.last.map { ("A"..."Z").contains($0) } ?? false
      if let becomes, becomes.utf8.allSatisfy(allows) {
        text += becomes
      } else {
        strange = strange ?? index + 1
      }
    }
    while text.last == " " { text.removeLast() }
    return (String(text.drop { $0 == " " }), strange)
  }

  @Test("any text: never outside the set, never a separator, and folded once is folded for good")
  func property() {
    var random = SplitMix(seed: 0x5EED)
    let plain = (UInt32(0x20)...0x7E).compactMap { Unicode.Scalar($0) }
    let odd =
      Self.page.keys.compactMap(Unicode.Scalar.init)
      + "\t\r\n\u{301}\u{323}\u{301}\u{0}\u{B}\u{7F}王😀\u{200D} \u{A0} ".unicodeScalars
    let marks = "'\"*:^~|>.;,&{\u{1D}".utf8.map { $0 }
    for _ in 0..<4000 {
      let picks = marks.shuffled(using: &random)
      let separators = Separators(
        element: picks[0], component: picks[1], repetition: picks[2], segment: picks[3])
      let set = TradingPartner.CharacterSet.allCases.randomElement(using: &random)!
      let text = X12Text(set, separators)
      let allows = { (byte: UInt8) in set.contains(byte) && !separators.contains(byte) }
      var written = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let isOdd = Int.random(in: 0..<3, using: &random) == 0
        written.unicodeScalars.append((isOdd ? odd : plain).randomElement(using: &random)!)
      }
      let once = folded(written, text)
      #expect(once.utf8.allSatisfy(allows), "\(written.debugDescription)")
      #expect(folded(once, text) == once && !judged(once, 0...99, text).isFolded)
      let (flaw, isFolded) = judged(written, 0...99, text)
      let (expected, strange) = oracle(written, allows: allows)
      #expect(flaw == strange.map { .character(at: $0) }, "\(written.debugDescription)")
      if flaw == nil {
        #expect(once == expected, "\(written.debugDescription)")
        let isBlank = { (scalar: Unicode.Scalar) in
          " \t\r\n".unicodeScalars.contains(scalar) || Self.page[scalar.value] == " "
        }
        let core = written.unicodeScalars.drop(while: isBlank).reversed().drop(while: isBlank)
        let capitals = core.reversed().map { $0.isASCII ? String($0).uppercased() : String($0) }
        #expect(
          isFolded == (Array(capitals.joined().utf8) != Array(once.utf8)),
          "\(written.debugDescription)")
      }
    }
  }

  @Test("bytes that are no UTF-8 can't be carried, and nothing is read past them")
  func broken() {
    for bytes: [UInt8] in [[0xC3], [0x41, 0xE2, 0x80], [0xF0, 0x9F], [0x80], [0xFF, 0x41]] {
      bytes.withUnsafeBufferPointer { bytes in
        let isPlace =
          if case .character = Self.extended.flaw(in: bytes, 0, 9) { true } else { false }
        #expect(isPlace)
      }
    }
  }

  @Test(
    "post office boxes",
    arguments: [
      ("PO Box 12", true), ("P.O. Box 12", true), ("P. O. Box 12", true), ("p o box 12", true),
      ("P.O.Box 12", true), ("POBOX 12", true), ("PO BOX12", true), ("POBox12", true),
      ("Post Office Box 7", true), ("P.O.B. 12", true), ("POB 12", true), ("POB12", true),
      ("Suite 4, PO Box 12", true), ("P.O. Box A", true), ("PO Box", true), ("Lock Box 12", true),
      ("P.O. Drawer 9", true), ("POBOX", true), ("", false), ("1 Main Street", false),
      ("Pobox Lane", false), ("12 Box Street", false), ("1 Poboxes Rd", false),
      ("4 Polk Box Canyon", false), ("PO Boxwood Ave", false), ("Pob Lane", false),
      ("1 Lockbox Rd", false), ("Post Office Road 1", false), ("Rural Route 2 Box 12", false),
    ])
  func postOfficeBoxes(line: String, isBox: Bool) {
    var line = line
    #expect(line.withUTF8 { PostOfficeBox.isNamed($0) } == isBox)
  }

  @Test(
    "phones of 10 digits",
    arguments: [
      ("5185550100", true), ("518-555-0100", true), ("(518) 555-0100", true),
      ("+1 518.555.0100", true), ("+15185550100", true), ("", false), ("518555010", false),
      ("15185550100", false), ("+2 5185550100", false), ("518-555-0100 x2", false),
      ("518+5550100", false), ("++15185550100", false),
    ])
  func phones(written: String, fits: Bool) {
    let pool = TextPool()
    var writer = TextWriter(pool)
    #expect(pool.isPhone(writer.keep(written)) == fits)
  }
}
