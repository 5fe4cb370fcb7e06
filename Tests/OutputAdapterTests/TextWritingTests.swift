import ClaimCore
import Testing

@testable import AdapterKit

@Suite("formats.md sections 1, 3 and 4: cells, strings, sorting")
struct TextWritingTests {
  private func cell(_ written: String, _ writer: CSVCellWriter) -> String {
    var buffer = ByteBuffer(capacity: 64)
    buffer.append("before,")
    let start = buffer.count
    buffer.append(written)
    writer.closeCell(from: start, in: &buffer)
    return String(decoding: buffer.bytes[7...], as: UTF8.self)
  }

  @Test(
    "RFC 4180: a cell is quoted where it has to be",
    arguments: [
      ("", ""), ("plain", "plain"), (" spaces ", " spaces "), ("a,b", "\"a,b\""),
      ("say \"hi\"", "\"say \"\"hi\"\"\""), ("\"", "\"\"\"\""), ("two\nlines", "\"two\nlines\""),
      ("a long cell with its only\rreturn late", "\"a long cell with its only\rreturn late\""),
      ("12345678,", "\"12345678,\""), ("1234567,", "\"1234567,\""), ("王;小龍", "王;小龍"),
    ])
  func quoting(written: String, expected: String) {
    #expect(cell(written, CSVCellWriter()) == expected)
  }

  @Test("a cell is quoted for the delimiter in use, and for no other")
  func otherDelimiter() {
    let writer = CSVCellWriter(delimiter: 0x3B)
    #expect(cell("a,b", writer) == "a,b")
    #expect(cell("a;b", writer) == "\"a;b\"")
  }

