import AdapterKit
import Testing

@testable import XMLAdapter

/// Records that are read without libxml2, against libxml2's reading of the same document.
@Suite struct PlainRecordTests {
  static let names = ["id", "status", "note", "name/first", "@key", "Status"]

  /// Whole fields of a record, most of them plain.
  private static let fields = [
    "<id>S1</id>", "<status>active</status>", "<note></note>", "<note/>", "<other>x</other>",
    "<note>a longer text, which goes on behind sixteen bytes, and on</note>",
    "<note>two\nlines\tand a tab</note>", "<note>é Zoë 日本</note>", "<note>a > b ] ]] ]></note>",
    "<note>Tom &amp; Ann &lt;3 &quot;x&quot; &apos;y&apos; &gt;</note>", "\n  ",
    "<a-name.with_signs-1>x</a-name.with_signs-1>", "<STATUS>in any case</STATUS>",
    "<other>Tom &amp; Ann\r\n</other>", "<other/>",
    "<a_name_that_is_longer_than_a_plain_tag_may_be_in_all>x</a_name_that_is_longer_than_a_plain_tag_may_be_in_all>",
  ]

  /// Fields that libxml2 has to see, some of them no XML.
  private static let oddFields = [
    "<note>&#65;&#x42;</note>", "<note>two\r\nlines\rthree</note>", "<note><![CDATA[<x>]]></note>",
    "<note>a<!-- not -->b</note>", "<name><first>Ann</first></name>", "<id x='1'>S2</id>", "text",
    "<note >x</note >", "<p:note>x</p:note>", "<note>&unknown;</note>", "<note>a]]>b</note>",
    "<note>a & b</note>", "<note>\u{1}</note>", "<note>\u{FFFE}</note>", "<note>x</other>",
    "<note>x", "</note>", "<>", "< id>x</id>", "<1a>x</1a>", "<?style x?>", "<!-- - -->",
    "<note xml:lang='en'>x</note>", "<é>x</é>", "<x:nil xmlns:x='urn:x'/>", "<id></id x>",
  ]

  private static let starts = [
    "<rows>", "<?xml version='1.0'?>\r\n<rows>\r\n", "<p:rows xmlns:p='urn:p'><!-- x -->",
    "<rows xmlns='urn:d' title='a > b'>\n<title>no record, or one</title>",
  ]

  private static let betweens = [
    "", "\n", "\r\n  ", "<!-- <row> -->", "text", "<?x?>", "<p:row/>", "<row/>", "<ROW>x</ROW>",
  ]

  private struct Seen: Equatable {
    var rows: [String] = []
    var frame = RecordFrame(prefix: [], separator: [], suffix: [])
    var fault: InputFault?
  }

  private func read(
    _ document: [UInt8], _ options: [String: OptionValue], atMost: Int, parserOnly: Bool
  ) throws -> Seen {
    let adapter = try XMLAdapter(options: OptionValues(options, of: XMLAdapter.specification))
    let source = MemorySource(name: "in.xml", document, atMost: atMost)
    let reader = try adapter.open(source, names: Self.names, parserOnly: parserOnly)
    var seen = Seen()
    do throws(InputFault) {
      while let unread = try reader.nextBlock() {
        let block = try unread.read()
        for (index, record) in block.records.enumerated() {
          let slots = block.slots[(index * block.width)..<((index + 1) * block.width)]
          let bytes = block.bytes[Int(record.start)..<Int(record.end)]
          seen.rows.append(
            "\(record.line) \(bytes) \(slots.map { "\($0.kind) \(block.bytes[$0.range])" })")
        }
      }
    } catch {
      seen.fault = error
    }
    seen.frame = reader.frame
    return seen
  }

  private func compare(_ document: [UInt8], _ options: [String: OptionValue] = [:], atMost: Int)
    throws -> Seen
  {
    let fast = try read(document, options, atMost: atMost, parserOnly: false)
    let slow = try read(document, options, atMost: .max, parserOnly: true)
    // Of two flaws, which is noticed first depends on how much the parser is given at a time.
    let isSame =
      fast.rows == slow.rows && fast.frame == slow.frame
      && (fast.fault == nil) == (slow.fault == nil)
    if !isSame {
      Issue.record(
        "\(String(decoding: document, as: UTF8.self)) atMost \(atMost): \(fast) and \(slow)")
    }
    return fast
  }

