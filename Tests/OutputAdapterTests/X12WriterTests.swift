import AdapterKit
import Testing

@testable import ClaimBatchAdapter
@testable import ClaimCore

@Suite("x12-837p.md: what is written")
struct X12WriterTests {
  /// Everything up to the first billing provider.
  private static let opening =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECV           *260201*0605*^*00501*"
    + "000000001*0*T*:~GS*HC*SENDER*RECV*20260201*0605*1*X*005010X222A1~"
    + "ST*837*0001*005010X222A1~BHT*0019*00*0000000010001*20260201*0605*CH~"
    + "NM1*41*2*NORTH*****46*SENDER~PER*IC*DESK*TE*5555550101~NM1*40*2*HOUSE*****46*RECV~"
  private static let provider =
    "HL*1**20*1~PRV*BI*PXC*261QR0400X~NM1*85*2*UNIT 0*****XX*1000000103~N3*0 MAIN ST~"
    + "N4*ALBANY*NY*122070001~REF*EI*123456789~PER*IC**TE*5555550100~"
  private static let closing = "GE*1*1~IEA*1*000000001~"
  private static let rendering = "NM1*82*1*XU*BO****XX*1234567893~PRV*PE*PXC*103K00000X~"

  @Test("section 3: an interchange, byte for byte; the subscriber is the patient, or is not")
  func interchange() throws {
    let practice = X12Practice()
    practice.patient()
    practice.patient(.child, level: .secondary)
    practice.claim(
      patient: 0, facility: .location(Ref(1)), diagnoses: [0, 1, 2], authorization: "A-77",
      lines: [
        X12Practice.Line(modifiers: "HM:95", pointers: SIMD4(3, 2, 1, 0)),
        X12Practice.Line(price: 25, units: 2, place: "03", days: 2, showsTimes: true),
      ]
    ) { $0.referring = Ref(0) }
    practice.claim(patient: 1, practitioner: 1, facility: .location(Ref(0)))
    let documents = try practice.documents(["claim_note": .text("Zoë")])
    #expect(documents.map(\.path) == ["out/claims.x12", "out/claims-drafts.json"])
    #expect(documents.map(\.recordCount) == [2, 0])
    let expected =
      Self.opening + Self.provider
      + "HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*LEE*ANA0****MI*M100~N3*1 ELM ST~"
      + "N4*ALBANY*NY*122070001~DMG*D8*20150203*F~NM1*PR*2*PAYER 0*****PI*60050~"
      + "CLM*C0*60.50***11:B:1*Y*A*Y*Y~REF*G1*A-77~NTE*ADD*ZOE~HI*ABK:F840*ABF:F802~"
      + "NM1*DN*1*NG*CY****XX*1000000301~" + Self.rendering
      + "NM1*77*2*HILL SCHOOL*****XX*1000000202~N3*2 OAK RD~N4*ALBANY*NY*122070001~"
      + "LX*1~SV1*HC:97153:HM:95*60.00*UN*4***1:2~DTP*472*D8*20260105~REF*6R*C0L1~"
      + "LX*2~SV1*HC:97153*.50*UN*2*03**1~DTP*472*RD8*20260105-20260106~REF*6R*C0L2~"
      + "NTE*ADD*START 0900 END 0940~"
      + "HL*3*1*22*1~SBR*S********CI~NM1*IL*1*HOLDER*AL****MI*M101~NM1*PR*2*PAYER 0*****PI*60050~"
      + "HL*4*3*23*0~PAT*19~NM1*QC*1*LEE*ANA1~N3*1 ELM ST~N4*ALBANY*NY*122070001~"
      + "DMG*D8*20150203*F~CLM*C1*60.00***11:B:1*Y*A*Y*Y~NTE*ADD*ZOE~HI*ABK:F840~"
      + "LX*1~SV1*HC:97153*60.00*UN*4***1~DTP*472*D8*20260105~REF*6R*C1L1~"
    let count = expected.split(separator: "~").count - 2 + 1
    #expect(documents[0].text == expected + "SE*\(count)*0001~" + Self.closing)
    #expect(expected.utf8.dropFirst(105).first == UInt8(ascii: "~"))
  }

