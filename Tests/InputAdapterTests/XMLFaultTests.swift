import AdapterKit
import Testing
import XMLAdapter

/// Issue 2: broken and hostile documents end in a clear error with its place, in bounded memory.
@Suite struct XMLFaultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let document: String
    let place: (line: Int, column: Int)?
    let path: String?
    let words: String
    var testDescription: String { String(document.prefix(60)) }

    init(
      _ document: String, _ words: String, line: Int = 0, column: Int = 0, path: String? = nil
    ) {
      self.document = document
      self.words = words
      self.path = path
      place = line > 0 ? (line, column) : nil
    }
  }

  static let cases: [Case] = [
    Case("", "no root element", line: 1, column: 1, path: ""),
    Case("   \n", "no root element", line: 2, column: 1),
    Case("text", "must begin with <"),
    Case("<r><s></r>", "start tag <s>", line: 1, column: 11, path: "/r/s[1]"),
    Case("<r>\n<s/>\n <s><é>ü</x></s></r>", "start tag <é>", path: "/r/s[2]/é"),
    Case("<r>\n<s/>\n <s><é>ü", "3 elements are not closed", line: 3, column: 9, path: "/r/s[2]/é"),
    Case("<r/><r/>", "behind the root element"),
    Case("<r/>text", "behind the root element"),
    Case("<r><s>&nbsp;</s></r>", "only the entities"),
    Case("<r><s>a & b</s></r>", "&amp;"),
    Case("<r><s a='1' a='2'/></r>", "stands twice"),
    Case("<r xmlns:p='u' xmlns:q='u'><s p:a='1' q:a='2'/></r>", "stands twice"),
    Case("<r><s a=1/></r>", "in quotes"),
    Case("<r><s a/></r>", "attribute"),
    Case("<r><s a='<'/></r>", "&lt;"),
    Case("<r><s><a>]]></a></s></r>", "]]&gt;"),
    Case("<r><s>&#0;</s></r>", "control character"),
    Case("<r><s>&#x1;</s></r>", "control character"),
    Case("<r><s>&#xD800;</s></r>", "control character"),
    Case("<r><s>&#x110000;</s></r>", "control character"),
    Case("<r><s>&#99999999999999999999;</s></r>", "control character"),
    Case("<r><s>&#x;</s></r>", "control character"),
    Case("<r><s>&#xg;</s></r>", "&#x41;"),
    Case("<r><s>&#g;</s></r>", "&#65;"),
    Case("<r><s>AT&T, R&D</s></r>", "&amp;", line: 1, column: 9),
    Case("<r><s>x&", "it is cut off"),
    Case("<r><s>x&#x4", "it is cut off"),
    Case("<r><s>\u{1}</s></r>", "control character"),
    Case("<r><s>\u{FFFF}</s></r>", "control character"),
    Case("<r><s>\0</s></r>", "zero byte", line: 1, column: 7),
    Case("<r><!-- -- --></r>", "--"),
    Case("<r><s><p:a/></s></r>", "xmlns"),
    Case(" <?xml version='1.0'?><r/>", "very beginning"),
    Case("<?xml version='1.0' encoding='?'?><r/>", "an unknown encoding"),
    Case("<!DOCTYPE r><r><s/></r>", "DOCTYPE"),
    Case("<!DOCTYPE r SYSTEM 'http://example.invalid/x.dtd'><r><s/></r>", "DOCTYPE"),
    Case("<!DOCTYPE r [<!ATTLIST s a CDATA 'x'>]><r><s/></r>", "DOCTYPE"),
    Case("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r><s>&x;</s></r>", "DOCTYPE"),
    Case("<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><r/>", "DOCTYPE"),
    Case(
      "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><r>&c;</r>",
      "DOCTYPE"),
  ]

  @Test(arguments: cases) func refusals(_ item: Case) throws {
    for atMost in [Int.max, 1, 5] {
      let fault = try #require(XMLReading.fault(item.document, atMost: atMost))
      #expect(fault.source == "in.xml")
      #expect(fault.message.contains(item.words), "\(fault)")
      if let place = item.place { #expect((fault.line, fault.column) == place, "\(fault)") }
      if let path = item.path { #expect(fault.path == path) }
    }
  }

  @Test func wrongRoot() {
    let options: [String: OptionValue] = ["records": .text("/sessions/session")]
    let fault = XMLReading.fault("<?xml version='1.0'?>\n<x:Data xmlns:x='u'/>", options: options)
    #expect(fault?.line == 2)
    #expect(fault?.message.contains("<Data>") == true)
    #expect(fault?.message.contains("/sessions/session") == true)
  }

  /// A message never repeats what stands in the document's values.
  @Test func nothingOfTheDocumentIsQuoted() throws {
    let secret = "Zyxwvut"
    for document in [
      "<r><s><n>\(secret) & \(secret)</n></s></r>", "<r><s><n>\(secret)]]>\(secret)</n></s></r>",
      "<r><s n='\(secret)<'/></r>", "<r><s n='\(secret)' n='\(secret)'/></r>",
      "<r><s n=\(secret)/></r>", "<r><s>&\(secret);</s></r>", "<r><s>\(secret)", "\(secret)<r/>",
      "<!DOCTYPE \(secret) [<!ENTITY e '\(secret)'>]><r/>", "<r/>\(secret)",
      "<?xml version='\(secret)'?><r/>", "<?xml version='1.0' standalone='\(secret)'?><r/>",
      "<r xmlns:p='\(secret)' xmlns:p='\(secret)'/>", "<r><s>&#\(secret);</s></r>",
    ] {
      let fault = try #require(XMLReading.fault(document), "\(document)")
      #expect(!fault.description.contains(secret), "\(fault)")
    }
  }

  @Test func notUTF8() {
    let head = Array("<r>\n<s>é".utf8)
    let broken: [[UInt8]] = [
      [0xFF], [0xC0, 0xAF], [0xC1, 0x80], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF], [0xE2, 0x82, 0x20], [0x80], [0xF4, 0x90, 0x80, 0x80],
    ]
    for bytes in broken {
      for atMost in [Int.max, 1] {
        let fault = XMLReading.fault(head + bytes + Array("</s></r>".utf8), atMost: atMost)
        #expect(fault?.line == 2)
        #expect(fault?.column == 5)
        #expect(fault?.path == "/r/s[1]")
        #expect(fault?.message.contains("not UTF-8") == true)
      }
    }
  }

  @Test func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<d>", count: depth) + String(repeating: "</d>", count: depth)
    }
    #expect(XMLReading.fault(nested(256)) == nil)
    let fault = try #require(XMLReading.fault(nested(100_000)))
    #expect(fault.message.contains("256 deep"))
    #expect(fault.message.contains("`max_depth`"))
    #expect(fault.column == 3 * 256 + 1)
    #expect(fault.path.utf8.count < 100)
    #expect(XMLReading.fault(nested(5), options: ["max_depth": .integer(4)]) != nil)
    #expect(XMLReading.fault(nested(900), options: ["max_depth": .integer(900)]) == nil)
  }

  /// Text, attributes, comments and whole records of any length: refused once past the limit, before
  /// the rest is read.
  @Test(arguments: [
    ("<r>\n<s><a>", "x", "max_record_bytes"), ("<r>\n<s><a b='", "x", "max_record_bytes"),
    ("<r>\n<s><!--", "x", "max_record_bytes"), ("<r>\n<s>", "<a/>", "max_record_bytes"),
    ("<r>\n<s><![CDATA[", "x", "max_record_bytes"), ("<r>\n<s><", "x", "max_record_bytes"),
    ("<r>\n<s>", "&", "&amp;"),
  ]) func longRecords(start: String, filler: String, words: String) throws {
    let source = EndlessSource(start, filler)
    let adapter = try XMLAdapter(
      options: OptionValues(
        ["max_record_bytes": .integer(100_000)], of: XMLAdapter.specification))
    do {
      _ = try XMLReading.read(source, with: adapter, names: ["a"])
      Issue.record("an endless document was read to its end")
    } catch let fault as InputFault {
      #expect(fault.message.contains(words))
      #expect(fault.line == 2)
    }
    #expect(source.given < 2_000_000)
  }

  /// Outside records too: nothing is kept that never ends.
  @Test(arguments: [
    ("<r a='", "x", "longer than"), ("<r><!--", "x", "longer than"), ("<r><?p", "x", "longer than"),
    ("<r ", "a='' ", "attributes"), ("<", "x", ""), ("<r xmlns:", "x", ""),
  ]) func longTokens(start: String, filler: String, words: String) throws {
    let source = EndlessSource(start, filler)
    let adapter = try XMLAdapter(options: OptionValues([:], of: XMLAdapter.specification))
    do {
      _ = try XMLReading.read(source, with: adapter, names: ["a"])
      Issue.record("an endless document was read to its end")
    } catch let fault as InputFault {
      #expect(fault.message.contains(words), "\(fault)")
    }
    #expect(source.given < 12_000_000)
  }

  @Test func manyAttributes() {
    func element(_ count: Int, _ prefix: String) -> String {
      "<s " + (0..<count).map { "\(prefix)\($0)='u' " }.joined() + "/>"
    }
    #expect(XMLReading.fault("<r>\(element(1000, "a"))</r>") == nil)
    #expect(
      XMLReading.fault("<r>\(element(1001, "a"))</r>")?.message.contains("attributes") == true)
    let namespaces = element(1001, "xmlns:n")
    #expect(XMLReading.fault("<r>\(namespaces)</r>")?.message.contains("namespaces") == true)
    // What is closed counts no more.
    #expect(XMLReading.fault("<r>\(element(900, "xmlns:n"))\(element(900, "xmlns:n"))</r>") == nil)
  }

  /// Any byte of a document may be wrong: nothing worse happens than a refusal.
  @Test func damagedBytes() {
    let document = Array(XMLDocumentTests.document.utf8)
    for index in document.indices {
      for byte in [0x00, 0x20, 0x22, 0x26, 0x3C, 0x3E, 0x5D, 0x80, 0xFF] as [UInt8] {
        var damaged = document
        damaged[index] = byte
        _ = XMLReading.fault(
          damaged, names: XMLDocumentTests.names, options: XMLDocumentTests.options, atMost: 40)
      }
    }
  }
}

/// A source that never ends.
private final class EndlessSource: ByteSource {
  let name = "in.xml"
  private(set) var given = 0
  private let start: [UInt8]
  private let filler: [UInt8]

  init(_ start: String, _ filler: String) {
    self.start = Array(start.utf8)
    self.filler = Array(String(repeating: filler, count: 50_000 / filler.utf8.count).utf8)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = given == 0 ? start : filler
    buffer.copyBytes(from: piece)
    given += piece.count
    return piece.count
  }
}
