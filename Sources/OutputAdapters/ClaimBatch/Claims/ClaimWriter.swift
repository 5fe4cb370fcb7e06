import AdapterKit
import ClaimCore

/// Writes claims, one after the other into one buffer (formats.md section 5).
///
/// It remembers the records that it wrote, for the claims that follow: a patient's claims come one
/// after the other, and of providers, payers and places there are few.
struct ClaimWriter<Notation: ClaimNotation>: ~Copyable {
  /// Of one practice, which is what the writer remembers records of.
  var result: BillingResult
  private let practice: Practice
  let pool: TextPool
  private let failures: FailureTexts
  private let records: RecordWriter<Notation>
  private var patients = RepeatedText<UInt32>(unused: .max, slots: 16)
  private var coverages = RepeatedText<UInt32>(unused: .max, slots: 16)
  private var payers = RepeatedText<UInt32>(unused: .max)
  private var businessUnits = RepeatedText<UInt32>(unused: .max, slots: 64)
  private var practitioners = RepeatedText<UInt32>(unused: .max, slots: 1024, limit: 1 << 19)
  private var referringProviders = RepeatedText<UInt32>(unused: .max, slots: 16)
  private var locations = RepeatedText<UInt32>(unused: .max, slots: 1024, limit: 1 << 19)
  var dates = RepeatedDates()
  /// What was read ahead, for nothing but that it was read.
  var touched: UInt8 = 0

  init(_ result: BillingResult, failures: FailureTexts) {
    self.result = result
    self.failures = failures
    practice = result.practice
    pool = result.practice.pool
    records = RecordWriter(pool: result.practice.pool)
  }

  mutating func append(_ claim: Claim, to buffer: inout ByteBuffer) {
    appendOwnFields(of: claim, to: &buffer)
    appendRecords(of: claim, to: &buffer)
    appendDiagnoses(of: claim, to: &buffer)
    Notation.startList("lines", to: &buffer)
    for (number, row) in claim.lines.range.enumerated() {
      Notation.startElement("line", at: number, to: &buffer)
      append(result.lines[row], number: number + 1, to: &buffer)
      Notation.endElement("line", to: &buffer)
    }
    Notation.endList("lines", to: &buffer)
    appendUnmet(of: claim, to: &buffer)
    Notation.endObject(to: &buffer)
  }

  private func appendOwnFields(of claim: Claim, to buffer: inout ByteBuffer) {
    let texts =
      claim.number.count + claim.originalNumber.count + claim.payerClaimNumber.count
      + claim.placeOfService.count + claim.authorizationNumber.count
    let total = result.exactTotal(of: claim)
    // Of the nine fields, version, status, frequency and total have no text of their own: 20, 15, 1
    // and, an Int128 at the most, 42 bytes.
    let most = 9 * Notation.mostAroundField + Notation.longestEscape * texts + 80
    buffer.append(atMost: most) { out in
      Notation.startObject(first: "claim_number", to: &out)
      Notation.text(claim.number, of: pool, to: &out)
      Notation.endField("claim_number", to: &out)
      Notation.field("version", Int(claim.version), to: &out)
      Notation.field("status", to: &out) {
        switch claim.status {
        case .readyToSubmit: $0.append("ready_to_submit")
        case .draft: $0.append("draft")
        }
      }
      Notation.field("frequency_code", to: &out) {
        switch claim.frequency {
        case .original: $0.append("1")
        case .corrected: $0.append("7")
        case .void: $0.append("8")
        }
      }
      Notation.field("original_claim_number", claim.originalNumber, of: pool, to: &out)
      if !claim.payerClaimNumber.isMissing {
        Notation.field("payer_claim_number", claim.payerClaimNumber, of: pool, to: &out)
      }
      Notation.field("place_of_service", claim.placeOfService, of: pool, to: &out)
      Notation.field("authorization_number", claim.authorizationNumber, of: pool, to: &out)
      Notation.field("total_billed", to: &out) { $0.append(cents: total) }
    }
  }

