/// The payer has an electronic payer id.
enum PayerElectronicPayerID: ClaimValidation {
  static let code: StaticString = "payer.electronic_payer_id"
  static let message: StaticString =
    "the payer's electronic payer id is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.payer?.electronicPayerID.isMissing ?? true
  }
}

/// The billing provider has a name.
enum BillingProviderName: ClaimValidation {
  static let code: StaticString = "billing_provider.name"
  static let message: StaticString =
    "the business unit's name is missing: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.businessUnit?.name.isMissing ?? true
  }
}

/// The billing provider's NPI is right.
enum BillingProviderNPI: ClaimValidation {
  static let code: StaticString = "billing_provider.npi"
  static let message: StaticString =
    "the business unit's NPI is missing or wrong: 10 digits with a check digit"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !claim.pool.isNPI(claim.businessUnit?.npi ?? .missing)
  }
}

/// The billing provider's tax id is 9 digits, a dash allowed.
enum BillingProviderTaxID: ClaimValidation {
  static let code: StaticString = "billing_provider.tax_id"
  static let message: StaticString =
    "the business unit's tax id is missing or not 9 digits"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !claim.pool.isTaxID(claim.businessUnit?.taxID ?? .missing)
  }
}

/// The billing provider has an address.
enum BillingProviderAddress: ClaimValidation {
  static let code: StaticString = "billing_provider.address"
  static let message: StaticString =
    "the business unit's address is incomplete: line 1, city, state and ZIP"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !(claim.businessUnit?.address.isComplete ?? false)
  }
}
