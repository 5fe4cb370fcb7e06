/// The validations that every claim meets (CLM-7): a new one is a type of its own and a line here.
public enum ClaimValidations {
  /// By code.
  public static let contract: [any ClaimValidation] =
    (patient + diagnosis + policyHolder + rendering + referring + payer + billing + lines)
    .sorted { $0.code.description < $1.code.description }

  private static let patient: [any ClaimValidation] = [
    PatientDateOfBirth(), PatientGender(), PatientAddressLine1(), PatientCity(), PatientState(),
    PatientZip(),
  ]
  private static let diagnosis: [any ClaimValidation] = [DiagnosisMissing(), DiagnosisForm()]
  private static let policyHolder: [any ClaimValidation] = [
    PolicyHolderCoverage(), PolicyHolderMemberID(), PolicyHolderName(), PolicyHolderDateOfBirth(),
    PolicyHolderGender(), PolicyHolderAddress(),
  ]
  private static let rendering: [any ClaimValidation] = [
    RenderingProviderMissing(), RenderingProviderNPI(), RenderingProviderTaxonomyCode(),
    RenderingProviderQualifications(),
  ]
  private static let referring: [any ClaimValidation] = [
    ReferringProviderMissing(), ReferringProviderNPI(),
  ]
  private static let payer: [any ClaimValidation] = [PayerElectronicPayerID()]
  private static let billing: [any ClaimValidation] = [
    BillingProviderName(), BillingProviderNPI(), BillingProviderTaxID(), BillingProviderAddress(),
  ]
  private static let lines: [any ClaimValidation] = [
    ServiceLineUnits(), ServiceLineFee(), ServiceLineProcedureCode(), ServiceLineModifiers(),
    ServiceLinePlaceOfService(), ServiceLineTooManyModifiers(),
  ]
}
