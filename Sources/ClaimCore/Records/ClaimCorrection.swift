/// A claim that was sent and that a person asked to be corrected or voided (CLM-9).
public struct ClaimCorrection: BitwiseCopyable, Sendable {
  /// The ledger's own number of the claim that the new version stands for.
  public var row: Int64
  /// `original` after a claim that was voided: there is nothing left at the payer to replace.
  public var frequency: ClaimFrequency
  /// Of the new version.
  public var version: UInt32
  /// Of the claim that it stands for.
  public var claimNumber: Text
  /// The payer's own number of that claim, where it is known.
  public var payerClaimNumber: Text
  public var patientID: Text

  public init(
    row: Int64, frequency: ClaimFrequency, version: UInt32, claimNumber: Text,
    payerClaimNumber: Text, patientID: Text
  ) {
    self.row = row
    self.frequency = frequency
    self.version = version
    self.claimNumber = claimNumber
    self.payerClaimNumber = payerClaimNumber
    self.patientID = patientID
  }
}
