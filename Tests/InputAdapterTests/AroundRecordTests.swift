import AdapterKit
import Testing

@testable import JSONAdapter
@testable import XMLAdapter

/// Names that reach the objects and elements around a record, and elements that a value chooses.
@Suite struct AroundRecordTests {
  // MARK: JSON

  private static let document = #"""
    {"practice": {"name": "N\u0041", "tags": ["x", "y"]}, "n": 12,
     "patients": [
       {"id": "P1", "name": {"first": "Al"}, "visits": [
          {"id": "V1", "ids": [{"system": "a", "value": 1}, {"system": "MRN", "value": 2}, {"system": "mrn", "value": 3}]},
          {"id": "V2"}], "later": true},
       {"visits": [{"id": "V3", "ids": [{"value": 5, "type": {"code": ["q", "MR"]}}]}], "x": {"id": "no"}},
       {"name": {"first": "Bo", "first": "Bo"}, "id": null, "visits": [{"id": "V4", "ids": {"system": "MRN", "value": 9}}]}
     ]}
    """#
  private static let names = [
    "id", "../id", "../name.first", "../../practice/name", "../../n", "../../practice.tags",
    "ids[system=MRN].value", "ids[type.code='MR'].value", "ids[system=mrn]", "../../patients",
  ]

  @Test("JSON: values around a record, cut anywhere", arguments: [1 << 20, 64, 7, 1])
  func json(block: Int) throws {
    let reading = try JSONReading.json(
      Array(Self.document.utf8), records: "patients[*].visits", names: Self.names, block: block,
      atMost: 5)
    #expect(reading.fault == nil)
    let around: [Found] = [.text("NA"), .text("12"), .list(["x", "y"])]
    #expect(
      reading.records.map(\.values) == [
        [.text("V1"), .text("P1"), .text("Al")] + around + [
          .text("2"), .missing, .nested, .missing,
        ],
        [.text("V2"), .text("P1"), .text("Al")] + around + [
          .missing, .missing, .missing, .missing,
        ],
        [.text("V3"), .missing, .missing] + around + [.missing, .text("5"), .missing, .missing],
        // A key twice in the object around it is a fault of the record.
        [
          .text("V4"), .missing, .missing, .missing, .missing, .missing, .missing, .missing,
          .missing, .missing,
        ],
      ])
    #expect(reading.records.map(\.fault) == [nil, nil, nil, "duplicate_key"])
  }

  @Test("JSON: what stands behind the records, leads out of the document, or is no path: refused")
  func jsonFaults() throws {
    let late = try JSONReading.json(
      Array(#"{"a":[{"v":[{"i":1}],"id":2}]}"#.utf8), records: "a[*].v", names: ["../id"])
    #expect(late.fault?.message.contains("`id` stands behind the records") == true)
    let fine = try JSONReading.json(
      Array(#"{"a":[{"v":[],"id":2}]}"#.utf8), records: "a[*].v", names: ["../id"])
    #expect(fine.fault == nil && fine.records.isEmpty)
    let out = try JSONReading.json(Array("[{}]".utf8), names: ["../id"])
    #expect(out.fault?.message.contains("leads out of the document") == true)
    let line = try JSONReading.ndjson(Array("{}".utf8), names: ["../id"])
    #expect(line.fault?.message.contains("nothing stands around") == true)
    for name in ["../", "../[0]", "a[b=]", "a[=b]", "a[b=c", "a[b='c]", "a[b..c=d]"] {
      #expect(try JSONReading.ndjson(Array("{}".utf8), names: [name]).fault != nil, "\(name)")
    }
    #expect(throws: OptionFault.self) {
      try JSONReading.json(Array("{}".utf8), records: "a[b=c]")
    }
  }

  // MARK: XML

  private static let xml = """
    <?xml version="1.0"?>
    <p:All xmlns:p="urn:p" region="N&amp;S"><p:Note>n<!-- c -->1</p:Note>
     <p:Client id="C1" kind="x"><p:Name><p:First>Al</p:First></p:Name><p:Tag>a</p:Tag><p:Tag>b</p:Tag>
      <p:Visits day="1"><p:Visit id="V1"><p:Id type="MRN">M1</p:Id><p:Id type="ssn">S1</p:Id><p:Id>Z</p:Id></p:Visit>
       <p:Visit id="V2"><p:Id Type="mrn"><p:Value v="W"/></p:Id></p:Visit></p:Visits></p:Client>
     <p:Client id="C2"><p:Visits><p:Visit id="V3"/></p:Visits><p:Later/></p:Client>
    </p:All>
    """

  @Test(
    "XML: values around a record and chosen elements, cut anywhere", arguments: [1, 9, 1 << 20])
  func xml(atMost: Int) throws {
    let reading = try XMLReading.read(
      Self.xml,
      names: [
        "@id", "../../@id", "../../Name/First", "../../Tag", "../@day", "../../../@region",
        "../../../Note", "Id[@type=MRN]", "Id", "id[@TYPE=\"ssn\"]", "Id[@type=MRN]/Value/@v",
        "../../@id",
      ], options: ["records": .text("/All/Client/Visits/Visit")], atMost: atMost)
    #expect(
      reading.rows == [
        [
          "'V1'", "'C1'", "'Al'", "[a|b]", "'1'", "'N&S'", "'n1'", "'M1'", "'Z'", "'S1'", "-",
          "'C1'",
        ],
        [
          "'V2'", "'C1'", "'Al'", "[a|b]", "'1'", "'N&S'", "'n1'", "[]", "'V2'", "-", "'W'", "'C1'",
        ],
        ["'V3'", "'C2'", "-", "-", "-", "'N&S'", "'n1'", "-", "'V3'", "-", "-", "'C2'"],
      ])
    // Those of the first record's parents are not the others'.
    #expect(!reading.quarantine.contains("C1") && reading.quarantine.contains("xmlns:p=\"urn:p\""))
    #expect(
      try XMLReading.read(
        reading.quarantine, names: ["@id"], options: ["records": .text("/All/Client/Visits/Visit")]
      ).rows.count == 3)
  }

  @Test("XML: what stands behind the records, leads out of the document, or is no path: refused")
  func xmlFaults() {
    let late = XMLReading.fault(
      "<a><b><r/><n>1</n></b></a>", names: ["../n"], options: ["records": .text("/a/b/r")])
    #expect(late?.message.contains("<n> stands behind the records") == true)
    let attribute = XMLReading.fault(
      "<a><b><r/><n k='1'/></b></a>", names: ["../n/@k"], options: ["records": .text("/a/b/r")])
    #expect(attribute?.message.contains("stands behind the records") == true)
    #expect(
      XMLReading.fault("<a><r/></a>", names: ["../../x"])?.message.contains(
        "leads out of the document")
        == true)
    for name in ["../", "a[@b]", "a[b=c]", "a[@b=]", "a[@b=c", "a[@=c]", "@a[@b=c]"] {
      #expect(XMLReading.fault("<a><r/></a>", names: [name]) != nil, "\(name)")
    }
  }
}
