import AdapterKit
import Testing
import XMLAdapter

/// formats.md section 2: the repeated element named by `records`, by default the root's children;
/// section 1: rejected records go to quarantine verbatim, with their line.
@Suite struct XMLDocumentTests {
  static let document = """
    \u{FEFF}<?xml version="1.0" encoding="utf-8" standalone='yes'?>
    <!-- <practice> > -->
    <?style x="1"?>
    <p:practice xmlns:p="urn:p"
        title='a > b'>
      <p:name>North &amp; Söhne</p:name>
      <p:Sessions p:kind="x">\r
        <p:session id="1"><start>2026-01-05</start><note>é &lt; <![CDATA[ ]]x>]]></note></p:session>\r
        <!-- <p:session> -->
        <p:session
           id='2>1'
        ><note>
          two</note></p:session><p:session id="3"/>
      </p:Sessions>
      <p:other><p:session id="no"/></p:other>
    </p:practice>
    <!-- end -->

    """

  static let names = ["@id", "start", "note"]
  static let options: [String: OptionValue] = ["records": .text("/practice/sessions/p:SESSION")]

  private func whole() throws -> XMLReading {
    try XMLReading.read(Self.document, names: Self.names, options: Self.options)
  }

  @Test func recordsWithLinesAndBytes() throws {
    let reading = try whole()
    #expect(
      reading.rows == [
        ["'1'", "'2026-01-05'", "'é <  ]]x>'"], ["'2>1'", "-", "'\n      two'"], ["'3'", "-", "-"],
      ])
    #expect(reading.lines == [8, 10, 13])
    #expect(
      reading.verbatim == [
        "<p:session id=\"1\"><start>2026-01-05</start><note>é &lt; <![CDATA[ ]]x>]]></note></p:session>",
        "<p:session\n       id='2>1'\n    ><note>\n      two</note></p:session>",
        "<p:session id=\"3\"/>",
      ])
  }

  @Test func quarantineCanBeReadAgain() throws {
    let reading = try whole()
    #expect(
      reading.frame
        == RecordFrame(
          prefix: Array(
            """
            <?xml version="1.0" encoding="utf-8" standalone='yes'?>
            <p:practice xmlns:p="urn:p"
                title='a > b'>
            <p:Sessions p:kind="x">

            """.utf8), separator: Array("\n".utf8),
          suffix: Array("\n</p:Sessions>\n</p:practice>\n".utf8)))
    let again = try XMLReading.read(
      reading.quarantine, names: Self.names, options: Self.options)
    #expect(again.rows == reading.rows)
    #expect(again.verbatim == reading.verbatim)
  }

  @Test func everyCut() throws {
    let expected = try whole()
    for atMost in 1..<Self.document.utf8.count {
      let reading = try XMLReading.read(
        Self.document, names: Self.names, options: Self.options, atMost: atMost)
      #expect(reading == expected, "pieces of \(atMost)")
    }
    let bytes = Array(Self.document.utf8)
    let adapter = try XMLAdapter(
      options: OptionValues(Self.options, of: XMLAdapter.specification))
    for cut in 0...bytes.count {
      let reading = try XMLReading.read(
        TwoPieces(bytes, cut: cut), with: adapter, names: Self.names)
      #expect(reading == expected, "cut at \(cut)")
    }
  }

  /// A source that gives out its bytes in two pieces.
  private final class TwoPieces: ByteSource {
    let name = "in.xml"
    private var pieces: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8], cut: Int) {
      pieces = [bytes[cut...], bytes[..<cut]].filter { !$0.isEmpty }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      guard let piece = pieces.popLast() else { return 0 }
      buffer.copyBytes(from: piece)
      return piece.count
    }
  }

  /// A cut file is always refused, and nothing is worse than that.
  @Test func truncatedAnywhere() {
    let bytes = Array(Self.document.utf8)
    let end = bytes.count - "\n<!-- end -->\n".utf8.count
    for length in 0..<end {
      let fault = XMLReading.fault(
        Array(bytes[..<length]), names: Self.names, options: Self.options)
      #expect(fault?.message.contains("the document ends here") == true, "\(length) bytes")
    }
  }

  @Test(
    arguments: [
      ("<r><a/>text<b/></r>", nil, 2), ("<r/>", nil, 0), ("<r><a><a/></a></r>", nil, 1),
      ("<r><a/></r>", "/r", 1), ("<R><A/></R>", "r/a", 1), ("<r><b/><a/></r>", "/r/a", 1),
      ("<r><x><a/></x><x><a/></x></r>", "/r/x/a", 2), ("<r><a/></r>", "/r/x", 0),
      ("<r><x><x><a/></x></x></r>", "/r/x/a", 0), ("<q:r xmlns:q='u'><q:a/></q:r>", "/z:r/z:a", 1),
    ] as [(String, String?, Int)])
  func recordPaths(document: String, path: String?, count: Int) throws {
    let options: [String: OptionValue] = path.map { ["records": .text($0)] } ?? [:]
    #expect(try XMLReading.read(document, names: ["a"], options: options).rows.count == count)
  }

  @Test func recordPathsThatAreNone() {
    for path in ["", "/", "//a", "/a/", "/a/@b", "/a[1]", "a b", "/*"] {
      let values = OptionValues(["records": .text(path)], of: XMLAdapter.specification)
      #expect(throws: OptionFault.self) { try XMLAdapter(options: values) }
    }
  }

  @Test func encodings() throws {
    let latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><r><s><a>x</a></s></r>".utf8)
    let fault = XMLReading.fault(latin)
    #expect(fault?.message.contains("ISO-8859-1") == true)
    #expect(fault?.message.contains("`encoding`") == true)
    // The option vouches for what is read: it was turned into UTF-8 before.
    let reading = try XMLReading.read(
      latin, names: ["a"], options: ["encoding": .text("ISO-8859-1")])
    #expect(reading.rows == [["'x'"]])
    for name in ["UTF-8", "utf8", "us-ascii"] {
      let text = "<?xml version='1.0' encoding = \"\(name)\" ?><r><s><a>é</a></s></r>"
      #expect(try XMLReading.read(text, names: ["a"]).rows == [["'é'"]])
    }
    let wide: [[UInt8]] = [
      [0xFF, 0xFE, 0x3C, 0, 0x72, 0, 0x2F, 0, 0x3E, 0], [0xFE, 0xFF, 0, 0x3C, 0, 0x72],
      [0, 0x3C, 0, 0x3F], [0x3C, 0, 0x3F, 0], [0, 0, 0, 0x3C], [0x3C, 0, 0, 0],
      [0x4C, 0x6F, 0xA7, 0x94],
    ]
    for bytes in wide { #expect(XMLReading.fault(bytes)?.message.contains("`encoding`") == true) }
  }

  /// Blocks are cut by what is in them, not by how the bytes came.
  @Test func blocks() throws {
    let many = "<r>" + String(repeating: "<s/>", count: 10_000) + "</r>"
    let sizes = [4096, 4096, 1808]
    #expect(try XMLReading.read(many, names: ["a"]).blockSizes == sizes)
    #expect(try XMLReading.read(many, names: ["a"], atMost: 1000).blockSizes == sizes)
    let long = String(
      repeating: "<s><a>\(String(repeating: "x&amp;", count: 50_000))</a></s>\n", count: 10)
    let whole = try XMLReading.read("<r>" + long + "</r>", names: ["a"])
    let pieces = try XMLReading.read("<r>" + long + "</r>", names: ["a"], atMost: 12_345)
    #expect(whole == pieces)
    #expect(whole.blockSizes.count > 2)
    #expect(whole.lines == Array(1...10))
    #expect(Set(whole.rows.map { $0[0].utf8.count }) == [100_002])
  }

  @Test func twoParsersAtOnce() async throws {
    let body = (0..<2000).map { "<s id='\($0)'><a>v\($0)</a></s>\n" }.joined()
    let expected = (0..<2000).map { ["'\($0)'", "'v\($0)'"] }
    try await withThrowingTaskGroup(of: [[String]].self) { group in
      for size in [Int.max, 999, 4096, 100_000] {
        group.addTask {
          try XMLReading.read("<r>\(body)</r>", names: ["id", "a"], atMost: size).rows
        }
      }
      for try await rows in group { #expect(rows == expected) }
    }
  }
}
