import AdapterKit
import Testing

@testable import CSVAdapter

/// A record as the reader gave it, spelled for comparison.
private struct Read: Equatable {
  var line: Int
  var verbatim: String
  var fields: [String?]
  var fault: String?
}

private func adapter(_ options: [String: OptionValue] = [:]) throws -> CSVAdapter {
  try CSVAdapter(options: OptionValues(options, of: CSVAdapter.specification))
}

private func readAll(_ reader: any RecordReader) throws -> [Read] {
  var all: [Read] = []
  while let unread = try reader.nextBlock() {
    let block = try unread.read()
    #expect(block.slots.count == block.records.count * block.width)
    for (index, extent) in block.records.enumerated() {
      let slots = block.slots[(index * block.width)..<((index + 1) * block.width)]
      let fault = block.faults.first { $0.record == index }
      all.append(
        Read(
          line: Int(extent.line),
          verbatim: text(block.bytes[Int(extent.start)..<Int(extent.end)]),
          fields: slots.map { $0.kind == .missing ? nil : text(block.bytes[$0.range]) },
          fault: fault.map { "\($0.code) \($0.line):\($0.column)" }))
    }
  }
  return all
}

/// One scalar a byte, so that no byte is lost.
private func text(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
  return text
}

private func read(
  _ csv: String, _ names: [String], _ options: [String: OptionValue] = [:]
) throws -> [Read] {
  let source = MemorySource(name: "in.csv", Array(csv.utf8), atMost: 7)
  return try readAll(adapter(options).open(source, names: names))
}

