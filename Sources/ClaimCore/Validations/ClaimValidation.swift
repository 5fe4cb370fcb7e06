/// One validation of a claim (CLM-7): a stable code, a sentence, and the test.
///
/// Each is one type in one file. Its doc comment is its page in `docs/validations.md`; its code names
/// it everywhere, for ever. ``ClaimValidations/contract`` lists those that every claim meets; an
/// output adapter may bring more (``ClaimChecks``).
public protocol ClaimValidation: Sendable {
  /// Such as `patient.zip`: the record, and what of it.
  static var code: StaticString { get }
  /// What is wrong, and what would be right.
  static var message: StaticString { get }
  /// What the outcome depends on: it is worked out once for all claims that share that record.
  /// ``ClaimPart/claim`` unless a validation says otherwise.
  static var reads: ClaimPart { get }
  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome
}

/// What a validation looks at of the claims that it is asked about.
public enum ClaimPart: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  /// Several records, the claim's lines or what is on them.
  case claim
  /// The patient's record alone, or that there is none; and so on.
  case patient, businessUnit, rendering, referring
  /// The coverage with its plan and payer.
  case coverage
}

/// How a validation ends.
public enum ValidationOutcome: UInt8, BitwiseCopyable, Sendable {
  case pass, fail
  /// What the rule looks at is not there, so it could not be checked: such a claim is not clean.
  case noData

  public static func failing(if isWrong: Bool) -> ValidationOutcome { isWrong ? .fail : .pass }
}

extension ClaimValidation {
  public static var reads: ClaimPart { .claim }
  public var code: StaticString { Self.code }
  public var message: StaticString { Self.message }
}

/// Something about a claim that is no failure and still worth a finding.
public protocol ClaimObservation: Sendable {
  /// - Parameter find: takes a code and a sentence, with ids and names of fields, never their values.
  func observe(_ claim: borrowing ClaimFacts, find: (FindingCode, String) -> Void)
}
