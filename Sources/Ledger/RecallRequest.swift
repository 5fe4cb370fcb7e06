public import ClaimCore

/// What of a ledger a run has to decide with its own sessions, beside the patients' same days.
public struct RecallRequest: Sendable {
  /// New items are to be approved.
  public var opensNew: Bool
  /// Claims are to be made, those anew that no batch took.
  public var makesClaims: Bool
  /// Dates of service that the outputs list in full; `nil` lists what the run decides.
  public var period: DateRange?

  public init(opensNew: Bool, makesClaims: Bool, period: DateRange?) {
    self.opensNew = opensNew
    self.makesClaims = makesClaims
    self.period = period
  }
}
