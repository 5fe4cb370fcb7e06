import Testing

@testable import ClaimCore

private struct Undecided: ClaimValidation {
  static let code: StaticString = "test.undecided"
  static let message: StaticString = "give it something to decide by"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome { .noData }
}

private struct LinesSeen: ClaimObservation {
  func observe(_ claim: borrowing ClaimFacts, find: (FindingCode, String) -> Void) {
    find(.foldedForX12, "\(claim.lines.count) lines")
  }
}

/// What a claim needs to be Ready to Submit, and its diagnoses and referring provider: CLM-7.
@Suite struct ClaimValidationTests {
  /// What is taken from a complete practice, and what its claim then fails.
  private static let failures:
    [(what: String, change: @Sendable (PracticeFixture) -> Void, codes: [String])] = [
      ("nothing", { _ in }, []),
      (
        "date of birth", { $0.records.patients[0].dateOfBirth = nil }, ["patient.date_of_birth"]
      ),
      ("gender", { $0.records.patients[0].gender = nil }, ["patient.gender"]),
      ("U is a gender", { $0.records.patients[0].gender = .unknown }, []),
      (
        "street", { $0.records.patients[0].address.line1 = .missing }, ["patient.address_line1"]
      ),
      ("city", { $0.records.patients[0].address.city = .missing }, ["patient.city"]),
      ("state", { $0.records.patients[0].address.state = .missing }, ["patient.state"]),
      ("long state", { $0.records.patients[0].address.state = $0.text("NYC") }, ["patient.state"]),
      ("zip", { $0.records.patients[0].address.zip = $0.text("1220") }, ["patient.zip"]),
      (
        "the patient's record", { $0.records.patients = [] },
        [
          "patient.address_line1", "patient.city", "patient.date_of_birth", "patient.gender",
          "patient.state", "patient.zip",
        ]
      ),
      ("diagnosis", { $0.records.diagnoses = [] }, ["diagnosis.missing"]),
      (
        "diagnosis in force",
        { $0.records.diagnoses[0].dates = PracticeFixture.dates("2026-01-06...") },
        ["diagnosis.missing"]
      ),
      ("form", { $0.records.diagnoses[0].code = $0.text("84.0") }, ["diagnosis.form"]),
      (
        "coverage", { $0.records.coverages = [] },
        [
          "payer.electronic_payer_id", "policy_holder.coverage", "policy_holder.member_id",
          "service_lines.fee",
        ]
      ),
      ("member id", { $0.records.coverages[0].memberID = .missing }, ["policy_holder.member_id"]),
      (
        "policy holder", { $0.records.coverages[0].relationship = .child },
        [
          "policy_holder.address", "policy_holder.date_of_birth", "policy_holder.gender",
          "policy_holder.name",
        ]
      ),
      (
        "nothing of a policy holder",
        {
          $0.records.coverages[0].relationship = .spouse
          $0.records.coverages[0].policyHolder = PolicyHolder(
            firstName: $0.text("Al"), lastName: $0.text("Example"),
            dateOfBirth: PracticeFixture.date("1980-01-01"), gender: .male, address: $0.address())
        }, []
      ),
      (
        "half of a policy holder",
        {
          $0.records.coverages[0].relationship = .other
          $0.records.coverages[0].policyHolder = PolicyHolder(
            firstName: $0.text("Al"), lastName: .missing,
            dateOfBirth: PracticeFixture.date("1980-01-01"), gender: .male, address: $0.address())
          $0.records.coverages[0].policyHolder.address.zip = .missing
        }, ["policy_holder.address", "policy_holder.name"]
      ),
      (
        "rendering provider", { $0.records.practitioners = [] },
        ["rendering_provider.missing", "rendering_provider.npi"]
      ),
      (
        "rendering provider, with all that is required",
        {
          $0.requirements("rendering_taxonomy_required")
          $0.require("PL", "97153", anyOf: "BCBA")
        },
        [
          "rendering_provider.missing", "rendering_provider.npi",
          "rendering_provider.qualifications", "rendering_provider.taxonomy_code",
        ]
      ),
      (
        "NPI", { $0.records.practitioners[0].npi = $0.text("1234567890") },
        ["rendering_provider.npi"]
      ),
      (
        "taxonomy code", { $0.requirements("rendering_taxonomy_required") },
        ["rendering_provider.taxonomy_code"]
      ),
      (
        "nothing of a taxonomy code",
        {
          $0.requirements("rendering_taxonomy_required")
          $0.records.practitioners[0].taxonomyCode = $0.text("106S00000X")
        }, []
      ),
      (
        "qualification of the one assigned",
        {
          $0.require("PL", "97153", anyOf: "BCBA")
          $0.practitioner("PR2")
          $0.authorization("A1")
          $0.assign("A1", "PR2")
          $0.sessions[0].authorization = "A1"
        }, ["rendering_provider.qualifications"]
      ),
      (
        "referring provider", { $0.requirements("referring_provider_required") },
        ["referring_provider.missing"]
      ),
      (
        "nothing of a referring provider",
        {
          $0.requirements("referring_provider_required")
          $0.referring("P1", "Doe")
        }, []
      ),
      (
        "NPI of a referring provider whom nobody requires", { $0.referring("P1", "Doe", npi: "") },
        ["referring_provider.npi"]
      ),
      (
        "electronic payer id", { $0.records.payers[0].electronicPayerID = .missing },
        ["payer.electronic_payer_id"]
      ),
      ("payer", { $0.records.payers = [] }, ["payer.electronic_payer_id"]),
      (
        "business unit", { $0.records.businessUnits = [] },
        [
          "billing_provider.address", "billing_provider.name", "billing_provider.npi",
          "billing_provider.tax_id",
        ]
      ),
      (
        "name", { $0.records.businessUnits[0].name = .missing }, ["billing_provider.name"]
      ),
      ("unit's NPI", { $0.records.businessUnits[0].npi = .missing }, ["billing_provider.npi"]),
      (
        "tax id", { $0.records.businessUnits[0].taxID = $0.text("12345678") },
        ["billing_provider.tax_id"]
      ),
      (
        "unit's address", { $0.records.businessUnits[0].address.city = .missing },
        ["billing_provider.address"]
      ),
      ("units", { $0.records.payers[0].billingRule = .ama }, ["service_lines.units"]),
      ("fee", { $0.records.feeSchedules = [] }, ["service_lines.fee"]),
      (
        "procedure code",
        {
          $0.records.planBenefits[0].procedureCode = $0.text("DIRECT")
          $0.records.feeSchedules[0].procedureCode = $0.text("DIRECT")
        }, ["service_lines.procedure_code"]
      ),
      ("modifier", { $0.sessions[0].modifiers = "HM:h1" }, ["service_lines.modifiers"]),
      ("place of service", { $0.sessions[0].location = "" }, ["service_lines.place_of_service"]),
      (
        "too many modifiers", { $0.sessions[0].modifiers = "A1:B2:C3:D4:E5" },
        ["service_lines.too_many_modifiers"]
      ),
    ]

