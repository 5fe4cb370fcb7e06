import AdapterKit
import Testing

@testable import ClaimBatchAdapter
@testable import ClaimCore

@Suite("formats.md section 5: the claim batch")
struct ClaimBatchTests {
  /// A practice with every record that a claim can show, and one claim.
  private func fixture(
    status: ClaimStatus = .readyToSubmit, patient: Int = 0, price: Int64? = 3250,
    showsTimes: Bool = false, copies: Int = 1
  ) -> Fixture {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "O\"Neil", mrn: "001")
    fixture.practitioner("PR", "Bo", "Xu")
    fixture.businessUnit("NORTH", "North")
    fixture.location("L", .office)
    fixture.records.payers = [
      Payer(
        id: fixture.text("PAY"), name: fixture.text("Blue"), medicare: false,
        billingRule: .notSpecified, electronicPayerID: fixture.text("60054"), position: .none)
    ]
    fixture.records.coverages = [
      Coverage(
        id: fixture.text("CV"), patientID: fixture.text("P1"), planID: fixture.text("PL"),
        level: .primary, memberID: fixture.text("M1"), caseID: .missing,
        dates: DateRange(start: Fixture.date(2025, 1, 1), end: nil), relationship: .child,
        policyHolder: PolicyHolder(
          firstName: fixture.text("Al"), lastName: .missing, dateOfBirth: Fixture.date(1980, 1, 2),
          gender: .male, address: fixture.address("3 Ash Way")),
        position: .none)
    ]
    fixture.records.diagnoses = [
      Diagnosis(
        patientID: fixture.text("P1"), code: fixture.text("F84.0"), rank: 1, dates: .always,
        position: .none)
    ]
    fixture.records.referringProviders = [
      ReferringProvider(
        patientID: fixture.text("P1"), firstName: fixture.text("Cy"), lastName: fixture.text("Ng"),
        npi: .missing, dates: DateRange(start: nil, end: Fixture.date(2026, 12, 31)),
        position: .none)
    ]
    let items = [fixture.item("S-1"), fixture.item("S-2", at: 10)]
    for number in 0..<copies {
      let line = fixture.chunk.lines.count
      fixture.chunk.lines.append(
        ClaimLine(
          procedureCode: fixture.text("97153"), modifiers: fixture.text("HM:95"),
          placeOfService: fixture.text("12"), startDate: Fixture.date(2026, 1, 5),
          endDate: Fixture.date(2026, 1, 6), units: 12,
          unitPrice: OptionalMoney(price.map { Money(cents: $0) }),
          billed: OptionalMoney(price.map { Money(cents: $0 * 12) }),
          items: Span32(start: fixture.chunk.lineItems.count, count: showsTimes ? 1 : 2),
          diagnosisPointers: SIMD4(1, 0, 0, 0), showsTimes: showsTimes))
      fixture.chunk.lineItems += items
      fixture.chunk.claimDiagnoses.append(Ref(0))
      if status == .draft {
        fixture.chunk.unmet.append(UnmetValidation(validation: 1, outcome: .fail))
      }
      fixture.chunk.claims.append(
        Claim(
          number: fixture.text("C\(number)"), patient: Ref(patient), coverage: Ref(0),
          payer: Ref(0), businessUnit: Ref(0), rendering: Ref(0), referring: Ref(0),
          facility: number % 2 == 0 ? .location(Ref(0)) : .businessUnit(Ref(0)),
          authorizationNumber: fixture.text("A-77"), placeOfService: fixture.text("12"),
          lines: Span32(start: line, count: 1), diagnoses: Span32(start: number, count: 1),
          unmet: Span32(start: number, count: status == .draft ? 1 : 0),
          totalBilled: OptionalMoney(Money(cents: (price ?? 0) * 12)), status: status))
    }
    return fixture
  }

  private static let patient =
    #"{"patient_id":"P1","mrn":"001","first_name":"Ana","last_name":"O\"Neil","#
    + #""date_of_birth":"2015-02-03","gender":"F","address_line1":"1 Elm St","city":"Albany","#
    + #""state":"NY","zip":"12207-0001"}"#
  private static let records =
    #""coverage":{"coverage_id":"CV","patient_id":"P1","plan_id":"PL","level":"primary","#
    + #""member_id":"M1","start_date":"2025-01-01","relationship":"child","#
    + #""policy_holder_first_name":"Al","policy_holder_date_of_birth":"1980-01-02","#
    + #""policy_holder_gender":"M","policy_holder_address_line1":"3 Ash Way","#
    + #""policy_holder_city":"Albany","policy_holder_state":"NY","#
    + #""policy_holder_zip":"12207-0001"},"payer":{"payer_id":"PAY","name":"Blue","#
    + #""medicare":false,"billing_rule":"not_specified","electronic_payer_id":"60054"},"#
    + #""billing_provider":{"business_unit_id":"NORTH","name":"North","tax_id":"12-3456789","#
    + #""charge_period":"monthly"},"rendering_provider":{"practitioner_id":"PR","#
    + #""first_name":"Bo","last_name":"Xu","npi":"1234567893"},"referring_provider":"#
    + #"{"patient_id":"P1","first_name":"Cy","last_name":"Ng","end_date":"2026-12-31"},"#
    + #""facility":{"location_id":"L","type":"office","address_line1":"2 Oak Rd","#
    + #""city":"Albany","state":"NY","zip":"12207-0001"},"diagnoses":["F84.0"],"#

  private static func claim(
    status: String = "ready_to_submit", total: String = "390.00", patient: String = patient,
    prices: String = #""unit_price":"32.50","billed":"390.00","#,
    sessions: String = #"["S-1","S-2"]"#, failures: String = ""
  ) -> String {
    #"{"claim_number":"C0","version":1,"status":"\#(status)","frequency_code":"1","#
      + #""original_claim_number":null,"place_of_service":"12","authorization_number":"A-77","#
      + #""total_billed":"\#(total)","patient":\#(patient),"# + records
      + #""lines":[{"line_number":1,"procedure_code":"97153","modifiers":["HM","95"],"#
      + #""start_date":"2026-01-05","end_date":"2026-01-06","place_of_service":"12","units":12,"#
      + prices + #""diagnosis_pointers":[1],"session_ids":\#(sessions)}],"#
      + #""validation_failures":[\#(failures)]}"#
  }

  private func files(_ fixture: Fixture, format: String = "json") throws -> [String] {
    let adapter = try ClaimBatchAdapter.make(["format": .text(format)], path: "out/claims.json")
    return adapter.documents(for: fixture.result(), in: .test()).map(\.text)
  }

  private let noDrafts = "{\"claims\":[\n]}\n"

  @Test("CLM-8: one document with the batch's data, and a claim a line")
  func document() throws {
    let written = try files(fixture())
    #expect(
      written == [
        #"{"batch":{"control_number":"000000001","transaction_date":"2026-02-01","#
          + #""pipeline":"weekly \"billing\"","total_claims":1,"total_billed":"390.00"},"#
          + "\n\"claims\":[\n" + Self.claim() + "\n]}\n", noDrafts,
      ])
  }

  @Test("ndjson: one claim a line, and nothing else")
  func lines() throws {
    #expect(try files(fixture(), format: "ndjson") == [Self.claim() + "\n", ""])
  }

  @Test("CLM-5: without a price there is none, and the total is 0.00; section 12: no record, null")
  func withoutPriceAndPatient() throws {
    let written = try files(fixture(patient: 5, price: nil), format: "ndjson")[0]
    let prices = #""unit_price":null,"billed":null,"#
    #expect(written == Self.claim(total: "0.00", patient: "null", prices: prices) + "\n")
  }

  @Test("time_on_claim_lines: the session's own times")
  func times() throws {
    let written = try files(fixture(showsTimes: true), format: "ndjson")[0]
    let sessions = #"["S-1"],"start_time":"09:00","end_time":"09:40""#
    #expect(written == Self.claim(sessions: sessions) + "\n")
  }

  @Test("CLM-7: a Draft claim goes to the drafts, with its failures; never to the batch")
  func drafts() throws {
    let result = fixture(status: .draft).result()
    let written = try ClaimBatchAdapter.make(path: "out/claims.json")
      .documents(for: result, in: .test()).map(\.text)
    func file(_ status: ClaimStatus) -> String { written[status == .draft ? 1 : 0] }
    let failed = ClaimValidations.contract[1]
    let failure = #"{"code":"\#(failed.code)","message":"\#(failed.message)"}"#
    #expect(
      file(.draft)
        == "{\"claims\":[\n" + Self.claim(status: "draft", failures: failure) + "\n]}\n")
    #expect(
      file(.readyToSubmit).hasSuffix(
        "\"total_claims\":0,\"total_billed\":\"0.00\"},\n\"claims\":[\n]}\n"))
  }

  @Test("CLM-7: a Draft claim says what could not be checked, where there is something")
  func unchecked() throws {
    let fixture = fixture(status: .draft)
    fixture.chunk.unmet = [UnmetValidation(validation: 2, outcome: .noData)]
    let claim = Self.claim(status: "draft").dropLast()
    let code = ClaimValidations.contract[2].code
    #expect(
      try files(fixture, format: "ndjson")[1]
        == claim + #","unchecked_validations":["\#(code)"]}"# + "\n")
  }

  @Test("pieces join to one document; repeated objects are the same in each")
  func pieces() throws {
    let fixture = fixture(copies: 1500)
    let adapter = try ClaimBatchAdapter.make(path: "out/claims.json")
    let documents = adapter.documents(for: fixture.result(), in: .test())
    #expect(documents.map(\.recordCount) == [1500, 0] && documents[0].pieceCount > 1)
    let lines = documents[0].text.split(separator: "\n")
    #expect(lines[0].contains("\"total_claims\":1500,\"total_billed\":\"585000.00\""))
    #expect(lines.last == "]}" && lines.count == 1503)
    #expect(lines[2 + 1024] == Self.claim().replacing("\"C0\"", with: "\"C1024\"") + ",")
    #expect(lines[1501].contains(#""facility":{"business_unit_id":"NORTH""#))
    // A piece reads the same wherever in a buffer it is written.
    var buffer = ByteBuffer()
    buffer.append("before")
    try documents[0].render(1, &buffer)
    var alone = ByteBuffer()
    try documents[0].render(1, &alone)
    #expect(Array(buffer.bytes.dropFirst(6)) == alone.bytes)
  }

  @Test("texts that grow as much as texts can have room: debug builds count every byte")
  func longestTexts() throws {
    for (byte, count) in [("\u{1}", 7), ("\u{1}", 300), ("\"", 8), ("&", 41), (":", 29)] {
      let fixture = fixture(price: -9_000_000_000_000_000, showsTimes: true)
      let text = fixture.text(String(repeating: byte, count: count))
      fixture.chunk.claims[0].number = text
      fixture.chunk.claims[0].originalNumber = text
      fixture.chunk.claims[0].payerClaimNumber = text
      fixture.chunk.claims[0].placeOfService = text
      fixture.chunk.claims[0].authorizationNumber = text
      fixture.chunk.claims[0].version = .max
      fixture.chunk.lines[0].procedureCode = text
      fixture.chunk.lines[0].placeOfService = text
      fixture.chunk.lines[0].modifiers = text
      fixture.chunk.lines[0].units = .min
      fixture.chunk.lines[0].diagnosisPointers = SIMD4(repeating: .max)
      fixture.sessions[0].id = text
      let json = try files(fixture, format: "ndjson")[0]
      let escaped =
        ["\u{1}": "\\u0001", "\"": "\\\""][byte, default: byte]
      let cell = String(repeating: escaped, count: count)
      #expect(json.contains("\"session_ids\":[\"\(cell)\"]"))
      #expect(json.contains("\"claim_number\":\"\(cell)\",\"version\":4294967295,"))
      let xml = try files(fixture, format: "xml")[0]
      let shown = ["\u{1}": "\u{FFFD}", "&": "&amp;"][byte, default: byte]
      #expect(
        xml.contains("<session_id>\(String(repeating: shown, count: count))</session_id>"))
    }
  }

  @Test("a total past what an amount can hold is still exact")
  func largeTotals() throws {
    let fixture = fixture(price: 700_000_000_000_000_000, copies: 2)
    fixture.chunk.claims[0].totalBilled = .none
    let total = fixture.chunk.lines[0].billed.value!.cents
    let written = try files(fixture)[0]
    #expect(written.contains("\"total_billed\":\"\(Int128(total) * 2 / 100).00\"},"))
  }

  @Test(
    "drafts: beside the batch unless told otherwise",
    arguments: [
      ("out/claims.json", "out/claims-drafts.json"), ("claims", "claims-drafts"),
      ("a.b/claims", "a.b/claims-drafts"), ("a/.json", "a/.json-drafts"),
      ("x/c.2026.ndjson", "x/c.2026-drafts.ndjson"),
    ])
  func draftsNames(path: String, drafts: String) throws {
    #expect(try ClaimBatchAdapter.make(path: path).paths == [path, drafts])
    #expect(
      try ClaimBatchAdapter.make(["drafts": .text("d.json")], path: path).paths == [path, "d.json"])
  }

  @Test("what can't be used is refused: X12 without a partner, drafts in the batch's own file")
  func refusals() {
    let partner = #expect(throws: OptionFault.self) {
      try ClaimBatchAdapter.make(["format": .text("x12")])
    }
    #expect(partner?.option == "sender_id")
    let payers = #expect(throws: OptionFault.self) {
      try ClaimBatchAdapter.make(["payers": .list([])])
    }
    #expect(payers?.option == "payers")
    let fault = #expect(throws: OptionFault.self) {
      try ClaimBatchAdapter.make(["drafts": .text("out/file")])
    }
    #expect(fault?.option == "drafts")
  }
}
