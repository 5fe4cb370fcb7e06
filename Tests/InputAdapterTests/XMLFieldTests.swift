import AdapterKit
import Testing
import XMLAdapter

/// formats.md section 2: fields are child elements, nested paths or attributes; names match
/// case-insensitively. Section 1: a repeated element is a list.
@Suite struct XMLFieldTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let record: String
    let values: [String: String]
    var testDescription: String { record }

    init(_ record: String, _ values: [String: String]) {
      self.record = record
      self.values = values
    }
  }

  static let cases: [Case] = [
    // Child elements
    Case("<s><status>done</status></s>", ["status": "'done'", "start": "-", "STATUS": "'done'"]),
    Case("<s><Status>done</Status></s>", ["status": "'done'", "StaTus": "'done'"]),
    Case("<s><status> a\n b </status></s>", ["status": "' a\n b '"]),
    Case("<s><a/><b></b></s>", ["a": "''", "b": "''", "c": "-"]),
    Case("<s><x><a>inner</a></x></s>", ["a": "-", "x/a": "'inner'", "x": "[inner]"]),
    Case("<s/>", ["a": "-", ".": "''"]),
    Case("<s x='1'>own</s>", [".": "'own'", "@x": "'1'"]),
    // Nested paths
    Case(
      "<s><name><first>Ana</first><last>Li</last></name></s>",
      ["name/first": "'Ana'", "NAME/Last": "'Li'", "name": "nested", "name/first/x": "-"]),
    Case(
      "<s><n><f>A</f></n><n><f>B</f></n></s>", ["n/f": "[A|B]", "n": "[A|B]"]),
    Case("<s><a><b><c><d>deep</d></c></b></a></s>", ["a/b/c/d": "'deep'", "a/b/c": "[deep]"]),
    // Attributes
    Case(
      "<s id='7'><name use=\"official\">x</name></s>",
      [
        "@id": "'7'", "@ID": "'7'", "name/@use": "'official'", "id": "'7'",
        "name/use": "'official'",
      ]),
    Case("<s id='7'><id>8</id></s>", ["id": "'8'", "@id": "'7'"]),
    Case("<s id='7'><id/></s>", ["id": "''"]),
    Case(
      "<s a='&lt;&amp;&#65;&quot;' b='x\ty\nz' c='&#10;'/>",
      ["@a": "'<&A\"'", "@b": "'x y z'", "c": "'\n'"]),
    Case("<s><a v='1'/><a v='2'/></s>", ["a/@v": "[1|2]", "a": "[|]"]),
    Case("<s a='x>y'><b c='>'>t</b></s>", ["@a": "'x>y'", "b": "'t'", "b/@c": "'>'"]),
    // Lists
    Case("<s><m>HM</m><m>95</m></s>", ["m": "[HM|95]"]),
    Case("<s><m>HM</m><x>1</x><m>95</m><x>2</x></s>", ["m": "[HM|95]", "x": "[1|2]"]),
    Case("<s><ms><m>HM</m><m>95</m></ms></s>", ["ms": "[HM|95]", "ms/m": "[HM|95]"]),
    Case("<s><ms>\n <m>HM</m>\n</ms></s>", ["ms": "[HM]", "ms/m": "'HM'"]),
    Case("<s><ms><m/><m>95</m></ms></s>", ["ms": "[|95]"]),
    Case("<s><ms><m>1</m></ms><ms><m>2</m></ms></s>", ["ms": "[1|2]"]),
    Case("<s><ms>HM:95</ms></s>", ["ms": "'HM:95'"]),
    Case("<s><ms><m>a&amp;b</m><m>c</m></ms></s>", ["ms": "[a&b|c]"]),
    // No plain value
    Case("<s><a>text<b>x</b></a></s>", ["a": "nested", "a/b": "'x'"]),
    Case("<s><a><b>x</b>text</a></s>", ["a": "nested"]),
    Case("<s><a><b>x</b><c>y</c></a></s>", ["a": "nested"]),
    Case("<s><a><b><c>x</c></b></a></s>", ["a": "nested", "a/b": "[x]"]),
    Case("<s><a><b>x</b><c>y</c></a><a>z</a></s>", ["a": "nested"]),
    // Text
    Case("<s><a><![CDATA[<x>&amp;]]></a></s>", ["a": "'<x>&amp;'"]),
    Case("<s><a>1<![CDATA[2]]>3<!-- no -->4<?pi?>5</a></s>", ["a": "'12345'"]),
    Case("<s><a>x &lt; y &#x20AC; &#233;</a></s>", ["a": "'x < y € é'"]),
    Case("<s><a>Zoë naïve — 漢字 😀</a></s>", ["a": "'Zoë naïve — 漢字 😀'"]),
    Case("<s><a>one\r\ntwo\rthree</a></s>", ["a": "'one\ntwo\nthree'"]),
    Case("<s><a>]] ></a><b>]]&gt;</b></s>", ["a": "']] >'", "b": "']]>'"]),
    Case("<s><?pi?><!-- <a>no</a> --><a>yes</a></s>", ["a": "'yes'"]),
    // Nil
    Case(
      "<s><a xsi:nil='true'/><b xsi:nil='1'/><c xsi:nil='false'/></s>",
      ["a": "-", "b": "-", "c": "''"]),
    Case("<s a='1'><a xsi:nil='true'/></s>", ["a": "-"]),
    Case("<s><ms><m xsi:nil='true'/><m>2</m></ms></s>", ["ms": "[2]"]),
    // Namespaces
    Case("<f:s xmlns:f='urn:f'><f:A f:use='u'>x</f:A></f:s>", ["a": "'x'", "q:a/@q:use": "'u'"]),
    Case("<s xmlns='urn:f'><a>x</a></s>", ["a": "'x'"]),
  ]

  /// The bytes may come in any pieces.
  @Test(arguments: cases) func values(_ item: Case) throws {
    let names = item.values.keys.sorted()
    let document =
      "<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\(item.record)<s><z/></s></r>"
    for atMost in [Int.max, 1, 2, 3, 7] {
      let reading = try XMLReading.read(document, names: names, atMost: atMost)
      #expect(reading.rows.count == 2)
      #expect(reading.rows.first == names.map { item.values[$0] ?? "" }, "pieces of \(atMost)")
    }
  }

  @Test func namesThatAreNoPaths() {
    for name in ["", "a//b", "/a", "a/", "@a/b", "a b", "a@b", "x:y:z", ":a", "a:", "@"] {
      let fault = XMLReading.fault("<r/>", names: [name])
      #expect(fault?.message.contains("`\(name)`") == true)
    }
  }

  /// Sixty names and a thousand different elements: nothing is mixed up.
  @Test func manyNames() throws {
    let wanted = (0..<60).map { "field_\($0 * 17)" }
    let fields = (0..<1100).map { "<FIELD_\($0)>\($0)</FIELD_\($0)>" }.joined()
    let reading = try XMLReading.read("<r><s>\(fields)</s><s>\(fields)</s></r>", names: wanted)
    let row = (0..<60).map { "'\($0 * 17)'" }
    #expect(reading.rows == [row, row])
  }

  /// Interleaved lists are joined in time that grows with their length only.
  @Test func longInterleavedLists() throws {
    let count = 20_000
    let body = (0..<count).map { "<a>\($0)</a><b>x</b>" }.joined()
    let reading = try XMLReading.read("<r><s>\(body)</s></r>", names: ["a", "b"])
    #expect(reading.rows[0][0] == "[" + (0..<count).map(String.init).joined(separator: "|") + "]")
    #expect(reading.rows[0][1].utf8.count == count * 2 + 1)
  }
}