  @Test func `CLM-7 every failure code`() {
    var seen: Set<String> = []
    for (what, change, codes) in Self.failures {
      let practice = PracticeFixture.complete()
      // 7 minutes are no unit under AMA, and Ready to Bill already, so that it comes to a claim.
      practice.session("S1", minutes: 7, tracked: .readyToBill)
      change(practice)
      let billed = practice.bill()
      #expect(billed.failures == codes, "without \(what)")
      #expect(billed.claims[0].status == (codes.isEmpty ? .readyToSubmit : .draft), "\(what)")
      seen.formUnion(codes)
    }
    #expect(seen.sorted() == ClaimValidations.contract.map { $0.code.description })
  }

  /// What is taken from a complete practice, and what can then not be checked.
  private static let gaps:
    [(what: String, change: @Sendable (PracticeFixture) -> Void, codes: [String])] = [
      ("nothing", { _ in }, []),
      ("patient", { $0.records.patients = [] }, []),
      ("rendering provider", { $0.records.practitioners = [] }, []),
      ("business unit", { $0.records.businessUnits = [] }, []),
      ("diagnosis", { $0.records.diagnoses = [] }, ["diagnosis.form"]),
      (
        "coverage", { $0.records.coverages = [] },
        [
          "policy_holder.address", "policy_holder.date_of_birth", "policy_holder.gender",
          "policy_holder.name", "referring_provider.missing", "rendering_provider.qualifications",
          "rendering_provider.taxonomy_code",
        ]
      ),
      (
        "plan",
        {
          $0.records.plans = []
          $0.records.coverages[0].relationship = .child
        },
        [
          "referring_provider.missing", "rendering_provider.qualifications",
          "rendering_provider.taxonomy_code",
        ]
      ),
      ("payer", { $0.records.payers = [] }, []),
      (
        "a rendering provider, of whom nothing is required",
        {
          $0.require("PL", "97155", anyOf: "BCBA")
          $0.records.practitioners = []
        }, []
      ),
    ]

