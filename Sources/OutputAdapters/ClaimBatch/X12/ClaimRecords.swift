import AdapterKit
import ClaimCore

/// A claim with the records that its loops are made of.
struct ClaimRecords {
  let claim: Claim
  let unit: BusinessUnit
  let coverage: Coverage
  let payer: Payer
  let patient: Patient
  let rendering: Practitioner
  let total: Money

  /// A claim that is Ready to Submit has them all; that is the contract's validations' business.
  init(_ claim: Claim, of result: BillingResult) throws(RenderFault) {
    let practice = result.practice
    guard !claim.businessUnit.isNone, !claim.coverage.isNone, !claim.payer.isNone,
      !claim.rendering.isNone, let patient = result.patient(claim.patient),
      let total = claim.totalBilled.value
    else {
      throw RenderFault(
        "claim \(practice.pool.string(claim.number)) lacks a patient, coverage, payer, business "
          + "unit, rendering provider or total: X12 can't hold it")
    }
    self.claim = claim
    self.patient = patient
    self.total = total
    unit = practice.businessUnits[claim.businessUnit]
    coverage = practice.coverages[claim.coverage]
    payer = practice.payers[claim.payer]
    rendering = practice.practitioners[claim.rendering]
  }
}