  private mutating func appendRecords(of claim: Claim, to buffer: inout ByteBuffer) {
    // Section 12: a patient without a record is absent.
    let patient = claim.patient.index < practice.patients.count ? claim.patient : .none
    patients.append("patient", patient, as: Notation.self, to: &buffer) {
      records.append(practice.patients[patient], to: &$0)
    }
    coverages.append("coverage", claim.coverage, as: Notation.self, to: &buffer) {
      records.append(practice.coverages[claim.coverage], to: &$0)
    }
    payers.append("payer", claim.payer, as: Notation.self, to: &buffer) {
      records.append(practice.payers[claim.payer], to: &$0)
    }
    append("billing_provider", claim.businessUnit, to: &buffer)
    practitioners.append("rendering_provider", claim.rendering, as: Notation.self, to: &buffer) {
      records.append(practice.practitioners[claim.rendering], to: &$0)
    }
    referringProviders.append(
      "referring_provider", claim.referring, as: Notation.self, to: &buffer
    ) {
      records.append(practice.referringProviders[claim.referring], to: &$0)
    }
    switch claim.facility {
    case .none: Notation.absent("facility", to: &buffer)
    case .businessUnit(let unit): append("facility", unit, to: &buffer)
    case .location(let location):
      locations.append("facility", location, as: Notation.self, to: &buffer) {
        records.append(practice.locations[location], to: &$0)
      }
    }
  }

  private mutating func append(
    _ name: StaticString, _ unit: Ref<BusinessUnit>, to buffer: inout ByteBuffer
  ) {
    businessUnits.append(name, unit, as: Notation.self, to: &buffer) {
      records.append(practice.businessUnits[unit], to: &$0)
    }
  }

  /// What the claim fails, and after that what could not be checked.
  private func appendUnmet(of claim: Claim, to buffer: inout ByteBuffer) {
    func append(
      _ outcome: ValidationOutcome, as name: StaticString, _ write: (UnmetValidation) -> Void
    ) {
      var count = 0
      for row in claim.unmet.range where result.unmet[row].outcome == outcome {
        Notation.startElement(name, at: count, to: &buffer)
        write(result.unmet[row])
        Notation.endElement(name, to: &buffer)
        count += 1
      }
    }
    Notation.startList("validation_failures", to: &buffer)
    append(.fail, as: "validation_failure") { failures.append($0, to: &buffer) }
    Notation.endList("validation_failures", to: &buffer)
    if claim.unmet.range.contains(where: { result.unmet[$0].outcome == .noData }) {
      Notation.startList("unchecked_validations", to: &buffer)
      append(.noData, as: "code") {
        Notation.text(result.validations[Int($0.validation)].code, to: &buffer)
      }
      Notation.endList("unchecked_validations", to: &buffer)
    }
  }

  private func appendDiagnoses(of claim: Claim, to buffer: inout ByteBuffer) {
    Notation.startList("diagnoses", to: &buffer)
    for (number, row) in claim.diagnoses.range.enumerated() {
      Notation.startElement("diagnosis", at: number, to: &buffer)
      Notation.text(
        practice.diagnoses[result.claimDiagnoses[row]].code, of: pool, to: &buffer)
      Notation.endElement("diagnosis", to: &buffer)
    }
    Notation.endList("diagnoses", to: &buffer)
  }
}

extension RepeatedText<UInt32> {
  /// The record as a field, or the field without a value where there is no record.
  @inline(__always)
  fileprivate mutating func append<Record, Notation: ClaimNotation>(
    _ name: StaticString, _ ref: Ref<Record>, as _: Notation.Type, to buffer: inout ByteBuffer,
    write: (inout ByteBuffer) -> Void
  ) {
    if ref.isNone { return Notation.absent(name, to: &buffer) }
    Notation.startField(name, to: &buffer)
    append(UInt32(ref.index), hash: ref.index, to: &buffer, write: write)
    Notation.endField(name, to: &buffer)
  }
}
