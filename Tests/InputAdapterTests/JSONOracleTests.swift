import AdapterKit
import Testing

@testable import JSONAdapter

/// The fast readers against the slow one: the same records, or a fault where it has none, wherever
/// the text is cut and however small the blocks are.
@Suite struct JSONOracleTests {
  static let names = ["a", "b.c", "b/d[1]", "list", "list[1]", "B.C.a", "caf\u{E9}"]
  static let paths: [[OracleStep]] = [
    [.key("a")], [.key("b"), .key("c")], [.key("b"), .key("d"), .index(1)], [.key("list")],
    [.key("list"), .index(1)], [.key("b"), .key("c"), .key("a")], [.key("caf\u{E9}")],
  ]
  static let blocks = [1, 2, 3, 7, 16, 61, 1 << 20]

  static let records = [
    #"{"a": 1, "b": {"c": "x", "d": [1, 2]}, "list": ["p", "q", null, 3.5e-1]}"#,
    #"{"A":"caf\u00e9 \ud83d\ude00 \"\\\/\b\f\n\r\t","other":{"a":[{"a":1},[]]},"caf\#u{E9}":true}"#,
    #"{"b":[{"c":"1"},{"c":["2","\u0033"]},{"c":{"a":9}}],"list":{}}"#,
    #"{"list":[["x"],"y"], "\u0061": "escaped key", "b":{"d":["only"]}}"#,
    #"{"a":"","list":[],"b":null}"#, #"{"a":1,"A":2}"#, #"{"z":"\ud800"}"#, #"[1]"#, #"-0.5E+3"#,
    "\"{[\"", "{}", #"{"list":["one"],"b":{"c":false}}"#,
  ]

  /// Every prefix of a document: the same records, or a fault.
  @Test func everyCutOfADocument() throws {
    let text = Array("\n [\r\n\(Self.records.joined(separator: ",\n\t")) ] \n".utf8)
    for end in 0...text.count {
      let blocks = [Self.blocks[end % 7], 1 + end % 97]
      try compareDocument(Array(text[..<end]), blocks: blocks, atMost: end % 5 + 1)
    }
    try compareDocument(text, blocks: Array(1...text.count), atMost: 11)
  }

  @Test func everyCutOfLines() throws {
    let text = Array((Self.records + ["", " \t", "{", "\r"]).joined(separator: "\r\n").utf8)
    for end in 0...text.count {
      let blocks = [Self.blocks[end % 7], 1 + end % 97]
      try compareLines(Array(text[..<end]), blocks: blocks, atMost: end % 5 + 1)
    }
    try compareLines(text, blocks: Array(1...text.count), atMost: 11)
  }

  /// Bytes changed, put in and taken out at random.
  @Test(arguments: 0..<4)
  func damagedTexts(seed: Int) throws {
    var numbers = SplitMix(state: UInt64(seed))
    let marks =
      Array("{}[]\",:\\ \n\r\t0-.eEtfn1u\u{0}\u{1F}".utf8) + [0x80, 0xC3, 0xA9, 0xED, 0xFF]
    for _ in 0..<150 {
      let some = (0..<3).map { _ in Self.records[Int(numbers.next() % 12)] }
      var text = Array("[\(some.joined(separator: ",\n"))]".utf8)
      for _ in 0...(numbers.next() % 2) {
        let at = Int(numbers.next() % UInt64(text.count))
        let mark = marks[Int(numbers.next() % UInt64(marks.count))]
        switch numbers.next() % 3 {
        case 0: text[at] = mark
        case 1: text.insert(mark, at: at)
        default: text.remove(at: at)
        }
      }
      let blocks = [Self.blocks[Int(numbers.next() % 7)]]
      try compareDocument(text, blocks: blocks, atMost: 1 + Int(numbers.next() % 9))
      try compareLines(text, blocks: blocks, atMost: 1 + Int(numbers.next() % 9))
      try compareWrapped(text, blocks: blocks)
    }
  }

