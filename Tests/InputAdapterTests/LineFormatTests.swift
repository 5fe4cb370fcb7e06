import AdapterKit
import Testing

/// Blocks that begin with `>`; `#` lines are comments where no block is under way.
private struct Blocks: LineFormat {
  var names: [String]? = nil
  var head: [String] = []
  var headLineCount = 0

  mutating func readHead(_ lines: RecordLines) throws(LineFlaw) {
    head = lines.map { String(decoding: $0.bytes, as: UTF8.self) }
    if head.contains("bad") { throw LineFlaw(line: 1, column: 2, code: "bad", message: "is bad") }
  }

  func part(of line: ArraySlice<UInt8>) -> LinePart {
    switch line.first {
    case nil, UInt8(ascii: "#"): .none
    case UInt8(ascii: ">"): .begin
    case UInt8(ascii: "="): .record
    case UInt8(ascii: "."): .end
    default: .more
    }
  }

  func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw) {
    for line in record where line.bytes.first == UInt8(ascii: "!") {
      throw line.flaw("shout", at: line.bytes.firstIndex(of: UInt8(ascii: "?")), "no shouting")
    }
    let lines = Array(record)
    try values.set("first", lines[0].bytes, of: lines[0])
    try values.set("COUNT", "\(lines.count)", of: lines[0])
    try values.set("all".utf8, list: lines.map(\.bytes), of: lines[0])
  }
}

/// `line first count all` of each record, or its fault.
private func read(
  _ text: String, _ format: Blocks = Blocks(), atMost: Int = .max, blockBytes: Int = 1 << 16,
  limit: Int = 1 << 20
) throws -> [String] {
  let reader = try LineRecordReader(
    MemorySource(name: "in", Array(text.utf8), atMost: atMost), names: ["all", "first", "Count"],
    format: format, maxRecordBytes: limit, blockBytes: blockBytes)
  var all: [String] = []
  while let block = try reader.nextBlock()?.read() {
    for (index, record) in block.records.enumerated() {
      if let fault = block.faults.first(where: { $0.record == index }) {
        all.append("\(record.line) \(fault.code) \(fault.line):\(fault.column)")
        continue
      }
      let values = block.slots[(index * 3)..<(index * 3 + 3)].map {
        String(decoding: block.bytes[$0.range], as: UTF8.self).replacing("\u{1F}", with: "/")
      }
      #expect(block.slots[index * 3].kind == .list)
      all.append("\(record.line) \(values[1]) \(values[2]) \(values[0])")
    }
  }
  return all
}

@Suite("Formats of whole lines")
struct LineFormatTests {
  @Test(
    "lines make records: marks of begin and end, comments, blank lines, CRLF, no last line end",
    arguments: [
      ("", []), ("\n\n# x\n", []), ("=a\n=b", ["1 =a 1 =a", "2 =b 1 =b"]),
      (">a\nb\n\n# c\n\n>d\r\n\r\ne\r\n", ["1 >a 2 >a/b", "6 >d 3 >d//e"]),
      (">a\nb\n.\nc\n.\n.\n", ["1 >a 3 >a/b/.", "4 c 2 c/.", "6 . 1 ."]),
      ("#x\nb\n=c\nd", ["2 b 1 b", "3 =c 1 =c", "4 d 1 d"]),
      (">a\né!\n!é?\n=z", ["1 shout 3:3", "4 =z 1 =z"]),
    ])
  func records(text: String, expected: [String]) throws {
    for size in [1, 2, 5, 1 << 16] {
      for atMost in [1, 3, .max] {
        #expect(try read(text, atMost: atMost, blockBytes: size) == expected)
      }
    }
  }

  @Test(
    "blocks are cut anywhere to the same records, and long sources stay in bounds", arguments: 0..<6
  )
  func blocks(seed: UInt64) throws {
    var random = SplitMix(state: seed &+ 11)
    let lines = [
      ">a", "b", "", "# c", "=d", ".", "!x?", ">long \(String(repeating: "y", count: 90))",
    ]
    let text = (0..<300).map { _ in
      lines[Int.random(in: 0..<lines.count, using: &random)]
        + (Int.random(in: 0..<4, using: &random) == 0 ? "\r\n" : "\n")
    }.joined()
    let whole = try read(text)
    #expect(whole.count > 50)
    for size in [1, 7, 64, 100, 1000] {
      #expect(try read(text, atMost: 1 + size % 13, blockBytes: size) == whole)
    }
  }

  @Test("a head is kept for quarantine, and its flaw ends the run")
  func head() throws {
    var format = Blocks(headLineCount: 2)
    format.names = ["first", "count"]
    let source = MemorySource(Array("\u{FEFF}one\r\ntwo\r\n=a\r\n".utf8))
    let reader = try LineRecordReader(source, names: ["all", "FIRST"], format: format)
    #expect(reader.absentNames == ["all"] && reader.knownNames == ["first", "count"])
    #expect(reader.frame.prefix == Array("one\r\ntwo\r\n".utf8))
    #expect(reader.frame.separator == [13, 10] && reader.frame.suffix == [13, 10])
    #expect(try reader.nextBlock()?.read().records.map(\.line) == [3])
    #expect(try read("one", Blocks(headLineCount: 2)) == [])
    #expect(try read("", Blocks(headLineCount: 2)) == [])
    #expect(throws: InputFault(source: "in", line: 1, column: 2, message: "is bad")) {
      try read("bad\n", Blocks(headLineCount: 1))
    }
  }

  @Test("bytes that are not UTF-8 are a fault at their place; a record without an end ends the run")
  func limits() throws {
    var bytes = Array(">a\né?b".utf8)
    bytes.append(0xFF)
    let reader = try LineRecordReader(MemorySource(bytes), names: [], format: Blocks())
    let fault = try #require(try reader.nextBlock()?.read().faults.first)
    #expect(fault.code == "not_utf8" && fault.line == 2 && fault.column == 4)
    for text in ["=" + String(repeating: "x", count: 9000), String(repeating: "x\n", count: 9000)] {
      #expect(throws: InputFault.self) { try read(text, limit: 4000) }
    }
  }

  @Test("a name set twice is a flaw of its line; a value from elsewhere is copied")
  func values() throws {
    struct Twice: LineFormat {
      func part(of line: ArraySlice<UInt8>) -> LinePart { .record }
      func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw) {
        for line in record {
          try values.set("b", ArraySlice("made".utf8), of: line)
          if line.number == 2 { try values.set("B", "again", of: line) }
        }
      }
    }
    let reader = try LineRecordReader(
      MemorySource(Array("x\ny\n".utf8)), names: ["a", "b", "B"], format: Twice())
    let block = try #require(try reader.nextBlock()?.read())
    #expect(block.faults.map(\.code) == ["duplicate_name"] && block.faults.map(\.record) == [1])
    #expect(
      block.slots[0].kind == .missing && block.slots[3..<6].allSatisfy { $0.kind == .missing })
    #expect(block.slots[1..<3].allSatisfy { block.bytes[$0.range].elementsEqual("made".utf8) })
  }

  @Test(
    "a sample's template has the record's number",
    arguments: [
      ("V{n}", "V7"), ("{n:3}{n}", "0077"), ("{n:x} {n", "{n:x} {n"), ("{m}", "{m}"),
      ("{n:1}", "7"),
    ])
  func template(text: String, expected: String) {
    let sample = InputSample(head: "h\n", record: text + "\r\n", values: [("v", text)])
    #expect(sample.values(7) == [expected])
    #expect(sample.source(0) == Array("h\n".utf8))
    #expect(sample.record(7) == Array(expected.utf8) && sample.end == [13, 10])
  }
}
