/// The validations' codes (CLM-7); one type each follows.
public struct ClaimValidation: Sendable {
  public let code: StaticString
  /// What a biller should do.
  public let message: StaticString

  /// Sorted by code.
  public static let all: [ClaimValidation] = []
}