  @Test("section 2: separators, line ends, what the partner wants in the envelope")
  func envelope() throws {
    let practice = X12Practice()
    practice.patient()
    practice.claim(patient: 0, lines: [X12Practice.Line(modifiers: "HM:95", showsTimes: true)])
    let text = try practice.documents([
      "element_separator": .text("|"), "component_separator": .text("\u{1F}"),
      "repetition_separator": .text("!"), "segment_terminator": .text("\u{1C}"),
      "segment_ending": .text("crlf"), "control_number": .integer(987_654_321),
      "authorization_information": .text("Id 7"), "security_information": .text("paSS"),
      "sender_qualifier": .text("30"), "receiver_qualifier": .text("27"),
      "application_sender": .text("AS"), "application_receiver": .text("AR"),
      "acknowledgment": .boolean(true), "usage": .text("production"),
      "submitter_id": .text("SUB"), "receiver_code": .text("RC"),
      "contact_email": .text("a@b.org"), "provider_signature": .boolean(false),
      "assignment": .text("C"), "benefits_assigned": .text("W"),
      "release_of_information": .text("I"),
    ])[0].text
    let lines = text.split(separator: "\u{1C}\r\n").map(String.init)
    #expect(
      lines[0]
        == "ISA|03|Id 7      |01|paSS      |30|SENDER         |27|RECV           |260201|0605|!|"
        + "00501|987654321|1|P|\u{1F}")
    #expect(lines[1] == "GS|HC|AS|AR|20260201|0605|987654321|X|005010X222A1")
    #expect(lines[3] == "BHT|0019|00|9876543210001|20260201|0605|CH")
    #expect(lines[4] == "NM1|41|2|NORTH|||||46|SUB")
    #expect(lines[5] == "PER|IC|DESK|TE|5555550101|EM|a@b.org")
    #expect(lines[6] == "NM1|40|2|HOUSE|||||46|RC")
    #expect(lines.contains("SV1|HC\u{1F}97153\u{1F}HM\u{1F}95|60.00|UN|4|||1"))
    #expect(lines.contains("CLM|C0|60.00|||11\u{1F}B\u{1F}1|N|C|W|I"))
    #expect(lines.suffix(2) == ["GE|1|987654321", "IEA|1|987654321"])
    #expect(text.hasSuffix("\u{1C}\r\n"))
  }

  @Test(
    "CLM-9: a corrected or void claim names the payer's number, or else ours",
    arguments: [
      (ClaimFrequency.original, "P9", "CLM*C0*60.00***11:B:1*Y*A*Y*Y~HI"),
      (.corrected, "P9", "CLM*C0*60.00***11:B:7*Y*A*Y*Y~REF*F8*P9~HI"),
      (.void, "", "CLM*C0*60.00***11:B:8*Y*A*Y*Y~REF*F8*COLD~HI"),
    ])
  func frequency(code: ClaimFrequency, payerNumber: String, expected: String) throws {
    let practice = X12Practice()
    practice.patient()
    practice.claim(patient: 0) {
      $0.frequency = code
      $0.originalNumber = practice.fixture.text("COLD")
      $0.payerClaimNumber = practice.fixture.text(payerNumber)
    }
    #expect(try practice.documents()[0].text.contains(expected))
  }

  @Test("section 4: SBR09 by payer; PAT01 by relationship")
  func codes() throws {
    let practice = X12Practice(payers: 3)
    for relationship in [Relationship.spouse, .other, .child] { practice.patient(relationship) }
    for patient in 0..<3 { practice.claim(patient: patient, payer: patient) }
    let text = try practice.documents([
      "claim_filing_code": .text("BL"),
      "claim_filing_codes": .items([
        .object(["payer": .text("PAY/2"), "code": .text("MC")])
      ]),
    ])[0].text
    let segments = text.split(separator: "~").map(String.init)
    #expect(
      segments.filter { $0.hasPrefix("SBR") }
        == ["SBR*P********BL", "SBR*P********MB", "SBR*P********MC"])
    #expect(segments.filter { $0.hasPrefix("PAT") } == ["PAT*01", "PAT*G8", "PAT*19"])
  }

  @Test(
    "section 5: loop 2310C only where the place is neither the billing provider's nor a home",
    arguments: [
      (Facility.none, false, nil), (.businessUnit(Ref(0)), false, nil),
      (.location(Ref(0)), false, nil), (.location(Ref(2)), false, nil),
      (.location(Ref(1)), false, "NM1*77*2*HILL SCHOOL*****XX*1000000202"),
      (.location(Ref(3)), false, "NM1*77*2*UNIT 0"), (.location(Ref(2)), true, "NM1*77*2"),
    ] as [(Facility, Bool, String?)])
  func facility(facility: Facility, home: Bool, expected: String?) throws {
    let practice = X12Practice()
    practice.patient()
    practice.claim(patient: 0, facility: facility)
    let segments = try practice.documents(["home_facility": .boolean(home)])[0].text
      .split(separator: "~").map(String.init)
    #expect(segments.first { $0.hasPrefix("NM1*77") } == expected)
    #expect(segments.filter { $0.hasPrefix("N3") }.count == (expected == nil ? 2 : 3))
  }

  @Test(
    "section 2: at most so many claims in a set, and 100 under one HL, which is then said again")
  func limits() throws {
    let practice = X12Practice()
    practice.patient()
    practice.patient(.child)
    for patient in 0..<2 { for _ in 0..<230 { practice.claim(patient: patient) } }
    let document = try practice.documents(["claims_per_transaction_set": .integer(330)])[0]
    #expect(document.pieceCount == 2 && document.recordCount == 460)
    let sets = try #require(X12Reading(document.text)).sets
    #expect(sets.map { $0.first?[2] } == ["0001", "0002"])
    #expect(sets.map { $0.filter { $0.id == "CLM" }.count } == [330, 130])
    func levels(_ set: Int) -> [String] {
      sets[set].filter { $0.id == "HL" }.map { "\($0[1])<\($0[2]) \($0[3]) \($0[4])" }
    }
    #expect(
      levels(0) == ["1< 20 1", "2<1 22 0", "3<1 22 0", "4<1 22 0", "5<1 22 1", "6<5 23 0"])
    #expect(levels(1) == ["1< 20 1", "2<1 22 1", "3<2 23 0", "4<2 23 0"])
  }

  @Test("files: one for each payer, empty without claims; numbers count on; no claim, no byte")
  func files() throws {
    let practice = X12Practice(payers: 3)
    practice.patient()
    practice.claim(patient: 0, payer: 2)
    practice.claim(patient: 0, payer: 0)
    practice.claim(patient: 0, payer: 1, status: .draft)
    let options: [String: OptionValue] = [
      "files": .text("per_payer"), "control_number": .integer(41),
    ]
    let adapter = try ClaimBatchAdapter.make(
      X12Practice.partner.merging(options) { $1 }, path: "out/claims.x12")
    #expect(adapter.paths == ["out/claims-drafts.json"])
    let documents = adapter.documents(for: practice.fixture.result(), in: .test())
    #expect(
      documents.map(\.path)
        == (0..<3).map { "out/claims-payer-PAY%2F\($0).x12" } + ["out/claims-drafts.json"])
    #expect(documents.map(\.recordCount) == [1, 0, 1, 1])
    #expect(documents[1].text.isEmpty)
    #expect(documents[0].text.contains("CLM*C1*") && documents[2].text.contains("CLM*C0*"))
    #expect(documents[0].text.hasSuffix("IEA*1*000000041~"))
    #expect(documents[2].text.hasSuffix("IEA*1*000000042~"))
    #expect(try X12Practice().documents().map(\.text) == ["", "{\"claims\":[\n]}\n"])
    // No number is made up where they end.
    let last = try practice.documents(
      options.merging(["control_number": .integer(999_999_999)]) { $1 })
    var buffer = ByteBuffer()
    #expect(throws: Never.self) { try last[0].render(0, &buffer) }
    #expect(throws: RenderFault.self) { try last[2].render(0, &buffer) }
  }

  @Test("CLM-8: the control number stands in JSON too")
  func controlNumber() throws {
    let documents = try ClaimBatchAdapter.make(["control_number": .integer(42)])
      .documents(for: X12Practice().fixture.result(), in: .test())
    #expect(documents[0].text.hasPrefix("{\"batch\":{\"control_number\":\"000000042\","))
  }

  @Test("claims in random shapes: every count, number and level as an independent reader has them")
  func randomClaims() throws {
    var random = SplitMix(seed: 0x8370)
    for _ in 0..<60 { try check(random: &random) }
  }

  @Test(
    "what can't be used names the option",
    arguments: [
      (["sender_id": nil], "sender_id"), (["receiver_id": nil], "receiver_id"),
      (["submitter_name": nil], "submitter_name"), (["contact_name": nil], "contact_name"),
      (["contact_phone": nil], "contact_phone"), (["receiver_name": nil], "receiver_name"),
      (["contact_phone": .text("555-0100")], "contact_phone"),
      (["security_information": .text("eleven char")], "security_information"),
      (["contact_email": .text("a*b@c.org")], "contact_email"),
      (["contact_email": .text("a@b.org"), "character_set": .text("basic")], "contact_email"),
      (["submitter_name": .text("A~B")], "submitter_name"),
      (["receiver_name": .text("Дом")], "receiver_name"),
      (["sender_id": .text("sixteen-letters!")], "sender_id"),
      (["sender_id": .text("S")], "application_sender"),
      (["element_separator": .text("x")], "element_separator"),
      (["element_separator": .text("-")], "element_separator"),
      (["component_separator": .text("*")], "component_separator"),
      (["component_separator": .text("\n")], "component_separator"),
      (["segment_terminator": .text("\n"), "segment_ending": .text("lf")], "segment_ending"),
      (["claim_filing_codes": .items([.text("CI")])], "claim_filing_codes"),
      (["format": nil], "sender_id"), (["format": .text("xml")], "sender_id"),
    ] as [([String: OptionValue?], String)])
  func refusals(change: [String: OptionValue?], option: String) {
    var options = X12Practice.partner
    for (name, value) in change { options[name] = value }
    let fault = #expect(throws: OptionFault.self) { try ClaimBatchAdapter.make(options) }
    #expect(fault?.option == option)
  }

  @Test("what can't be used is said at once, each option once, and nothing of what hangs on it")
  func allRefusals() throws {
    func options(_ names: [String: OptionValue]) -> [String]? {
      let fault = #expect(throws: OptionFault.self) { try ClaimBatchAdapter.make(names) }
      return fault.map { ([$0] + $0.further).map(\.option) }
    }
    #expect(
      options(["format": .text("x12")])
        == [
          "sender_id", "receiver_id", "submitter_name", "contact_name", "contact_phone",
          "receiver_name",
        ])
    let wrong: [String: OptionValue] = [
      "element_separator": .text("x"), "segment_terminator": .text(":"),
      "sender_id": .text("王"), "contact_phone": .text("555"), "receiver_code": .text("R"),
      "claim_note": .text(String(repeating: "x", count: 81)), "payers": .list([]),
    ]
    #expect(
      options(X12Practice.partner.merging(wrong) { $1 })
        == [
          "element_separator", "segment_terminator", "sender_id", "contact_phone", "receiver_code",
          "claim_note", "payers",
        ])
    // One whose value is no text, or no format, was refused before.
    for option in ["sender_id", "format"] {
      var rest = X12Practice.partner
      rest[option] = nil
      let values = OptionValues(rest, refused: [option], of: ClaimBatchAdapter.specification)
      #expect(throws: Never.self) { try ClaimBatchAdapter(options: values, path: "c.x12") }
    }
  }
}