  @Test func `CLM-7 what could not be checked is said, and the claim is not clean`() {
    for (what, change, codes) in Self.gaps {
      let practice = PracticeFixture.complete()
      practice.session("S1")
      change(practice)
      let claim = practice.bill().claims[0]
      #expect(claim.unchecked == codes, "without \(what)")
      #expect(Set(claim.failures).isDisjoint(with: claim.unchecked), "\(what)")
    }
    let practice = PracticeFixture.complete()
    practice.settings.claims.checks = .contract.adding(ClaimChecks(validations: [Undecided()]))
    practice.session("S1")
    let claim = practice.bill().claims[0]
    #expect(claim.status == .draft && claim.failures == [])
    #expect(claim.unchecked == ["test.undecided"])
  }

  @Test func `CLM-7 what a run adds is asked of each claim, its findings at the first session`() {
    let practice = PracticeFixture.complete()
    practice.patient("P2")
    practice.coverage("C2", "P2", "PL")
    practice.diagnosis("P2", "F84.0")
    practice.settings.claims.checks = .contract.adding(
      ClaimChecks(validations: [], observations: [LinesSeen()]))
    practice.session("S3", "P1", "2026-01-06 09:00")
    practice.session("S2", "P1", "2026-01-05 10:00")
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("S0", "P2", "2026-01-05 09:00")
    let billed = practice.bill()
    #expect(billed.claims.map(\.status) == [.readyToSubmit, .readyToSubmit])
    let found = billed.allFindings.filter { $0.code == .foldedForX12 }.map {
      "\(practice.pool.string($0.session)) \($0.position.record) \($0.message(in: practice.pool))"
    }
    #expect(found.sorted() == ["S0 4 1 lines", "S1 3 2 lines"])
  }

  @Test func `CLM-7 as_draft makes every claim Draft`() {
    let practice = PracticeFixture.complete()
    practice.settings.claims.asDraft = true
    practice.session("S1")
    #expect(practice.bill().claims.map(\.status) == [.draft])
    #expect(practice.bill().failures == [])
  }

