import Testing

@testable import ClaimBatchAdapter
@testable import ClaimCore

/// x12-837p.md sections 1 to 4: the validations of what X12 can't carry.
@Suite("X12 validations")
struct X12ValidationTests {
  private typealias Row = (
    what: String, change: @Sendable (X12Claim) -> Void, unmet: [String: ValidationOutcome]
  )

  private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }

  private static let texts: [Row] = [
    ("nothing", { _ in }, [:]),
    ("long last name", { $0.patient?.lastName = $0.text(long(61)) }, ["x12.patient.text": .fail]),
    ("last name of 60", { $0.patient?.lastName = $0.text(long(60)) }, [:]),
    ("accents", { $0.patient?.lastName = $0.text("Núñez") }, [:]),
    ("first name", { $0.patient?.firstName = $0.text(long(36)) }, ["x12.patient.text": .fail]),
    (
      "address", { $0.patient?.address.line1 = $0.text("1 Elm*Street") },
      ["x12.patient.text": .fail]
    ),
    (
      "address line 2", { $0.patient?.address.line2 = $0.text(long(56)) },
      ["x12.patient.text": .fail]
    ),
    ("city", { $0.patient?.address.city = $0.text("X") }, ["x12.patient.text": .fail]),
    ("missing city is the contract's", { $0.patient?.address.city = .missing }, [:]),
    (
      "no patient", { $0.patient = nil },
      [
        "x12.patient.text": .noData, "x12.patient.state": .noData,
        "x12.patient.date_of_birth": .noData, "x12.service_lines.before_birth": .noData,
      ]
    ),
    ("member id", { $0.coverage?.memberID = $0.text("7") }, ["x12.policy_holder.text": .fail]),
    (
      "policy holder's name", { $0.coverage?.policyHolder.lastName = $0.text("Иванова") },
      ["x12.policy_holder.text": .fail]
    ),
    (
      "policy holder who is the patient",
      {
        $0.coverage?.policyHolder.lastName = $0.text("Иванова")
        $0.coverage?.relationship = .`self`
      }, [:]
    ),
    (
      "no coverage", { $0.coverage = nil },
      ["x12.policy_holder.text": .noData, "x12.medicare_secondary": .noData]
    ),
    ("payer's name", { $0.payer?.name = $0.text(long(61)) }, ["x12.payer.text": .fail]),
    ("payer id", { $0.payer?.electronicPayerID = $0.text("1") }, ["x12.payer.text": .fail]),
    (
      "no payer", { $0.payer = nil },
      ["x12.payer.text": .noData, "x12.medicare_secondary": .noData]
    ),
    ("unit's name", { $0.unit?.name = $0.text("王") }, ["x12.billing_provider.text": .fail]),
    ("contact", { $0.unit?.contactName = $0.text("Kim~") }, ["x12.billing_provider.text": .fail]),
    (
      "contact who is not written",
      {
        $0.unit?.contactName = $0.text("Kim~")
        $0.unit?.phone = $0.text("555-0100")
      }, [:]
    ),
    (
      "rendering provider's name", { $0.rendering?.lastName = $0.text("A:B") },
      ["x12.rendering_provider.text": .fail]
    ),
    (
      "rendering provider who is the billing provider",
      {
        $0.rendering?.lastName = $0.text("A:B")
        $0.rendering?.taxonomyCode = $0.text("1")
        $0.rendering?.npi = $0.text("1245319599")
      }, [:]
    ),
    (
      "no rendering provider", { $0.rendering = nil },
      [
        "x12.rendering_provider.text": .noData, "x12.rendering_provider.taxonomy_code": .noData,
      ]
    ),
    (
      "referring provider's name", { $0.referring?.firstName = $0.text(long(36)) },
      ["x12.referring_provider.text": .fail]
    ),
    ("no referring provider", { $0.referring = nil }, [:]),
    (
      "authorization number", { $0.claim.authorizationNumber = $0.text(long(51)) },
      ["x12.authorization_number": .fail]
    ),
    ("no authorization number", { $0.claim.authorizationNumber = .missing }, [:]),
    ("character set", { $0.partner.characterSet = .basic }, [:]),
    (
      "character outside the basic set",
      {
        $0.partner.characterSet = .basic
        $0.payer?.name = $0.text("Payer @ Sons")
      }, ["x12.payer.text": .fail]
    ),
    (
      "other separators",
      {
        $0.partner.separators.element = UInt8(ascii: "&")
        $0.unit?.name = $0.text("A*B")
      }, ["x12.payer.text": .fail]
    ),
  ]

  private static let facilities: [Row] = [
    ("facility's name", { $0.location?.name = $0.text("A^") }, ["x12.facility.text": .fail]),
    ("facility's city", { $0.location?.address.city = $0.text("X") }, ["x12.facility.text": .fail]),
    ("no facility's name", { $0.location?.name = .missing }, ["x12.facility.name": .fail]),
    (
      "an office takes the unit's name",
      {
        $0.location?.name = .missing
        $0.location?.type = .office
      }, [:]
    ),
    (
      "facility's state", { $0.location?.address.state = $0.text("XX") },
      ["x12.facility.state": .fail]
    ),
    (
      "facility's ZIP", { $0.location?.address.zip = $0.text("12207") }, ["x12.facility.zip": .fail]
    ),
    (
      "facility's NPI", { $0.location?.npi = $0.text("1003000127") }, ["x12.facility.npi": .fail]
    ),
    ("no facility's NPI", { $0.location?.npi = .missing }, [:]),
    ("no location", { $0.location = nil }, [:]),
    ("a home is not named", { ruin($0, .home) }, [:]),
    (
      "a home that is named",
      {
        ruin($0, .home)
        $0.partner.namesHomeAsFacility = true
      }, ruined
    ),
    ("any other place", { ruin($0, .school) }, ruined),
    (
      "the billing provider's own address",
      {
        ruin($0, .school)
        $0.location?.address = $0.unit!.address
        $0.location?.address.line1 = $0.text("9 MAIN street")
        $0.location?.address.zip = $0.text("12207")
      }, [:]
    ),
  ]

  private static let ruined: [String: ValidationOutcome] = [
    "x12.facility.text": .fail, "x12.facility.name": .fail, "x12.facility.state": .fail,
    "x12.facility.zip": .fail, "x12.facility.npi": .fail,
  ]

  private static func ruin(_ claim: X12Claim, _ type: LocationType) {
    claim.location?.type = type
    claim.location?.name = .missing
    claim.location?.npi = claim.text("1")
    claim.location?.address = Address(
      line1: claim.text("王"), line2: .missing, city: claim.text("Albany"),
      state: claim.text("XX"), zip: claim.text("12207"))
  }

  private static let forms: [Row] = [
    (
      "patient's state", { $0.patient?.address.state = $0.text("XX") }, ["x12.patient.state": .fail]
    ),
    ("Guam", { $0.patient?.address.state = $0.text("GU") }, [:]),
    ("missing state is the contract's", { $0.patient?.address.state = .missing }, [:]),
    ("so is one of other than two letters", { $0.patient?.address.state = $0.text("N.Y.") }, [:]),
    (
      "unit's state", { $0.unit?.address.state = $0.text("New York") },
      ["x12.billing_provider.state": .fail]
    ),
    (
      "unit's ZIP", { $0.unit?.address.zip = $0.text("12207") },
      ["x12.billing_provider.zip": .fail]
    ),
    (
      "5 digits that the partner takes",
      {
        $0.unit?.address.zip = $0.text("12207")
        $0.location?.address.zip = $0.text("12208")
        $0.partner.requiresNineDigitZips = false
      }, [:]
    ),
    (
      "unit's ZIP of another form",
      {
        $0.unit?.address.zip = $0.text("1220")
        $0.partner.requiresNineDigitZips = false
      }, ["x12.billing_provider.zip": .fail]
    ),
    ("no ZIP", { $0.unit?.address.zip = .missing }, ["x12.billing_provider.zip": .noData]),
    (
      "post office box", { $0.unit?.address.line1 = $0.text("P.O. Box 12") },
      ["x12.billing_provider.po_box": .fail]
    ),
    (
      "post office box on line 2", { $0.unit?.address.line2 = $0.text("POB 12") },
      ["x12.billing_provider.po_box": .fail]
    ),
    (
      "no business unit", { $0.unit = nil },
      [
        "x12.billing_provider.text": .noData, "x12.billing_provider.state": .noData,
        "x12.billing_provider.zip": .noData, "x12.billing_provider.po_box": .noData,
        "x12.billing_provider.taxonomy_code": .noData,
      ]
    ),
    (
      "unit's taxonomy code", { $0.unit?.taxonomyCode = $0.text("103K000000") },
      ["x12.billing_provider.taxonomy_code": .fail]
    ),
    ("no taxonomy code", { $0.unit?.taxonomyCode = .missing }, [:]),
    (
      "rendering taxonomy code", { $0.rendering?.taxonomyCode = $0.text("106S0000X") },
      ["x12.rendering_provider.taxonomy_code": .fail]
    ),
    ("claim's place", { $0.claim.placeOfService = Text("28") }, ["x12.place_of_service": .fail]),
    ("line's place", { $0.lines[0].placeOfService = Text("AB") }, ["x12.place_of_service": .fail]),
    ("long place", { $0.lines[0].placeOfService = Text("011") }, ["x12.place_of_service": .fail]),
    (
      "no place",
      {
        $0.claim.placeOfService = .missing
        $0.lines[0].placeOfService = .missing
      }, ["x12.place_of_service": .noData]
    ),
    (
      "old date of birth", { $0.patient?.dateOfBirth = Fixture.date(1799, 12, 31) },
      ["x12.patient.date_of_birth": .fail]
    ),
    (
      "no date of birth", { $0.patient?.dateOfBirth = nil },
      ["x12.patient.date_of_birth": .noData, "x12.service_lines.before_birth": .noData]
    ),
  ]

  private static let claims: [Row] = [
    (
      "service before birth", { $0.patient?.dateOfBirth = Fixture.date(2026, 1, 6) },
      ["x12.service_lines.before_birth": .fail]
    ),
    ("service on the day of birth", { $0.patient?.dateOfBirth = Fixture.date(2026, 1, 5) }, [:]),
    (
      "service tomorrow", { $0.lines[0].endDate = Fixture.date(2026, 2, 2) },
      ["x12.service_lines.future_date": .fail]
    ),
    ("service today", { $0.lines[0].endDate = Fixture.date(2026, 2, 1) }, [:]),
    (
      "negative amount", { $0.lines[0].billed = OptionalMoney(Money(cents: -1)) },
      ["x12.service_lines.amount": .fail]
    ),
    (
      "11 digits", { $0.lines[0].billed = OptionalMoney(Money(cents: 10_000_000_000)) },
      ["x12.service_lines.amount": .fail]
    ),
    ("10 digits", { $0.lines[0].billed = OptionalMoney(Money(cents: 9_999_999_999)) }, [:]),
    (
      "a line without a pointer", { $0.lines[0].diagnosisPointers = SIMD4() },
      ["x12.service_lines.diagnosis": .fail]
    ),
    (
      "a line without a diagnosis is the contract's",
      {
        $0.lines[0].diagnosisPointers = SIMD4()
        $0.diagnosisStart = Fixture.date(2026, 1, 6)
      }, ["x12.service_lines.diagnosis": .noData]
    ),
    ("no amount", { $0.lines[0].billed = .none }, ["x12.service_lines.amount": .noData]),
    (
      "total", { $0.claim.totalBilled = OptionalMoney(Money(cents: 10_000_000_000)) },
      ["x12.total_billed": .fail]
    ),
    ("no total", { $0.claim.totalBilled = .none }, ["x12.total_billed": .noData]),
    (
      "corrected without its original", { $0.claim.frequency = .corrected },
      ["x12.original_reference": .fail]
    ),
    (
      "void with our number",
      {
        $0.claim.frequency = .void
        $0.claim.originalNumber = $0.text("C0000000000000000001")
      }, [:]
    ),
    (
      "corrected with the payer's number",
      {
        $0.claim.frequency = .corrected
        $0.claim.payerClaimNumber = $0.text("2026-77")
      }, [:]
    ),
    (
      "payer's number that X12 can't carry",
      {
        $0.claim.frequency = .corrected
        $0.claim.originalNumber = $0.text("C0000000000000000001")
        $0.claim.payerClaimNumber = $0.text("2026*77")
      }, ["x12.original_reference": .fail]
    ),
    ("secondary", { $0.coverage?.level = .secondary }, [:]),
    (
      "Medicare secondary",
      {
        $0.coverage?.level = .secondary
        $0.payer?.medicare = true
      }, ["x12.medicare_secondary": .fail]
    ),
    ("Medicare primary", { $0.payer?.medicare = true }, [:]),
    (
      "Medicare by its filing code",
      {
        $0.coverage?.level = .secondary
        $0.partner.filingCodes["PAY"] = Array("MA".utf8)
      }, ["x12.medicare_secondary": .fail]
    ),
    (
      "Medicare advantage",
      {
        $0.coverage?.level = .secondary
        $0.payer?.medicare = true
        $0.partner.filingCodes["PAY"] = Array("16".utf8)
      }, [:]
    ),
  ]

  @Test("each fault fails its own code and no other; what is not there is no data")
  func outcomes() {
    var failed: Set<String> = []
    for row in Self.texts + Self.facilities + Self.forms + Self.claims {
      let claim = X12Claim()
      row.change(claim)
      #expect(claim.unmet == row.unmet, "\(row.what)")
      failed.formUnion(row.unmet.filter { $0.value == .fail }.keys)
    }
    let codes = X12Checks.validations.map { $0.code.description }.sorted()
    #expect(failed.sorted() == codes)
    let checks = X12Checks.checks(X12Claim().partner, date: Fixture.date(2026, 2, 1))
    #expect(checks.validations.map { $0.code.description } == codes)
    #expect(codes.allSatisfy { $0.hasPrefix("x12.") })
  }

  @Test("findings name fields and places, never what stands there")
  func findings() {
    let table: [(change: (X12Claim) -> Void, findings: [String])] = [
      ({ _ in }, []),
      (
        {
          $0.patient?.firstName = $0.text("Zoë")
          $0.location?.address.city = $0.text("Córdoba")
          $0.unit?.contactName = $0.text("K’m")
        },
        [
          "X12.folded accents and special characters are folded in patient.first_name, "
            + "billing_provider.contact_name, facility.city"
        ]
      ),
      (
        {
          $0.patient?.lastName = $0.text("Zo王")
          $0.payer?.name = $0.text(Self.long(70))
          $0.coverage?.memberID = $0.text("é")
        },
        [
          "X12.not_carried X12 can't carry patient.last_name of patient P1 (character 3), "
            + "policy_holder.member_id of coverage C1 (1 characters, 2 at the least), payer.name of "
            + "payer PAY (70 characters, 60 at the most): mend that at the source"
        ]
      ),
      (
        { $0.unit?.phone = $0.text("555-0100") },
        [
          "X12.left_out the business unit's phone is not 10 digits: its contact (PER) is left out"
        ]
      ),
      ({ $0.unit?.phone = .missing }, []),
      (
        { $0.coverage?.level = .secondary },
        [
          "X12.left_out the coverage is secondary: what the primary payer paid (loop 2320) is not "
            + "on the claim"
        ]
      ),
    ]
    for row in table {
      let claim = X12Claim()
      row.change(claim)
      #expect(claim.findings == row.findings)
    }
  }
}
