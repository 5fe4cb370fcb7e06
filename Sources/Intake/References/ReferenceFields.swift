import ClaimCore

/// The 16 types of reference records: each reads its fields in the schema's order.
extension FieldReader {
  mutating func patient(_ position: Position) -> Patient {
    Patient(
      id: text("patient_id"), mrn: text("mrn"), firstName: text("first_name"),
      lastName: text("last_name"), dateOfBirth: date("date_of_birth"), gender: choice("gender"),
      address: address(), timeZone: text("time_zone"), position: position)
  }

  mutating func practitioner(_ position: Position) -> Practitioner {
    Practitioner(
      id: text("practitioner_id"), firstName: text("first_name"), lastName: text("last_name"),
      npi: text("npi"), taxonomyCode: text("taxonomy_code"), position: position)
  }

  mutating func practitionerQualification(_ position: Position) -> PractitionerQualification {
    PractitionerQualification(
      practitionerID: text("practitioner_id"), qualification: text("qualification"),
      dates: dates(), position: position)
  }

  mutating func location(_ position: Position) -> Location {
    Location(
      id: text("location_id"), type: choice("type") ?? .other, name: text("name"),
      patientID: text("patient_id"), address: address(), npi: text("npi"), position: position)
  }

  mutating func businessUnit(_ position: Position) -> BusinessUnit {
    BusinessUnit(
      id: text("business_unit_id"), name: text("name"), npi: text("npi"), taxID: text("tax_id"),
      taxonomyCode: text("taxonomy_code"), address: address(), phone: text("phone"),
      contactName: text("contact_name"), timeZone: text("time_zone"),
      chargePeriod: choice("charge_period") ?? .monthly, position: position)
  }

  mutating func payer(_ position: Position) -> Payer {
    Payer(
      id: text("payer_id"), name: text("name"), medicare: bool("medicare", default: false),
      billingRule: choice("billing_rule") ?? .notSpecified,
      electronicPayerID: text("electronic_payer_id"), position: position)
  }

  mutating func plan(_ position: Position) -> Plan {
    Plan(
      id: text("plan_id"), payerID: text("payer_id"), name: text("name"),
      requirements: requirements("requirements"), position: position)
  }

  mutating func planBenefit(_ position: Position) -> PlanBenefit {
    let plan = text("plan_id")
    let service = text("service_code")
    let procedure = text("procedure_code")
    return PlanBenefit(
      planID: plan, serviceCode: service,
      procedureCode: procedure.isMissing ? service : procedure,
      timePerUnit: minutes("time_per_unit", default: 15), unitType: text("unit_type"),
      timed: bool("timed", default: true), position: position)
  }

  mutating func benefitQualification(_ position: Position) -> BenefitQualification {
    BenefitQualification(
      planID: text("plan_id"), serviceCode: text("service_code"), anyOf: list("any_of"),
      position: position)
  }

  mutating func feeSchedule(_ position: Position) -> FeeSchedule {
    let plan = text("plan_id")
    let unit = text("business_unit_id")
    if plan.isMissing && unit.isMissing && faults.isEmpty { fault(0, .missing, .none) }
    return FeeSchedule(
      planID: plan, businessUnitID: unit, procedureCode: text("procedure_code"),
      modifiers: list("modifiers"), billingAmount: money("billing_amount") ?? .zero,
      expectedAmount: OptionalMoney(money("expected_amount")), dates: dates(), position: position)
  }

  mutating func coverage(_ position: Position) -> Coverage {
    Coverage(
      id: text("coverage_id"), patientID: text("patient_id"), planID: text("plan_id"),
      level: choice("level") ?? .primary, memberID: text("member_id"), caseID: text("case_id"),
      dates: dates(), relationship: choice("relationship") ?? .`self`,
      policyHolder: policyHolder(), position: position)
  }

  private mutating func policyHolder() -> PolicyHolder {
    let first = text("policy_holder_first_name")
    let last = text("policy_holder_last_name")
    let birth = date("policy_holder_date_of_birth")
    let gender: Gender? = choice("policy_holder_gender")
    return PolicyHolder(
      firstName: first, lastName: last, dateOfBirth: birth, gender: gender,
      address: Address(
        line1: text("policy_holder_address_line1"), line2: .missing,
        city: text("policy_holder_city"), state: text("policy_holder_state"),
        zip: text("policy_holder_zip")))
  }

  mutating func authorization(_ position: Position) -> Authorization {
    Authorization(
      number: text("authorization_number"), patientID: text("patient_id"),
      coverageID: text("coverage_id"), status: choice("status") ?? .active, dates: dates(),
      position: position)
  }

  mutating func renderingAssignment(_ position: Position) -> RenderingAssignment {
    RenderingAssignment(
      authorizationNumber: text("authorization_number"), practitionerID: text("practitioner_id"),
      dates: dates(), position: position)
  }

  mutating func caseRecord(_ position: Position) -> Case {
    Case(
      id: text("case_id"), patientID: text("patient_id"),
      billingRule: choice("billing_rule") ?? .notSpecified, position: position)
  }

  mutating func diagnosis(_ position: Position) -> Diagnosis {
    Diagnosis(
      patientID: text("patient_id"), code: text("code"), rank: rank("rank"), dates: dates(),
      position: position)
  }

  mutating func referringProvider(_ position: Position) -> ReferringProvider {
    ReferringProvider(
      patientID: text("patient_id"), firstName: text("first_name"), lastName: text("last_name"),
      npi: text("npi"), dates: dates(), position: position)
  }

  private mutating func address() -> Address {
    Address(
      line1: text("address_line1"), line2: text("address_line2"), city: text("city"),
      state: text("state"), zip: text("zip"))
  }
}