@Suite("CSV")
struct CSVTests {
  /// The reader and the cutter agree with the plain oracle wherever the blocks are cut.
  @Test(arguments: 0..<8)
  func everyBlockSizeGivesTheOraclesRecords(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed) &* 77 &+ 1)
    for round in 0..<25 {
      // Some columns are asked for twice and some not at all, some names have none.
      let names = round % 4 == 1 ? ["9", "2", "8"] : ["1", "2", "9", "3", "1"]
      let input = round % 2 == 0 ? noise(&random) : table(&random)
      let comment = round % 5 == 0 ? UInt8(ascii: "#") : nil
      let keeps = round % 3 == 0
      let oracle = CSVOracle(comment: comment, keepsBareQuotes: keeps)
      let expected = expectation(oracle.records(input), names)
      var options: [String: OptionValue] = ["header": .boolean(false)]
      if comment != nil { options["comment"] = .text("#") }
      if keeps { options["bare_quotes"] = .text("keep") }
      let adapter = try adapter(options)
      let sizes = Array(1...40) + [63, 64, 65, 100, 127, 128, 129, 200, input.count, 1 << 20]
      for size in sizes {
        let source = MemorySource(input, atMost: 1 + size % 13)
        let found = try readAll(adapter.open(source, names: names, blockBytes: size))
        if found != expected {
          let wrong = zip(found, expected).first { $0 != $1 }
          Issue.record(
            "block size \(size), input \(input): \(String(describing: wrong)), counts \(found.count) \(expected.count)"
          )
          return
        }
      }
    }
  }

  private func expectation(_ records: [CSVOracle.Record], _ names: [String]) -> [Read] {
    records.map { record in
      func field(_ column: Int) -> String? {
        column < (records.first?.fields.count ?? 0) && record.fault == nil
          ? text(record.fields[column]) : nil
      }
      return Read(
        line: record.line, verbatim: text(record.verbatim),
        fields: names.map { field((Int($0) ?? 0) - 1) }, fault: record.fault)
    }
  }

  private func noise(_ random: inout SplitMix) -> [UInt8] {
    let pieces = [
      "a", "b c", ",", ",", "\"", "\"", "\"\"", "\",\"", "\n", "\n", "\r\n", "\r", "é", "#", "\0",
      String(repeating: "x", count: 61),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      bytes += (pieces.randomElement(using: &random) ?? "").utf8
      if Int.random(in: 0..<80, using: &random) == 0 { bytes.append(0xFF) }
    }
    return bytes
  }

  /// Three columns, mostly well formed.
  private func table(_ random: inout SplitMix) -> [UInt8] {
    let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let fields = [
      "", "97153", "\"\"", "\"a,b\"", "\"a\(end)b\"", "\"say \"\"x\"\"\"", "François", "\"#\"",
      String(repeating: "long ", count: 20), "#", "\"\"\"\"",
    ]
    var csv = ""
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let row = (0..<3).map { _ in fields.randomElement(using: &random) ?? "" }
      csv += row.joined(separator: ",") + end
      if Int.random(in: 0..<6, using: &random) == 0 { csv += "x,\"y\"z,1" + end }
      if Int.random(in: 0..<6, using: &random) == 0 { csv += end }
    }
    return Array(csv.utf8)
  }

  /// formats.md section 1: a wrong number of columns and bad quotes reject the record, with place.
  @Test(arguments: [
    ("a,b\n1\n2,3\n", ["wrong_number_of_columns 2:0", nil]),
    ("a,b\n1,2,3\n\n4,5", ["wrong_number_of_columns 2:0", nil]),
    ("a,b\n1,\"x\"y\n", ["text_after_quote 2:6"]),
    ("a,b\r\n1,x\"y\r\n2,3\r\n", ["bare_quote 2:4", nil]),
    ("a,b\n1,\"x\ny\"z\n2,3\n", ["text_after_quote 3:3", nil]),
    ("a,b\n1,\"x\n2,3\n", ["unterminated_quote 2:3"]),
    ("a,b\r1,2\r3\r", [nil, "wrong_number_of_columns 3:0"]),
    ("a,b\n é,\"x\n", ["unterminated_quote 2:4"]),
  ])
  func brokenRecordsAreFaultsWithTheirPlace(csv: String, faults: [String?]) throws {
    #expect(try read(csv, ["a", "b"]).map(\.fault) == faults)
  }

  @Test func faultsSayWhatWouldBeRight() throws {
    let source = MemorySource(name: "in.csv", Array("a,b\n1\n2,".utf8) + [0xE9, 0x0A])
    let block = try #require(try adapter().open(source, names: ["a"]).nextBlock()).read()
    #expect(block.faults.map(\.record) == [0, 1])
    #expect(block.faults[0].message.hasPrefix("1 column where the header has 2;"))
    #expect(block.faults[1].code == "not_utf8")
    #expect(block.faults[1].line == 3 && block.faults[1].column == 3)
    #expect(block.faults[1].message.contains("0xE9"))
    #expect(block.faults[1].message.contains("encoding"))
  }

  @Test func namesMatchInAnyCaseAndMayRepeat() throws {
    let csv = "\u{FEFF}# made today\r\n Session ID ,\"Unit, s\",x\r\nS-1,\"3 \"\"u\"\"\",\r\n"
    let source = MemorySource(Array(csv.utf8))
    let reader = try adapter(["comment": .text("#")])
      .open(source, names: ["session id", "UNIT, S", "Session Id", "none"])
    #expect(reader.absentNames == ["none"])
    #expect(reader.knownNames == ["Session ID", "Unit, s", "x"])
    #expect(
      reader.frame
        == RecordFrame(
          prefix: Array(" Session ID ,\"Unit, s\",x\r\n".utf8), separator: [13, 10],
          suffix: [13, 10]))
    let records = try readAll(reader)
    #expect(records.map(\.fields) == [["S-1", "3 \"u\"", "S-1", nil]])
    #expect(records.map(\.line) == [3])
  }

  @Test func dialectsAreOptions() throws {
    #expect(
      try read("a\tb\n'x''y'\t2\n", ["a", "b"], ["delimiter": .text("\\t"), "quote": .text("'")])
        .map(\.fields) == [["x'y", "2"]])
    #expect(
      try read("a;b\n5\" pipe;2\n", ["a"], ["delimiter": .text(";"), "bare_quotes": .text("keep")])
        .map(\.fields) == [["5\" pipe"]])
    #expect(try read("a\n\n\"\"\n \n", ["a"]).map(\.fields) == [[""], [" "]])
    #expect(try read("a,b\r\n", ["a"]).isEmpty)
    #expect(throws: OptionFault.self) { try adapter(["delimiter": .text("||")]) }
    #expect(throws: OptionFault.self) { try adapter(["delimiter": .text("\"")]) }
    #expect(throws: OptionFault.self) { try adapter(["comment": .text(",")]) }
  }

  @Test(arguments: [
    ("", "is empty; a header row"),
    ("\n\r\n", "is empty; a header row"),
    ("a,b,A\n1,2,3\n", "\"a\" above columns 1 and 3"),
    ("a,\"b\"c\n", "in the header row: text behind a closing quote"),
    ("a\n1\n\"" + String(repeating: "x", count: 300), "longer than 100 bytes"),
    ("a\n1\n\"" + String(repeating: "x", count: 300) + "\"\n2\n", "longer than 100 bytes"),
    ("\"" + String(repeating: "x", count: 300), "100 bytes"),
  ])
  func unreadableSourcesAreInputFaults(csv: String, message: String) throws {
    let adapter = try adapter(["max_record_bytes": .integer(100)])
    for size in [16, 64, 1 << 20] {
      let fault = #expect(throws: InputFault.self) {
        let source = MemorySource(name: "in.csv", Array(csv.utf8))
        _ = try readAll(adapter.open(source, names: ["a"], blockBytes: size))
      }
      #expect(fault?.message.contains(message) == true, "\(String(describing: fault))")
      if csv.hasPrefix("a\n1") { #expect(fault?.line == 3) }
    }
  }
}