  @Test(
    "formula_guard: what a spreadsheet takes for a formula gets a quote in front",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-17/0", "'-17/0"), ("@x", "'@x"), ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("=A,\"B\"", "\"'=A,\"\"B\"\"\""), ("1-1", "1-1"), ("a=b", "a=b"),
    ])
  func guarding(written: String, expected: String) {
    #expect(cell(written, CSVCellWriter(guardsFormulas: true)) == expected)
    if !written.contains(",") && !written.contains("\r") {
      #expect(cell(written, CSVCellWriter()) == written)
    }
  }

  @Test("quoting is undone by any reader, whatever the cell and wherever it ends")
  func quotingProperty() {
    var random = SplitMix(seed: 0x5EED)
    let alphabet: [UInt8] = Array("ab,\"\r\n=;é".utf8)
    for _ in 0..<2000 {
      let length = Int.random(in: 0...24, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random)! }
      var buffer = ByteBuffer(capacity: 64)
      buffer.append(bytes)
      CSVCellWriter().closeCell(from: 0, in: &buffer)
      var cell = buffer.bytes
      let special: Set<UInt8> = [0x2C, 0x22, 0x0D, 0x0A]
      #expect((cell.first == 0x22) == bytes.contains(where: special.contains))
      if cell.first == 0x22 {
        cell = Array(cell.dropFirst().dropLast())
        var read: [UInt8] = []
        var index = 0
        while index < cell.count {
          read.append(cell[index])
          index += cell[index] == 0x22 ? 2 : 1
        }
        cell = read
      }
      #expect(cell == bytes)
    }
  }

  @Test(
    "JSON strings: what must be escaped is, and no line break of any reader is left",
    arguments: [
      ("", "\"\""), ("plain text of some length", "\"plain text of some length\""),
      ("12345678\"", #""12345678\"""#), (#"a\b"#, #""a\\b""#),
      ("\u{0}\u{1F}\n\r\t\u{8}", #""\u0000\u001f\n\r\t\u0008""#), ("\u{7F}/", "\"\u{7F}/\""),
      ("Søren 王 𠮷", "\"Søren 王 𠮷\""), ("\u{85}|\u{2028}|\u{2029}", #""\u0085|\u2028|\u2029""#),
      ("\u{2027}\u{202A}Â", "\"\u{2027}\u{202A}Â\""),
      ("abcdefg\u{19}hijklmnop", #""abcdefg\u0019hijklmnop""#),
    ])
  func jsonStrings(written: String, expected: String) {
    var buffer = ByteBuffer()
    buffer.append(jsonString: written)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }

  @Test("plain JSON strings of every length, with one awkward byte anywhere")
  func jsonLengths() {
    for length in 0...20 {
      let plain = String("abcdefghijklmnopqrstuvwxyz".prefix(length))
      var buffer = ByteBuffer(capacity: 64)
      buffer.append(jsonString: plain)
      #expect(buffer.bytes == Array("\"\(plain)\"".utf8))
      for place in 0..<length {
        var bytes = Array(plain.utf8)
        bytes[place] = 0x01
        var escaped = ByteBuffer(capacity: 64)
        bytes.withUnsafeBufferPointer { escaped.append(jsonString: $0) }
        let (before, after) = (plain.prefix(place), plain.dropFirst(place + 1))
        #expect(escaped.bytes == Array("\"\(before)\\u0001\(after)\"".utf8))
      }
    }
  }

  @Test("a remembered text is the one that its key was given, through collisions and growth")
  func repeatedTexts() {
    var texts = RepeatedText<Int>(unused: -1)
    var buffer = ByteBuffer(capacity: 64)
    var (expected, written) = ("", 0)
    for round in 0..<4000 {
      let key = round * round % 700
      texts.append(key, hash: key, to: &buffer) {
        written += 1
        $0.append("<\(key)>")
      }
      expected += "<\(key)>"
    }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
    #expect(written < 4000)
  }

  @Test("what is remembered is bounded: all of it is forgotten and written again")
  func boundedTexts() {
    var texts = RepeatedText<Int>(unused: -1, slots: 8, limit: 100)
    for round in 0..<1000 {
      let key = round * 7 % 30
      let expected = Array("key \(key)".utf8)
      let text = texts.text(of: key, hash: key) { $0.append(expected) }
      #expect(Array(text) == expected)
    }
    #expect(texts.texts.count < 110)
  }

  @Test("remembered dates are those of the calendar")
  func repeatedDates() {
    var dates = RepeatedDates()
    var random = SplitMix(seed: 0x5EED)
    for round in 0..<3000 {
      let days =
        round < 1500 ? Int32(round % 700) : Int32.random(in: -719_162...2_932_896, using: &random)
      var remembered = ByteBuffer(capacity: 64)
      var plain = ByteBuffer(capacity: 64)
      dates.append(CivilDate(days: days), to: &remembered)
      plain.append(CivilDate(days: days))
      #expect(remembered.bytes == plain.bytes)
    }
  }

  @Test("room that is made once takes the bytes that a buffer takes, up to its last")
  func rooms() {
    var random = SplitMix(seed: 0x5EED)
    let pool = TextPool()
    var texts = TextWriter(pool)
    let alphabet: [UInt8] = Array("aB3 ,;\"\\&<>\n\u{1}é\u{2028}".utf8)
    for _ in 0..<2000 {
      let length = Int.random(in: 0...40, using: &random)
      let kinds = Int.random(in: 1...alphabet.count, using: &random)
      let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<kinds, using: &random)] }
      let text = texts.keep(bytes)
      let writer = CSVCellWriter(guardsFormulas: length % 2 == 0)
      func write<Sink: ByteSink & ~Copyable>(_ sink: inout Sink) {
        sink.append(jsonString: text, of: pool)
        sink.append(xmlText: text, of: pool)
        writer.append(text, of: pool, to: &sink)
        sink.append(text, of: pool)
        sink.append(decimal: length * length)
      }
      let most =
        JSONText.longestEscape * length + 2 + XMLText.longestEscape * length
        + 2 * length + CSVCellWriter.mostAround + length + 20
      var room = ByteBuffer(capacity: 64)
      var buffer = ByteBuffer(capacity: 64)
      room.append(atMost: most) { write(&$0) }
      write(&buffer)
      #expect(room.bytes == buffer.bytes)
      // And as plain loops have it.
      var plain = ByteBuffer()
      bytes.withUnsafeBufferPointer { plain.append(jsonString: $0) }
      bytes.withUnsafeBufferPointer { plain.append(xmlText: $0) }
      let start = plain.count
      plain.append(bytes)
      writer.closeCell(from: start, in: &plain)
      plain.append(bytes)
      plain.append(Array(String(length * length).utf8))
      #expect(room.bytes == plain.bytes)
    }
  }

  @Test("whole numbers of every length, and around each power of ten")
  func decimals() {
    var values: [Int] = [0, .max, .min]
    var power = 1
    for _ in 0..<19 {
      values += [power - 1, power, power + 1, -power]
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
    for value in values {
      var buffer = ByteBuffer()
      buffer.append(decimal: value)
      #expect(String(decoding: buffer.bytes, as: UTF8.self) == String(value))
    }
  }

  @Test("the radix sort agrees with the library's sort and keeps the order of equal keys")
  func radixProperty() {
    var random = SplitMix(seed: 0x5EED)
    for round in 0..<60 {
      let count = [0, 1, 2, 100, 3000][round % 5]
      // Keys that vary in few, some or all of their bits.
      let mask = [UInt64.max, 0xF00F_0000_0000_0001, 0x7FF, 0, 1 << 63][
        round % 5 == 0 ? 0 : round / 5 % 5]
      var entries: [RadixEntry] = []
      for index in 0..<count {
        let key = UInt64.random(in: .min ... .max, using: &random) & mask | 0x10
        entries.append(RadixEntry(key: key, value: UInt32(index)))
      }
      let expected = entries.sorted { ($0.key, $0.value) < ($1.key, $1.value) }.map(\.value)
      RadixSort.sort(&entries)
      #expect(entries.map(\.value) == expected)
    }
  }
}
