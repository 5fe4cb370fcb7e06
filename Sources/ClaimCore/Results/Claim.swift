/// One claim: up to `max_lines` lines of one patient (CLM-3).
public struct Claim: BitwiseCopyable, Sendable {
  /// At most 20 characters of A-Z and 0-9 (CLM-6).
  public var number: Text
  public var patient: Ref<Patient>
  public var coverage: Ref<Coverage>
  public var payer: Ref<Payer>
  public var businessUnit: Ref<BusinessUnit>
  public var rendering: Ref<Practitioner>
  public var referring: Ref<ReferringProvider>
  public var facility: Facility
  public var authorizationNumber: Text
  /// Its first line's (CLM-3).
  public var placeOfService: Text
  /// Its rows of `BillingResult.lines`.
  public var lines: Span32
  /// Its rows of `BillingResult.claimDiagnoses`, at most 12.
  public var diagnoses: Span32
  /// Its rows of `BillingResult.unmet`, sorted by code.
  public var unmet: Span32
  /// 1, and one more with each correction (CLM-9).
  public var version: UInt32 = 1
  public var frequency = ClaimFrequency.original
  /// Of a correction or void: the number of the claim that it stands for (CLM-9).
  public var originalNumber = Text.missing
  /// The payer's own number of that claim, where it is known.
  public var payerClaimNumber = Text.missing
  /// Index in the sessions' ``SessionSet/corrections`` where it comes from a claim that is corrected or
  /// voided: as its next version, or with version 1 beside that one. Else ``EarlierItem/noCorrection``.
  public var correction = EarlierItem.noCorrection
  /// Of the lines that have a price; `none` where that can't be held.
  public var totalBilled: OptionalMoney
  public var status: ClaimStatus
}

public enum ClaimStatus: String, BitwiseCopyable, Sendable {
  case readyToSubmit = "ready_to_submit"
  case draft
}

/// One line of a claim (CLM-2).
public struct ClaimLine: BitwiseCopyable, Sendable {
  public var procedureCode: Text
  /// Joined by `:`.
  public var modifiers: Text
  public var placeOfService: Text
  public var startDate: CivilDate
  public var endDate: CivilDate
  public var units: Int32
  public var unitPrice: OptionalMoney
  public var billed: OptionalMoney
  /// Its rows of `BillingResult.lineItems`, by start and then session id (CLM-6).
  public var items: Span32
  /// 1-based numbers of the claim's diagnoses, four at most, 0 where there are fewer.
  public var diagnosisPointers: SIMD4<UInt8>
  /// `time_on_claim_lines`: the session's start and end are written.
  public var showsTimes: Bool
}

/// A run of rows in one of the result's tables.
public struct Span32: BitwiseCopyable, Sendable {
  public var start: UInt32
  public var count: UInt32

  public init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }

  public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// A validation that a claim did not pass, by its place in the run's ``ClaimChecks/validations``.
public struct UnmetValidation: BitwiseCopyable, Sendable {
  public var validation: UInt16
  /// Never ``ValidationOutcome/pass``.
  public var outcome: ValidationOutcome

  public init(validation: Int, outcome: ValidationOutcome) {
    self.validation = UInt16(validation)
    self.outcome = outcome
  }
}

/// What a payer is to do with a claim: the claim frequency type code (CLM-9).
public enum ClaimFrequency: String, BitwiseCopyable, Sendable, CaseIterable {
  case original = "1"
  case corrected = "7"
  case void = "8"
}
