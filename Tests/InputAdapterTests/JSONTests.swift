import AdapterKit
import Testing

@testable import JSONAdapter

/// formats.md section 2: JSON sources are an array, an object with the array somewhere, or one
/// object a line; names are paths and match case-insensitively.
@Suite struct JSONTests {
  struct NameCase: Sendable {
    let record: String
    let name: String
    let found: Found

    init(_ record: String, _ name: String, _ found: Found) {
      (self.record, self.name, self.found) = (record, name, found)
    }
  }

  static let nameCases = [
    NameCase(#"{"name":"x"}"#, "name", .text("x")),
    NameCase(#"{"Name":"x"}"#, "nAME", .text("x")),
    NameCase(#"{"É":"x"}"#, "é", .missing),
    NameCase(#"{"na\u006de":"x"}"#, "name", .text("x")),
    NameCase(#"{"a\\b":"x"}"#, "a\\b", .text("x")),
    NameCase(#"{"a.b":"x"}"#, #"["a.b"]"#, .text("x")),
    NameCase(#"{"name":{"first":"x"}}"#, "name.first", .text("x")),
    NameCase(#"{"name":{"first":"x"}}"#, "name/first", .text("x")),
    NameCase(#"{"name":{"first":"x"}}"#, "$.name.first", .text("x")),
    NameCase(#"{"name":{"first":"x"}}"#, "/name/first", .text("x")),
    NameCase(#"{"name":{"first":"x"}}"#, "name", .nested),
    NameCase(#"{"name":"x"}"#, "name.first", .missing),
    NameCase(#"{"id":[{"v":1},{"v":2}]}"#, "id[0].v", .text("1")),
    NameCase(#"{"id":[{"v":1},{"v":2}]}"#, "id[1]/v", .text("2")),
    NameCase(#"{"id":[{"v":1},{"v":2}]}"#, "id[2].v", .missing),
    NameCase(#"{"id":[{"v":1},{"v":2}]}"#, "id.v", .list(["1", "2"])),
    NameCase(#"{"id":[{"v":1},{"w":2}]}"#, "id[*].v", .list(["1"])),
    NameCase(#"{"id":[{"v":1}]}"#, "id", .nested),
    NameCase(#"{"id":[{"u":"a","v":1},{"u":"a","v":2}]}"#, "id[u=a].v", .text("1")),
    NameCase(
      #"{"id":[{"v":1,"u":"a"},{"u":"b","v":2},{"u":"A","v":3}]}"#, "id[u=a][*].v",
      .list(["1", "3"])),
    NameCase(#"{"id":[{"u":"a","v":1}]}"#, "id[u=a][*]/v", .list(["1"])),
    NameCase(#"{"id":[{"u":"b","v":1}]}"#, "id[u=a][*].v", .missing),
    NameCase(
      #"{"id":[{"u":"a","v":[{"k":1,"x":"p"},{"k":1,"x":"q"}]},{"u":"a","v":[{"k":1,"x":"r"}]}]}"#,
      "id[u=a][*].v[k=1][*].x", .list(["p", "q", "r"])),
    NameCase(#"{"id":{"v":1}}"#, "id[*].v", .text("1")),
    NameCase(#"{"n":[{"g":["A","B"]},{"g":["C"]}]}"#, "n.g", .list(["A", "B", "C"])),
    NameCase(#"{"n":[{"g":["A","B"]},{"g":["C"]}]}"#, "n.g[0]", .list(["A", "C"])),
    NameCase(#"{"m":["HM","95"]}"#, "m", .list(["HM", "95"])),
    NameCase(#"{"m":["HM",null,"\u00e9",1,true]}"#, "m", .list(["HM", "é", "1", "true"])),
    NameCase(#"{"m":[["HM"]]}"#, "m", .nested),
    NameCase(#"{"m":[["HM"]]}"#, "m[0]", .list(["HM"])),
    NameCase(#"{"m":[[1,2],[3,4]]}"#, "m[1][0]", .text("3")),
    NameCase(#"{"m":[]}"#, "m", .missing),
    NameCase(#"{"m":[""]}"#, "m", .list([""])),
    NameCase(#"{"m":null}"#, "m", .missing),
    NameCase(#"{"m":""}"#, "m", .text("")),
    NameCase(#"{"m":-0.50E+1}"#, "m", .text("-0.50E+1")),
    NameCase(#"{"m":false}"#, "m", .text("false")),
    NameCase(#"{"m":"\ud83d\ude00\n"}"#, "m", .text("\u{1F600}\n")),
  ]

  @Test(arguments: nameCases)
  func names(_ one: NameCase) throws {
    let names = [one.name, "none", one.name]
    for reading in [
      try JSONReading.json(Array("[\(one.record)]".utf8), names: names),
      try JSONReading.ndjson(Array(one.record.utf8), names: names),
    ] {
      #expect(reading.fault == nil)
      #expect(reading.records.map(\.values) == [[one.found, .missing, one.found]])
    }
  }

  @Test(arguments: ["", ".", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[99999]", "a]", "a[*][0]", "$"])
  func pathsThatAreNone(_ name: String) throws {
    #expect(try JSONReading.ndjson([], names: [name]).fault != nil)
  }

  /// As the public JSONTestSuite has it: what every parser must take.
  @Test(arguments: [
    "[]", "[ ]", "[\"\"]", "[null, 1, \"1\", {}]", "[1\n]", " [1]", "[1] \n\t\r", "[2] ",
    "[[]   ]", "[0e+1]", "[0e1]", "[-0]", "[-123]", "[20e1]", "[1E+2]", "[1E-2]", "[123.456e78]",
    "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000000000001]",
    #"["\u0060\u012a\u12AB"]"#, #"["\uD801\udc37"]"#, #"["\"\\\/\b\f\n\r\t"]"#, #"["\\u0000"]"#,
    #"["\u0000"]"#, #"["\\a"]"#, #"["a/*b*/c/*d//e"]"#, #"["\uFFFF"]"#, "[\"\u{2028}\u{7F}\"]",
    #"["\u0022"]"#, #"[{"a":"b","c":"d"}]"#, #"[{"":0}]"#, #"[{"foo\u0000bar": 42}]"#,
    #"[{"a":[]}]"#, "[\"\u{1D11E}\u{10FFFF}\"]", "\u{FEFF}[true]", "[false]", "[\"null\"]",
  ])
  func wellFormed(_ text: String) throws {
    #expect(try JSONReading.json(Array(text.utf8)).fault == nil)
    let inner = text.drop { "\u{FEFF} ".contains($0) }
    let line = #"{"a":\#(inner.filter { !$0.isNewline })}"#
    #expect(try JSONReading.ndjson(Array(line.utf8)).records.map(\.fault) == [nil])
  }

  /// As the public JSONTestSuite has it: what every parser must refuse.
  @Test(arguments: [
    "", " ", "[", "]", "[1 true]", "[a\u{E9}]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]",
    "[\"x\",,]",
    "[\"x\"]]", "[\"\",]", "[\"x\"", "[x", "[3[4]]", "[1:2]", "[,]", "[-]", "[   , \"\"]", "[1,]",
    "[1,,]", "[*]", "[\"a\"\n4\n,1,", "[fals]", "[nul]", "[tru]", "[truee]", "[-01]", "[-1.0.]",
    "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]",
    "[0E]", "[0e+-1]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[9.e+]",
    "[Inf]", "[NaN]", "[1+2]", "[0x1]", "[Infinity]", "[+1]", "[-Infinity]", "[-foo]", "[- 1]",
    "[-012]", "[-.123]", "[-1x]", "[1.]", "[.123]", "[1.2a-3]", "[012]", "[\"x\", truth]",
    #"[{"x", null}]"#, #"[{"x"::"b"}]"#, #"[{"a":"a" 123}]"#, #"[{key: 'value'}]"#, #"[{"id":0,}]"#,
    #"[{"a" b}]"#, #"[{:"b"}]"#, #"[{"a":"b",,"c":"d"}]"#, #"[{1:1}]"#, #"[{"a""b"}]"#, "[{'a':0}]",
    #"[{"a":"b"}/**/]"#, #"[{"a":"b"}//]"#, "[{\"a\":}]", "[{\"a\":\"a]", "[{]", "[{\"a\"",
    "[{\"a\":",
    #"["\x"]"#, #"["\u00A"]"#, #"["\u00G0"]"#, #"["\uD834\uDd"]"#, #"["\uD800\u"]"#,
    #"["\uD800\u1x"]"#,
    "[\"\\\u{9}\"]", #"["\"]"#, #"["\\\"]"#, "[\"\u{9}\"]", "[\"new\nline\"]", "[\"a\u{0}a\"]",
    #"["\a"]"#, #"["asd]"#, "['single']", "[\u{C}]", "[\u{2060}]", "[\u{A0}1]", "<.>", "[<null>]",
    "[1]x", "[][]", "[1]]", "123", "\"x\"", "null", "abc", "{\"a\":1}#", "{}}", "{\"asd\":\"asd\"",
    "\u{FEFF}", "\u{FEFF}\u{FEFF}[]", "[\u{FEFF}1]", "*", "[⍂]", "[\"\\uD8\\u\"]", "[\"\\",
  ])
  func malformed(_ text: String) throws {
    for block in [1, 5, 1 << 20] {
      #expect(try JSONReading.json(Array(text.utf8), block: block).fault != nil)
      guard text.first == "[", !text.contains("\n"), text != "[][]" else { continue }
      let line = #"{"a":\#(text)}"#
      let records = try JSONReading.ndjson(Array(line.utf8), block: block).records
      #expect(records.map(\.fault) == ["malformed_json"], "\(line)")
    }
  }

  /// Faults of the source: where, and what path.
  @Test(
    arguments: [
      ("[{\"a\":1},\n {\"a\" 2}]", nil, "memory:2:7 ($[1])"),
      ("[{\"é\":x}]", nil, "memory:1:7 ($[0])"),
      ("[{\"a\":\"1\n2\"}]", nil, "memory:1:9 ($[0])"),
      ("[{\"a\":1}\n", nil, "memory:2:1 ($[0])"),
      ("[{\"a\":1},\n{\"b\"", nil, "memory:2:5 ($[1])"),
      ("{\"d\":{\"s\":[{},\n{01}]}}", "d.s", "memory:2:2 ($.d.s[1])"),
      (
        "{\"entry\":[{\"resource\":{}},\n{\"x\":1,\"resource\":{]}}]}", "entry[*].resource",
        "memory:2:20 ($.entry[1].resource)"
      ),
      (
        "{\"entry\":[{\"resource\":{}},\n{\"x\":tru}]}", "entry[*].resource",
        "memory:2:9 ($.entry[1])"
      ),
      ("{\"d\":[],\"D\":[]}", "d", "memory:1:11 ($)"),
      ("{\"d\":{}}", "d", "memory:1:6 ($.d)"),
      ("{\"d\":1}", "e", "memory:1:8 ($)"),
      ("{\"d\":[]} x", "d", "memory:1:10 ($)"),
      ("1", nil, "memory:1:1 ($)"),
    ] as [(String, String?, String)])
  func places(text: String, records: String?, place: String) throws {
    for block in [1, 4, 1 << 20] {
      let fault = try JSONReading.json(Array(text.utf8), records: records, block: block).fault
      #expect(fault?.description.hasPrefix(place + ": ") == true, "\(fault?.description ?? "none")")
    }
  }

  /// An object where an array should be: the message names the arrays.
  @Test func arraysAreNamed() throws {
    let text = #"{"v":1,"entry":[{"x":[]}],"data":{"k":{},"sessions":[],"a b.c":[]}}"#
    let message = try JSONReading.json(Array(text.utf8), block: 3).fault?.message
    #expect(message?.hasSuffix(#": `entry`, `data.sessions`, `data["a b.c"]`"#) == true)
    let lines = try JSONReading.json(Array(#"{"a":1}"#.utf8)).fault?.message
    #expect(lines?.contains("`ndjson`") == true)
  }

  /// Faults of single records, with line, column and code; the run goes on.
  @Test func recordFaults() throws {
    let lines = [
      #"{"a":1}"#, #"{"a":1,"A":2}"#, #"{"x":"\udc00"}"#, #"{"é":x}"#, #"[{"a":1}]"#, "",
      #"{"a":["\u001f","x"]}"#, #"{"b":1,"b":2}"#, String(repeating: "[", count: 513), "{\"a\":1",
    ]
    let reading = try JSONReading.ndjson(Array(lines.joined(separator: "\n").utf8))
    #expect(
      reading.faults.map { "\($0.line):\($0.column) \($0.code)" } == [
        "2:8 duplicate_key", "3:7 lone_surrogate", "4:6 malformed_json", "5:1 not_an_object",
        "7:1 separator_in_list", "9:513 nested_too_deep", "10:7 malformed_json",
      ])
    #expect(reading.records.count == 9)
    let bytes =
      Array(#"[{"a":1},"#.utf8) + [10] + Array(#"{"a":"é"#.utf8) + [0xE9] + Array("\"}]".utf8)
    let document = try JSONReading.json(bytes)
    #expect(document.faults.map { "\($0.line):\($0.column) \($0.code)" } == ["2:8 not_utf8"])
    #expect(document.records.map(\.line) == [1, 2])
  }

  /// A quarantine file made of the frame is read by the same path.
  @Test(
    arguments: [
      (nil, "[\n", ",\n", "\n]\n"),
      ("data.sessions", "{\"data\":{\"sessions\":[\n", ",\n", "\n]}}\n"),
      ("entry[*].resource", "{\"entry\":[\n{\"resource\":", "},\n{\"resource\":", "}\n]}\n"),
      ("[*].x", "[\n{\"x\":", "},\n{\"x\":", "}\n]\n"),
      ("r[1]/rows", "{\"r\":[null,{\"rows\":[\n", ",\n", "\n]}]}\n"),
      ("r[*]", "{\"r\":[\n", ",\n", "\n]}\n"), ("$", "[\n", ",\n", "\n]\n"),
      ("g[*].h.i", "{\"g\":[\n{\"h\":{\"i\":", "}},\n{\"h\":{\"i\":", "}}\n]}\n"),
    ] as [(String?, String, String, String)])
  func frames(path: String?, prefix: String, separator: String, suffix: String) throws {
    let options = path.map { ["records": OptionValue.text($0)] } ?? [:]
    let adapter = try JSONAdapter(
      options: OptionValues(options, of: JSONAdapter.specification))
    let frame = try adapter.open(MemorySource([]), names: []).frame
    #expect(String(decoding: frame.prefix, as: UTF8.self) == prefix)
    #expect(String(decoding: frame.separator, as: UTF8.self) == separator)
    #expect(String(decoding: frame.suffix, as: UTF8.self) == suffix)
    let text = prefix + [#"{"a":1}"#, #"{"a":2}"#].joined(separator: separator) + suffix
    for block in [1, 9, 1 << 20] {
      let reading = try JSONReading.json(Array(text.utf8), records: path, block: block)
      #expect(reading.fault == nil)
      #expect(reading.records.map(\.values) == [[.text("1")], [.text("2")]])
    }
  }

  /// Memory is bounded: a record, or what has no end, may not be longer than the limit.
  @Test(arguments: [1, 64, 1 << 20])
  func longRecords(block: Int) throws {
    let long = #"{"a":"\#(String(repeating: "x", count: 100))"}"#
    let short = #"{"a":1}"#
    for text in ["\(short)\n\(long)\n\(short)", "\(short)\n\(long)"] {
      let fault = try JSONReading.ndjson(Array(text.utf8), block: block, limit: 100).fault
      #expect(fault?.line == 2 && fault?.message.contains("max_record_bytes") == true)
      #expect(try JSONReading.ndjson(Array(text.utf8), block: block, limit: 108).fault == nil)
    }
    let text = "[\(short),\n\(long)]"
    let fault = try JSONReading.json(Array(text.utf8), block: block, limit: 100).fault
    #expect(fault?.line == 2 && fault?.message.contains("max_record_bytes") == true)
    #expect(try JSONReading.json(Array(text.utf8), block: block, limit: 108).fault == nil)
  }

  /// RFC 8259 section 9 allows a limit of depth; ours is 512 inside a record and around it.
  @Test func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    let most = #"{"x":\#(nested(511))}"#
    #expect(try JSONReading.ndjson(Array(most.utf8)).faults.isEmpty)
    #expect(try JSONReading.json(Array("[\(most)]".utf8)).fault == nil)
    #expect(try JSONReading.json(Array("[\(nested(513))]".utf8)).fault != nil)
    let around = #"{"x":\#(nested(512)),"r":[]}"#
    #expect(try JSONReading.json(Array(around.utf8), records: "r").fault != nil)
    let open = String(repeating: "[", count: 100_000)
    #expect(try JSONReading.json(Array(open.utf8)).fault != nil)
    #expect(try JSONReading.ndjson(Array(open.utf8)).faults.count == 1)
  }
}