  /// - Parameter odd: one in so many fields is odd; 0 has none.
  private func document(_ random: inout SplitMix, odd: Int) -> [UInt8] {
    var text = odd == 0 ? "<rows>" : Self.starts.randomElement(using: &random) ?? ""
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      text += "<row>"
      for _ in 0..<Int.random(in: 0...7, using: &random) {
        let isOdd = odd > 0 && Int.random(in: 0..<odd, using: &random) == 0
        text += (isOdd ? Self.oddFields : Self.fields).randomElement(using: &random) ?? ""
      }
      text += "</row>"
      let isPlain = odd == 0 || Int.random(in: 0..<odd, using: &random) > 0
      text += isPlain ? "\n" : Self.betweens.randomElement(using: &random) ?? ""
    }
    return Array((text + (odd == 0 ? "</rows>\n" : "</rows>")).utf8)
  }

  /// Records that repeat each other down to the space between their fields, but for a few.
  private func shaped(_ random: inout SplitMix) -> [UInt8] {
    let names = ["id", "status", "note", "other", "a-rather-long-name-of-a-field"]
      .shuffled(using: &random)
    let spaces = ["", "\n  ", "\r\n\t", "\n" + String(repeating: " ", count: 90)]
    let space = spaces.randomElement(using: &random) ?? ""
    var text = "<rows>"
    for number in 0..<Int.random(in: 5...20, using: &random) {
      let row = Int.random(in: 0..<8, using: &random) == 0 ? "ROW" : "row"
      text += "\n<\(row)>"
      for name in names {
        text += Int.random(in: 0..<20, using: &random) == 0 ? "\n" : space
        switch Int.random(in: 0..<24, using: &random) {
        case 0: text += "<\(name)/>"
        case 1: continue
        case 2: text += "<\(name)>\n</\(name)>"
        case 3: text += "<\(name)>a &lt; b</\(name)>"
        case 4: text += "<extra>x</extra>"
        case 5: text += Self.oddFields.randomElement(using: &random) ?? ""
        default: text += "<\(name)>value \(number)</\(name)>"
        }
      }
      text += "\(space)</\(row)>"
    }
    return Array((text + "\n</rows>").utf8)
  }

  /// A fault in one of the last records, which are read in pieces of their own: it is not taken for the
  /// document's end.
  @Test func faultsNearTheEnd() throws {
    for before in stride(from: 0, to: 400, by: 20) {
      for behind in stride(from: 0, to: 400, by: 50) {
        let text =
          "<rows><row><id>1</id></row>\n<row><other>\(String(repeating: "z", count: before))"
          + "</other><id>1</status><note>\(String(repeating: "y", count: behind))</note></row>\n</rows>"
        let seen = try compare(Array(text.utf8), atMost: 1 << 20)
        #expect(seen.fault?.message.contains("the end tag does not match") == true)
      }
    }
  }

  @Test(arguments: 0..<4)
  func recordsOfOneShape(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) &* 77 &+ 3)
    for round in 0..<60 {
      var document = shaped(&random)
      if round % 2 == 0 {
        let at = Int.random(in: 0..<document.count, using: &random)
        document[at] =
          [0x3C, 0x3E, 0x2F, 0x20, 0x0A, 0x61, 0x52].randomElement(using: &random) ?? 0
      }
      _ = try compare(document, atMost: [1 << 20, 100, 700][round % 3])
    }
  }

  @Test(arguments: 0..<6)
  func everyDocumentIsReadAsLibxml2ReadsIt(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) &* 91 &+ 5)
    let options: [[String: OptionValue]] = [
      [:], ["records": .text("/rows/row")], ["records": .text("rows/ROW")],
      ["max_depth": .integer(2)], ["max_record_bytes": .integer(1024)],
    ]
    for round in 0..<120 {
      var document = document(&random, odd: [0, 60, 20, 5][round % 4])
      if round % 3 == 0 {
        let at = Int.random(in: 0..<document.count, using: &random)
        document[at] =
          [0x3C, 0x3E, 0x26, 0x2F, 0x20, 0x0D, 0x00, 0xFF, 0xC3, 0x5D]
          .randomElement(using: &random) ?? 0
      }
      _ = try compare(
        document, options[round % 5], atMost: [1 << 20, 7, 61, 256][round % 4 ^ round % 3])
    }
  }

  /// Wherever the source stops for a moment, or for good.
  @Test func everyCut() throws {
    var random = SplitMix(state: 11)
    let document = document(&random, odd: 0) + document(&random, odd: 0)[6...]
    for end in stride(from: 1, through: document.count, by: 3) {
      _ = try compare(Array(document[..<end]), atMost: end)
      _ = try compare(document, atMost: end)
    }
  }

  /// What libxml2 reads after plain records has its lines, columns and paths.
  @Test func placesBehindPlainRecords() throws {
    let plain = (1...400).map { "<row><id>\($0)</id><note>é\n</note></row>\n" }.joined()
    let text = "<rows>\n\(plain)<row><id>é<b></id></row></rows>"
    let fault = try compare(Array(text.utf8), atMost: 1000).fault
    #expect(fault?.line == 802)
    #expect(fault?.path == "/rows/row[401]/id/b")
    let odd = plain.replacing("<id>7", with: "<id x='1'>7")
    #expect(try compare(Array("<rows>\(odd)\(plain)</rows>".utf8), atMost: 5000).rows.count == 800)
  }

  /// Larger than what is read at once, with blocks in between.
  @Test func manyRecords() throws {
    // What is asked for twice is unescaped once.
    let row = "<row><id>12345</id><note>some &amp; more</note><Status>a&lt;b</Status></row>\n"
    let odd = "<row><Status>a<!-- -->b</Status><id>1</id><id>2</id></row>"
    let many = String(repeating: row, count: 3000)
    let text = "<rows>" + many + odd + many + odd + many + "<row id='7'/></rows>"
    let seen = try compare(Array(text.utf8), atMost: .max)
    #expect(seen.rows.count == 9003)
  }
}
