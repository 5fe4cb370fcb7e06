import AdapterKit
import ClaimCore

/// Writes claims as JSON objects, one after the other into one buffer (formats.md section 5).
struct ClaimWriter: ~Copyable {
  let result: BillingResult
  private let practice: Practice
  let pool: TextPool
  private let failures: FailureTexts
  private let records: RecordWriter
  private var patients = RepeatedText<UInt32>(unused: .max)
  private var coverages = RepeatedText<UInt32>(unused: .max)
  private var payers = RepeatedText<UInt32>(unused: .max)
  private var businessUnits = RepeatedText<UInt32>(unused: .max)
  private var practitioners = RepeatedText<UInt32>(unused: .max)
  private var referringProviders = RepeatedText<UInt32>(unused: .max)
  private var locations = RepeatedText<UInt32>(unused: .max)
  var dates = RepeatedText<CivilDate>(unused: .distantFuture)

  init(_ result: BillingResult, failures: FailureTexts) {
    self.result = result
    self.failures = failures
    practice = result.practice
    pool = result.practice.pool
    records = RecordWriter(pool: result.practice.pool)
  }

  mutating func append(_ claim: Claim, to buffer: inout ByteBuffer) {
    buffer.append("{\"claim_number\":")
    buffer.append(json: claim.number, of: pool)
    buffer.append(",\"version\":")
    buffer.append(decimal: Int(claim.version))
    buffer.append(",\"status\":\"")
    switch claim.status {
    case .readyToSubmit: buffer.append("ready_to_submit")
    case .draft: buffer.append("draft")
    }
    buffer.append("\",\"frequency_code\":\"")
    buffer.append(claim.frequency.rawValue)
    buffer.append("\",\"original_claim_number\":")
    buffer.append(json: claim.originalNumber, of: pool)
    if !claim.payerClaimNumber.isMissing {
      buffer.append(",\"payer_claim_number\":")
      buffer.append(json: claim.payerClaimNumber, of: pool)
    }
    buffer.append(",\"place_of_service\":")
    buffer.append(json: claim.placeOfService, of: pool)
    buffer.append(",\"authorization_number\":")
    buffer.append(json: claim.authorizationNumber, of: pool)
    buffer.append(",\"total_billed\":\"")
    buffer.append(cents: result.exactTotal(of: claim))
    buffer.append(0x22)
    appendRecords(of: claim, to: &buffer)
    appendDiagnoses(of: claim, to: &buffer)
    buffer.append(",\"lines\":[")
    for (number, row) in claim.lines.range.enumerated() {
      if number > 0 { buffer.append(0x2C) }
      append(result.lines[row], number: number + 1, to: &buffer)
    }
    buffer.append("],\"validation_failures\":[")
    appendUnmet(of: claim, to: &buffer)
    buffer.append(0x7D)
  }

  private mutating func appendRecords(of claim: Claim, to buffer: inout ByteBuffer) {
    buffer.append(",\"patient\":")
    // Section 12: a patient without a record is null.
    let patient = claim.patient.index < practice.patients.count ? claim.patient : .none
    patients.append(patient, to: &buffer) { records.append(practice.patients[patient], to: &$0) }
    buffer.append(",\"coverage\":")
    coverages.append(claim.coverage, to: &buffer) {
      records.append(practice.coverages[claim.coverage], to: &$0)
    }
    buffer.append(",\"payer\":")
    payers.append(claim.payer, to: &buffer) {
      records.append(practice.payers[claim.payer], to: &$0)
    }
    buffer.append(",\"billing_provider\":")
    append(claim.businessUnit, to: &buffer)
    buffer.append(",\"rendering_provider\":")
    practitioners.append(claim.rendering, to: &buffer) {
      records.append(practice.practitioners[claim.rendering], to: &$0)
    }
    buffer.append(",\"referring_provider\":")
    referringProviders.append(claim.referring, to: &buffer) {
      records.append(practice.referringProviders[claim.referring], to: &$0)
    }
    buffer.append(",\"facility\":")
    switch claim.facility {
    case .none: buffer.append("null")
    case .businessUnit(let unit): append(unit, to: &buffer)
    case .location(let location):
      locations.append(location, to: &buffer) {
        records.append(practice.locations[location], to: &$0)
      }
    }
  }

  private mutating func append(_ unit: Ref<BusinessUnit>, to buffer: inout ByteBuffer) {
    businessUnits.append(unit, to: &buffer) {
      records.append(practice.businessUnits[unit], to: &$0)
    }
  }

  /// What the claim fails, and after that what could not be checked.
  private func appendUnmet(of claim: Claim, to buffer: inout ByteBuffer) {
    func append(_ outcome: ValidationOutcome, _ write: (UnmetValidation) -> Void) {
      var count = 0
      for row in claim.unmet.range where result.unmet[row].outcome == outcome {
        if count > 0 { buffer.append(0x2C) }
        write(result.unmet[row])
        count += 1
      }
    }
    append(.fail) { failures.append($0, to: &buffer) }
    buffer.append(0x5D)
    if claim.unmet.range.contains(where: { result.unmet[$0].outcome == .noData }) {
      buffer.append(",\"unchecked_validations\":[")
      append(.noData) {
        buffer.append(jsonString: result.validations[Int($0.validation)].code)
      }
      buffer.append(0x5D)
    }
  }

  private func appendDiagnoses(of claim: Claim, to buffer: inout ByteBuffer) {
    buffer.append(",\"diagnoses\":[")
    for (number, row) in claim.diagnoses.range.enumerated() {
      if number > 0 { buffer.append(0x2C) }
      buffer.append(json: practice.diagnoses[result.claimDiagnoses[row]].code, of: pool)
    }
    buffer.append(0x5D)
  }
}

extension RepeatedText<UInt32> {
  /// The record's object, or `null` where there is no record.
  fileprivate mutating func append<Record>(
    _ ref: Ref<Record>, to buffer: inout ByteBuffer, write: (inout ByteBuffer) -> Void
  ) {
    if ref.isNone { return buffer.append("null") }
    append(UInt32(ref.index), hash: ref.index, to: &buffer, write: write)
  }
}
