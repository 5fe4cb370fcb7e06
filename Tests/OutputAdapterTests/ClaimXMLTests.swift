import AdapterKit
import Testing

@testable import ClaimBatchAdapter
@testable import ClaimCore

@Suite("formats.md section 5: the claim batch as XML")
struct ClaimXMLTests {
  /// A practice whose one claim is made by the core, so that validations are asked.
  private func document(
    firstName: String = "Ana", sessionID: String = "S-1", city: String = "Albany"
  ) throws -> (batch: String, drafts: String) {
    let fixture = Fixture()
    fixture.patient("P1", firstName, "O'Neil & <Co>")
    fixture.businessUnit("NORTH", "North")
    fixture.records.businessUnits[0].address = fixture.address("1 Elm St")
    fixture.records.businessUnits[0].address.city = fixture.text(city)
    fixture.item(sessionID, status: .readyToBill, businessUnit: Ref(0), modifiers: "HM:95")
    fixture.sessions[0].chargeStatus = .readyToBill
    let adapter = try ClaimBatchAdapter.make(["format": .text("xml")], path: "claims.xml")
    var settings = BillingSettings()
    settings.claims.checks = settings.claims.checks.adding(adapter.checks(in: .test()))
    let documents = adapter.documents(for: fixture.billed(settings), in: .test())
    return (documents[0].text, documents[1].text)
  }

  private static let opening =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    + "<claim_batch xmlns=\"urn:claimpipe:claim-batch:1\">\n"

  @Test("CLM-8: the batch has its own data, and no claims where none is ready; drafts have none")
  func documents() throws {
    let (batch, drafts) = try document()
    #expect(
      batch == Self.opening
        + "<batch><control_number>000000001</control_number>"
        + "<transaction_date>2026-02-01</transaction_date><pipeline>weekly \"billing\"</pipeline>"
        + "<total_claims>0</total_claims><total_billed>0.00</total_billed></batch>\n"
        + "<claims>\n</claims>\n</claim_batch>\n")
    #expect(drafts.hasPrefix(Self.opening + "<claims>\n<claim><claim_number>C"))
    #expect(
      drafts.hasSuffix("</code></unchecked_validations></claim>\n</claims>\n</claim_batch>\n"))
    for part in [
      "<first_name>Ana</first_name><last_name>O'Neil &amp; &lt;Co&gt;</last_name>",
      "</patient><billing_provider><business_unit_id>NORTH</business_unit_id>",
      "</billing_provider><diagnoses></diagnoses><lines><line><line_number>1</line_number>",
      "<modifiers><modifier>HM</modifier><modifier>95</modifier></modifiers>"
        + "<start_date>2026-01-05</start_date><end_date>2026-01-05</end_date><units>3</units>"
        + "<diagnosis_pointers></diagnosis_pointers><session_ids><session_id>S-1</session_id>"
        + "</session_ids></line></lines><validation_failures><validation_failure><code>",
    ] { #expect(drafts.contains(part), "\(part)") }
    #expect(!drafts.contains("xml.characters"))
  }

  @Test("xml.characters: what XML can't carry makes a Draft, and stands as U+FFFD")
  func characters() throws {
    let failure = "<validation_failure><code>xml.characters</code><message>"
    for name in ["a\u{1}b", "a\u{0}b", "long enough \u{1F} text", "a\u{FFFE}b", "\u{FFFF}"] {
      let shown = String(
        String.UnicodeScalarView(
          name.unicodeScalars.map { $0.value < 0x20 || $0.value >= 0xFFFE ? "\u{FFFD}" : $0 }))
      var drafts = try document(firstName: name).drafts
      #expect(drafts.contains("<first_name>\(shown)</first_name>") && drafts.contains(failure))
      drafts = try document(sessionID: name).drafts
      #expect(drafts.contains("<session_id>\(shown)</session_id>") && drafts.contains(failure))
      drafts = try document(city: name).drafts
      #expect(drafts.contains("<city>\(shown)</city>") && drafts.contains(failure))
    }
    for name in ["a\tb\r\nc", "\u{7F}\u{85}\u{2028}", "\u{FFFD}\u{FFEF}\u{10FFFF}", "]]>"] {
      #expect(try !document(firstName: name).drafts.contains("xml.characters"))
    }
  }

  @Test("only XML asks for it")
  func checks() throws {
    let asked = try ["json", "ndjson", "xml"].map {
      try ClaimBatchAdapter.make(["format": .text($0)]).checks(in: .test()).validations.count
    }
    #expect(asked == [0, 0, 1])
  }

  @Test(
    "text is escaped wherever it stands, and nothing else is changed",
    arguments: [
      ("", ""), ("plain", "plain"), ("a<b>&\"c'", "a&lt;b&gt;&amp;\"c'"), ("]]>", "]]&gt;"),
      ("\t \r\n", "&#9; &#13;&#10;"), ("é\u{85}\u{2028}😀", "é\u{85}\u{2028}😀"),
      ("\u{0}\u{B}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("\u{FFFE}x\u{FFFF}", "\u{FFFD}x\u{FFFD}"),
      ("\u{FFFD}\u{FFFC}", "\u{FFFD}\u{FFFC}"),
    ])
  func escapes(text: String, expected: String) {
    for padding in 0...17 {
      let pad = String(repeating: "x", count: padding)
      for (before, after) in [(pad, ""), ("", pad), (pad, "yyyyyyyyy")] {
        var buffer = ByteBuffer(capacity: 64)
        let fits = Array((before + text + after).utf8).withUnsafeBufferPointer {
          buffer.append(xmlText: $0)
          return XMLText.canHold($0)
        }
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == before + expected + after)
        let isUnfit = text.unicodeScalars.contains {
          $0.value >= 0xFFFE && $0.value <= 0xFFFF
            || $0.value < 0x20 && !"\t\r\n".unicodeScalars.contains($0)
        }
        #expect(fits == !isUnfit)
      }
    }
  }
}

extension Fixture {
  /// What the core makes of the practice's sessions.
  fileprivate func billed(_ settings: BillingSettings) -> BillingResult {
    let practice = Practice(records, pool: pool)
    let set = SessionSet(sessions: sessions, patientIDs: records.patients.map(\.id))
    let order = PatientOrder(set, pool: pool)
    var billing = PatientBilling(practice, settings)
    for patient in 0..<records.patients.count { billing.bill(patient: patient, in: order, of: set) }
    var joiner = BillingJoiner(pool)
    try! joiner.append(billing.finish())
    return try! joiner.finish(
      practice: practice, patientIDs: set.patientIDs, settings: settings)
  }
}
