/// What some patients' billing came to; chunks join into a ``BillingResult`` in the patients' order.
public struct BillingChunk: Sendable {
  var items: [ChargeItem] = []
  var claims: [Claim] = []
  var lines: [ClaimLine] = []
  var lineItems: [UInt32] = []
  var claimDiagnoses: [Ref<Diagnosis>] = []
  var failures: [ValidationFailure] = []
  var duplicateGroups: [Span32] = []
  var duplicateMembers: [DuplicateMember] = []
  var periods: [ChargePeriod] = []
  var findings: [Finding] = []

  init() {}
}