  @Test func `CLM-7 forms`() {
    let pool = TextPool()
    var writer = TextWriter(pool)
    typealias Row = (
      name: String, fits: (Text) -> Bool, right: [String], wrong: [String]
    )
    let table: [Row] = [
      (
        "NPI", pool.isNPI, ["1234567893", "1245319599", "1003000126", "2325447961"],
        ["", "1234567890", "123456789", "12345678930", "3234567891", "0234567894", "12345678O3"]
      ),
      ("state", pool.isState, ["NY", "ny", "Pr"], ["", "N", "NYC", "N1", "N ", "Ñ"]),
      (
        "ZIP", pool.isZip, ["12207", "122071234", "12207-1234"],
        ["", "1220", "122071", "12207-", "12207-123", "1220-71234", "12207 1234", "K1A0B"]
      ),
      (
        "tax id", pool.isTaxID, ["123456789", "12-3456789"],
        ["", "12345678", "1234567890", "12-345678", "1234-56789A", "AB-3456789"]
      ),
      (
        "procedure code", pool.isProcedureCode, ["97153", "0362T", "H2019", "0001A", "9715U"],
        ["", "9715", "971533", "H201A", "HH201", "h2019", "9715t", "97 53"]
      ),
      (
        "ICD-10-CM", pool.isICD10,
        ["F84.0", "F840", "F84", "S72.001A", "S72001A", "C4A.0", "M1A.00X0", "Z3A.40", "U07.1"],
        ["", "F8", "F84.", "F8.40", "84.0", "FA4.0", "F84.0.1", "F84.00000", "F84,0", "F84.0 "]
      ),
      (
        "modifiers", pool.areModifiers, ["", "HM", "95", "HM:95:A1"],
        ["H", "HMM", "hm", "HM:", "HM::95", "H M", "Ñ"]
      ),
    ]
    for (name, fits, right, wrong) in table {
      for text in right { #expect(fits(writer.keep(text)), "\(name) \(text)") }
      for text in wrong { #expect(!fits(writer.keep(text)), "\(name) \(text)") }
    }
  }

  @Test func `CLM-7 a claim's diagnoses by rank and then code, and each line's pointers`() {
    let practice = PracticeFixture.complete()
    practice.records.diagnoses = []
    practice.diagnosis("P1", "Z00")
    practice.diagnosis("P1", "B00", rank: 2)
    practice.diagnosis("P1", "A00", rank: 2, "2026-01-06...")
    practice.diagnosis("P1", "C00", rank: 1, "...2026-01-05")
    practice.diagnosis("P1", "D00", rank: 3, "...2026-01-04")
    practice.diagnosis("P1", "E00", rank: 9)
    practice.diagnosis("P1", "E01", rank: 9)
    // Again, at another time: once on the claim, in force on both lines.
    practice.diagnosis("P1", "C00", rank: 7, "2026-01-06...")
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("S2", "P1", "2026-01-06 09:00")
    let claim = practice.bill().claims[0]
    #expect(claim.diagnoses == ["C00", "A00", "B00", "E00", "E01", "Z00"])
    #expect(claim.lines.map(\.pointers) == [[1, 3, 4, 5], [1, 2, 3, 4]])
  }

  @Test func `CLM-7 twelve diagnoses and a finding if there are more`() {
    for count in [12, 13] {
      let practice = PracticeFixture.complete()
      practice.records.diagnoses = []
      for index in 0..<count { practice.diagnosis("P1", "F\(index + 10)", rank: Int32(index)) }
      practice.session("S1")
      let billed = practice.bill()
      #expect(billed.claims[0].diagnoses == (0..<12).map { "F\($0 + 10)" })
      #expect(billed.findings() == (count > 12 ? ["CLM-7.diagnoses_over_12"] : []))
    }
  }

  @Test func `CLM-7 the referring provider in force on the first date`() {
    typealias Row = (providers: [(name: String, dates: String)], referring: String?)
    let table: [Row] = [
      ([], nil), ([("Doe", "")], "Doe"), ([("Doe", "2026-01-06...")], nil),
      ([("Doe", "...2026-01-04")], nil),
      ([("Doe", "2025-01-01..."), ("Eno", "2026-01-01...")], "Eno"),
      ([("Doe", ""), ("Eno", "2020-01-01...")], "Eno"),
      ([("Eno", "2026-01-01..."), ("Doe", "2026-01-01...")], "Doe"),
    ]
    for row in table {
      for order in [row.providers, row.providers.reversed()] {
        let practice = PracticeFixture.complete()
        for provider in order { practice.referring("P1", provider.name, provider.dates) }
        practice.session("S1", "P1", "2026-01-05 09:00")
        practice.session("S2", "P1", "2026-01-08 09:00")
        #expect(practice.bill().claims[0].referring == row.referring, "\(row)")
      }
    }
  }
}
