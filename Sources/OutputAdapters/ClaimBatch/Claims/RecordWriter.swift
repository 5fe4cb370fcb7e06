import AdapterKit
import ClaimCore

/// Writes reference records: the fields of billing.md section 1 in its order, absent ones left out.
struct RecordWriter<Notation: ClaimNotation> {
  let pool: TextPool

  func append(_ patient: Patient, to buffer: inout ByteBuffer) {
    open("patient_id", patient.id, &buffer)
    field("mrn", patient.mrn, &buffer)
    field("first_name", patient.firstName, &buffer)
    field("last_name", patient.lastName, &buffer)
    field("date_of_birth", patient.dateOfBirth, &buffer)
    field("gender", patient.gender, &buffer)
    fields(patient.address, &buffer)
    field("time_zone", patient.timeZone, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ practitioner: Practitioner, to buffer: inout ByteBuffer) {
    open("practitioner_id", practitioner.id, &buffer)
    field("first_name", practitioner.firstName, &buffer)
    field("last_name", practitioner.lastName, &buffer)
    field("npi", practitioner.npi, &buffer)
    field("taxonomy_code", practitioner.taxonomyCode, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ provider: ReferringProvider, to buffer: inout ByteBuffer) {
    open("patient_id", provider.patientID, &buffer)
    field("first_name", provider.firstName, &buffer)
    field("last_name", provider.lastName, &buffer)
    field("npi", provider.npi, &buffer)
    fields(provider.dates, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ location: Location, to buffer: inout ByteBuffer) {
    open("location_id", location.id, &buffer)
    field("type", location.type, &buffer)
    field("name", location.name, &buffer)
    field("patient_id", location.patientID, &buffer)
    fields(location.address, &buffer)
    field("npi", location.npi, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ unit: BusinessUnit, to buffer: inout ByteBuffer) {
    open("business_unit_id", unit.id, &buffer)
    field("name", unit.name, &buffer)
    field("npi", unit.npi, &buffer)
    field("tax_id", unit.taxID, &buffer)
    field("taxonomy_code", unit.taxonomyCode, &buffer)
    fields(unit.address, &buffer)
    field("phone", unit.phone, &buffer)
    field("contact_name", unit.contactName, &buffer)
    field("time_zone", unit.timeZone, &buffer)
    field("charge_period", unit.chargePeriod, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ payer: Payer, to buffer: inout ByteBuffer) {
    open("payer_id", payer.id, &buffer)
    field("name", payer.name, &buffer)
    Notation.startField("medicare", to: &buffer)
    Notation.bare(to: &buffer) { $0.append(payer.medicare ? "true" : "false") }
    Notation.endField("medicare", to: &buffer)
    field("billing_rule", payer.billingRule, &buffer)
    field("electronic_payer_id", payer.electronicPayerID, &buffer)
    Notation.endObject(to: &buffer)
  }

  func append(_ coverage: Coverage, to buffer: inout ByteBuffer) {
    open("coverage_id", coverage.id, &buffer)
    field("patient_id", coverage.patientID, &buffer)
    field("plan_id", coverage.planID, &buffer)
    field("level", coverage.level, &buffer)
    field("member_id", coverage.memberID, &buffer)
    field("case_id", coverage.caseID, &buffer)
    fields(coverage.dates, &buffer)
    field("relationship", coverage.relationship, &buffer)
    let holder = coverage.policyHolder
    field("policy_holder_first_name", holder.firstName, &buffer)
    field("policy_holder_last_name", holder.lastName, &buffer)
    field("policy_holder_date_of_birth", holder.dateOfBirth, &buffer)
    field("policy_holder_gender", holder.gender, &buffer)
    field("policy_holder_address_line1", holder.address.line1, &buffer)
    field("policy_holder_city", holder.address.city, &buffer)
    field("policy_holder_state", holder.address.state, &buffer)
    field("policy_holder_zip", holder.address.zip, &buffer)
    Notation.endObject(to: &buffer)
  }
}

extension RecordWriter {
  /// The first field, which every record has.
  private func open(_ name: StaticString, _ id: Text, _ buffer: inout ByteBuffer) {
    Notation.startObject(first: name, to: &buffer)
    Notation.text(id, of: pool, to: &buffer)
    Notation.endField(name, to: &buffer)
  }

  private func field(_ name: StaticString, _ text: Text, _ buffer: inout ByteBuffer) {
    if text.isMissing { return }
    Notation.field(name, text, of: pool, to: &buffer)
  }

  private func field(_ name: StaticString, _ date: CivilDate?, _ buffer: inout ByteBuffer) {
    guard let date else { return }
    Notation.field(name, to: &buffer) { $0.append(date) }
  }

  private func field(_ name: StaticString, _ choice: (some Choice)?, _ buffer: inout ByteBuffer) {
    guard let choice else { return }
    Notation.field(name, to: &buffer) { $0.append(choice.rawValue) }
  }

  private func fields(_ dates: DateRange, _ buffer: inout ByteBuffer) {
    field("start_date", dates.hasStart ? dates.start : nil, &buffer)
    field("end_date", dates.hasEnd ? dates.end : nil, &buffer)
  }

  private func fields(_ address: Address, _ buffer: inout ByteBuffer) {
    field("address_line1", address.line1, &buffer)
    field("address_line2", address.line2, &buffer)
    field("city", address.city, &buffer)
    field("state", address.state, &buffer)
    field("zip", address.zip, &buffer)
  }
}
