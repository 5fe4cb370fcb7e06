import AdapterKit
import ClaimCore

/// Writes the loops of one transaction set, from the billing provider down to the service line.
struct TransactionSetWriter: ~Copyable {
  /// The guide's limit; past it the HL is said again.
  static let claimsInLevel = 100

  let result: BillingResult
  let partner: TradingPartner
  let filingCodes: FilingCodes
  var out: SegmentWriter
  /// By practitioner, and by business unit and location.
  let renderings = RepeatedSegments()
  let facilities = RepeatedSegments()
  /// The last HL01 that was given.
  private var level = 0
  private var billingLevel = 0
  private var subscriberLevel = 0
  private var unit = Ref<BusinessUnit>.none
  private var coverage = Ref<Coverage>.none
  private var patient = Ref<Patient>.none
  private var claimsHere = 0

  init(_ result: BillingResult, _ partner: TradingPartner, _ filingCodes: FilingCodes) {
    self.result = result
    self.partner = partner
    self.filingCodes = filingCodes
    out = SegmentWriter(partner, pool: result.practice.pool)
  }

  /// Writes a claim with the levels that it needs and that are not open.
  mutating func append(_ claim: Claim) throws(RenderFault) {
    let records = try ClaimRecords(claim, of: result)
    openLevels(for: records)
    claimsHere += 1
    try append(records)
  }

  private mutating func openLevels(for records: ClaimRecords) {
    let claim = records.claim
    if claim.businessUnit != unit {
      level += 1
      billingLevel = level
      out.level(level, under: nil, "20", hasChild: true)
      append(billingProvider: records.unit)
      unit = claim.businessUnit
      coverage = .none
    }
    let isPatient = records.coverage.relationship == .self
    let isSame = claim.coverage == coverage && claim.patient == patient
    if isSame && claimsHere < Self.claimsInLevel { return }
    if !isSame || isPatient {
      level += 1
      subscriberLevel = level
      out.level(level, under: billingLevel, "22", hasChild: !isPatient)
      append(subscriberOf: records)
    }
    if !isPatient {
      level += 1
      out.level(level, under: subscriberLevel, "23", hasChild: false)
      append(patientOf: records)
    }
    coverage = claim.coverage
    patient = claim.patient
    claimsHere = 0
  }
}

/// Loops 2000A to 2000C.
extension TransactionSetWriter {
  private mutating func append(billingProvider unit: BusinessUnit) {
    out.taxonomy("BI", unit.taxonomyCode)
    out.organization("85", unit.name, "XX", unit.npi)
    out.address(unit.address)
    out.begin("REF")
    out.add("EI")
    out.add(unit.taxID, without: 0x2D)
    out.end()
    if !out.pool.isPhone(unit.phone) { return }
    out.begin("PER")
    out.add("IC")
    out.add(unit.contactName)
    out.add("TE")
    out.add(phone: unit.phone)
    out.end()
  }

  private mutating func append(subscriberOf records: ClaimRecords) {
    let coverage = records.coverage
    let isPatient = coverage.relationship == .self
    out.begin("SBR")
    switch coverage.level {
    case .primary: out.add("P")
    case .secondary: out.add("S")
    }
    if isPatient { out.add("18") } else { out.skip(1) }
    out.skip(6)
    out.add(filingCodes[records.claim.payer])
    out.end()
    let (patient, holder) = (records.patient, coverage.policyHolder)
    out.person(
      "IL", last: isPatient ? patient.lastName : holder.lastName,
      first: isPatient ? patient.firstName : holder.firstName, "MI", coverage.memberID)
    if isPatient {
      out.address(patient.address)
      out.birth(patient)
    }
    out.organization("PR", records.payer.name, "PI", records.payer.electronicPayerID)
  }

  private mutating func append(patientOf records: ClaimRecords) {
    out.begin("PAT")
    switch records.coverage.relationship {
    case .spouse: out.add("01")
    case .child: out.add("19")
    case .other, .`self`: out.add("G8")
    }
    out.end()
    let patient = records.patient
    out.person("QC", last: patient.lastName, first: patient.firstName)
    out.address(patient.address)
    out.birth(patient)
  }
}
