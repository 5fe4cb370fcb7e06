import AdapterKit

@testable import ClaimBatchAdapter
@testable import ClaimCore

/// A small practice whose claims fit X12, and claims of any shape over it.
final class X12Practice {
  let fixture = Fixture()

  /// Units, payers, a referring provider, and places: 0 an office where the first unit is, 1 a school,
  /// 2 a home, 3 an office of no name.
  init(units: Int = 1, payers: Int = 1) {
    let f = fixture
    for unit in 0..<units {
      f.businessUnit("U\(unit)", "Unit \(unit)")
      f.records.businessUnits[unit].npi = f.text("1000000103")
      f.records.businessUnits[unit].taxonomyCode = f.text("261QR0400X")
      f.records.businessUnits[unit].address = f.address("\(unit) Main St")
      f.records.businessUnits[unit].phone = f.text("+1 (555) 555-0100")
    }
    for payer in 0..<payers {
      f.records.payers.append(
        Payer(
          id: f.text("PAY/\(payer)"), name: f.text("Payer \(payer)"), medicare: payer == 1,
          billingRule: .notSpecified, electronicPayerID: f.text("6005\(payer)"), position: .none))
    }
    f.practitioner("PR0", "Bo", "Xu")
    f.records.practitioners[0].taxonomyCode = f.text("103K00000X")
    f.practitioner("PR1", "Solo", "Unit")
    f.records.practitioners[1].npi = f.text("1000000103")
    f.records.referringProviders = [
      ReferringProvider(
        patientID: f.text("P0"), firstName: f.text("Cy"), lastName: f.text("Ng"),
        npi: f.text("1000000301"), dates: .always, position: .none)
    ]
    for (type, name) in [
      (LocationType.office, "Front"), (.school, "Hill School"), (.home, ""), (.office, ""),
    ] {
      f.location("L\(f.records.locations.count)", type)
      f.records.locations[f.records.locations.count - 1].name = f.text(name)
    }
    f.records.locations[0].address = f.address("0 máin\tst")
    f.records.locations[1].npi = f.text("1000000202")
    for (index, code) in ["F84.0", "F80.2", "F840", "R62.50"].enumerated() {
      f.records.diagnoses.append(
        Diagnosis(
          patientID: f.text("P0"), code: f.text(code), rank: Int32(index), dates: .always,
          position: .none))
    }
  }

  /// A patient with one coverage.
  ///
  /// - Returns: the number of both.
  @discardableResult
  func patient(
    _ relationship: Relationship = .self, level: CoverageLevel = .primary
  ) -> Int {
    let f = fixture
    let number = f.records.patients.count
    f.patient("P\(number)", "Ana\(number)", "Lee")
    coverage(of: number, relationship, level: level)
    return number
  }

  func coverage(
    of patient: Int, _ relationship: Relationship, level: CoverageLevel = .secondary
  ) {
    let f = fixture
    let number = f.records.coverages.count
    f.records.coverages.append(
      Coverage(
        id: f.text("CV\(number)"), patientID: f.text("P\(patient)"), planID: f.text("PL"),
        level: level, memberID: f.text("M10\(number)"), caseID: .missing, dates: .always,
        relationship: relationship,
        policyHolder: PolicyHolder(
          firstName: f.text("Al"), lastName: f.text("Holder"),
          dateOfBirth: Fixture.date(1980, 1, 2), gender: .male, address: f.address("3 Ash Way")),
        position: .none))
  }

  struct Line {
    var price: Int64 = 1500
    var units: Int32 = 4
    var modifiers = ""
    var place: StaticString = "11"
    var days: Int32 = 1
    var pointers = SIMD4<UInt8>(1, 0, 0, 0)
    var showsTimes = false
  }

  /// Appends a claim; call it patient by patient.
  func claim(
    patient: Int, coverage: Int? = nil, payer: Int = 0, unit: Int = 0, practitioner: Int = 0,
    facility: Facility = .none, diagnoses: [Int] = [0], authorization: String = "",
    lines: [Line] = [Line()], status: ClaimStatus = .readyToSubmit,
    change: (inout Claim) -> Void = { _ in }
  ) {
    let f = fixture
    let number = f.chunk.claims.count
    let start = f.chunk.lines.count
    var total: Int64 = 0
    for line in lines {
      let item = f.item("S-\(f.sessions.count)", patient: patient)
      total += line.price * Int64(line.units)
      f.chunk.lines.append(
        ClaimLine(
          procedureCode: f.text("97153"), modifiers: f.text(line.modifiers),
          placeOfService: Text(line.place), startDate: Fixture.date(2026, 1, 5),
          endDate: CivilDate(days: Fixture.date(2026, 1, 5).days + line.days - 1),
          units: line.units, unitPrice: OptionalMoney(Money(cents: line.price)),
          billed: OptionalMoney(Money(cents: line.price * Int64(line.units))),
          items: Span32(start: f.chunk.lineItems.count, count: 1),
          diagnosisPointers: line.pointers, showsTimes: line.showsTimes))
      f.chunk.lineItems.append(item)
    }
    var claim = Claim(
      number: f.text("C\(number)"), patient: Ref(patient), coverage: Ref(coverage ?? patient),
      payer: Ref(payer), businessUnit: Ref(unit), rendering: Ref(practitioner), referring: .none,
      facility: facility, authorizationNumber: f.text(authorization), placeOfService: Text("11"),
      lines: Span32(start: start, count: lines.count),
      diagnoses: Span32(start: f.chunk.claimDiagnoses.count, count: diagnoses.count),
      unmet: Span32(start: 0, count: 0), totalBilled: OptionalMoney(Money(cents: total)),
      status: status)
    f.chunk.claimDiagnoses += diagnoses.map { Ref($0) }
    change(&claim)
    f.chunk.claims.append(claim)
  }

  static let partner: [String: OptionValue] = [
    "format": .text("x12"), "sender_id": .text("Sender"), "receiver_id": .text("RECV"),
    "submitter_name": .text("North"), "contact_name": .text("Desk"),
    "contact_phone": .text("555.555.0101"), "receiver_name": .text("House"),
  ]

  func documents(_ options: [String: OptionValue] = [:]) throws -> [OutputDocument] {
    let adapter = try ClaimBatchAdapter.make(
      Self.partner.merging(options) { $1 }, path: "out/claims.x12")
    return adapter.documents(for: fixture.result(), in: .test())
  }
}