  /// A comma that lacks, or is too much, at keys whose place is not kept: not ASCII, long, or one of too
  /// many.
  @Test func commasAtOddKeys() throws {
    let many = "{\((0..<80).map { "\"other\($0)\":0" }.joined(separator: ","))}"
    for key in ["\u{E9}", String(repeating: "k", count: 70), "w"] {
      for value in ["1", "\"x\"", "{}", "[]"] {
        let member = "\"\(key)\":\(value)"
        let sound = [
          "{\"a\":\"1\"}", "{\(member),\"a\":\"2\"}", "{\(member),\(member)}",
          "{\"b\":{\(member)}}",
        ]
        for broken in [
          "{\(member)\"a\":3}", "{,\"a\":4}", "{,\(member)}", "{\"b\":{\(member)\"c\":5}}",
          "{\"b\":{,\(member)}}", "{\"a\":6\(member)}",
        ] {
          for first in sound {
            let records = [many, first, sound[1], first, broken, sound[0]]
            try compareLines(
              Array(records.joined(separator: "\n").utf8), blocks: [400], atMost: 90)
            try compareDocument(
              Array("[\(records.joined(separator: ","))]".utf8), blocks: [400], atMost: 90)
          }
        }
      }
    }
  }

  /// Objects that repeat the order of their keys and the space around them, but for a few.
  @Test(arguments: 0..<4)
  func objectsOfOneShape(seed: Int) throws {
    var numbers = SplitMix(state: UInt64(seed) &* 31 &+ 7)
    let spaces = ["", " ", "\n  ", "\r\n\t", "\n" + String(repeating: " ", count: 70)]
    // More keys that nobody asked for than are told apart, and some that need a second look.
    let others = (0..<90).map { "other\($0)" } + ["caf\u{E9}", "\\u0061", "list ", "a\\n"]
    for round in 0..<40 {
      var keys = ["a", "b", "list"]
      for _ in 0..<(round % 10 == 0 ? 80 : 5) {
        keys.append(others[Int(numbers.next() % UInt64(others.count))])
      }
      keys.shuffle(using: &numbers)
      let (space, colon) = (spaces[Int(numbers.next() % 5)], spaces[Int(numbers.next() % 3)])
      let rows = (0..<8).map { _ in
        var members: [String] = []
        for key in keys where numbers.next() % 12 > 0 {
          let value = ["1", "\"x\"", "null", "{\"c\":\"y\"}", "[\"p\",\n2]"][
            Int(numbers.next() % 5)]
          members.append(
            "\(space)\"\(key)\"\(numbers.next() % 9 == 0 ? " " : "")\(colon):\(colon)\(value)")
        }
        return "{\(members.joined(separator: numbers.next() % 6 == 0 ? " ," : ","))\(space)}"
      }
      var text = Array("[\(rows.joined(separator: ",\n"))]".utf8)
      if round % 3 == 0 {
        text[Int(numbers.next() % UInt64(text.count))] =
          Array("\",:{}[ \nax".utf8)[Int(numbers.next() % 10)]
      }
      try compareDocument(text, blocks: [61, 400], atMost: 90)
      try compareLines(
        Array(rows.map { $0.filter { $0 != "\n" && $0 != "\r\n" } }.joined(separator: "\n").utf8),
        blocks: [400], atMost: 90)
    }
  }

  private func compareDocument(_ text: [UInt8], blocks: [Int], atMost: Int) throws {
    let whole = try JSONReading.json(text, names: Self.names)
    let expected = Oracle.document(text, names: Self.paths) { root in
      if case .array(let nodes) = root.tree { nodes } else { nil }
    }
    check(whole, expected, text)
    for block in blocks {
      expectSame(
        try JSONReading.json(text, names: Self.names, block: block, atMost: atMost), whole)
    }
  }

  /// The same records, inside `{"n":…,"x":{"y":[{"z":record}]}}`.
  private func compareWrapped(_ damaged: [UInt8], blocks: [Int]) throws {
    let text =
      Array(#"{"n":[1,"\u00e9"],"X":{"q":{"z":1},"y":"#.utf8) + damaged
      + Array(#","t":-1.5e3},"x2":"é","m":null}"#.utf8)
    let expected = Oracle.document(text, names: Self.paths) { root in
      guard let outer = root.only("x"), let inner = outer.only("y"),
        case .array(let nodes) = inner.tree
      else { return nil }
      return nodes
    }
    let whole = try JSONReading.json(text, records: "x.y", names: Self.names)
    check(whole, expected, text)
    for block in blocks {
      expectSame(
        try JSONReading.json(text, records: "x.y", names: Self.names, block: block, atMost: 3),
        whole)
    }
  }

  private func compareLines(_ text: [UInt8], blocks: [Int], atMost: Int) throws {
    let whole = try JSONReading.ndjson(text, names: Self.names)
    check(whole, Oracle.lines(text, names: Self.paths), text)
    for block in blocks {
      expectSame(
        try JSONReading.ndjson(text, names: Self.names, block: block, atMost: atMost), whole)
    }
  }

  /// Blocks of any size end the same way. Records before a fault may be in its block or not.
  private func expectSame(_ reading: Reading, _ whole: Reading) {
    #expect(reading.fault == whole.fault)
    if whole.fault == nil {
      #expect(reading == whole)
    } else {
      #expect(reading.records.starts(with: whole.records))
    }
  }

  private func check(_ reading: Reading, _ expected: [SeenRecord]?, _ text: [UInt8]) {
    let shown = String(decoding: text, as: UTF8.self)
    if let expected {
      #expect(reading.fault == nil, "\(shown)")
      #expect(reading.plain == expected, "\(shown)")
    } else {
      #expect(reading.fault != nil, "\(shown)")
    }
  }
}
