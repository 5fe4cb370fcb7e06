/// The orders in which look-ups want a practice's records.
extension PracticeRecords {
  /// By service code.
  func benefitsByService(_ pool: TextPool) -> [Ref<PlanBenefit>] {
    planBenefits.indices.sorted {
      pool.compare(planBenefits[$0].serviceCode, planBenefits[$1].serviceCode) < 0
    }.map { Ref($0) }
  }

  /// By business unit: its place among the ids in their order, from 1.
  func businessUnitRanks(_ pool: TextPool) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: businessUnits.count)
    let sorted = businessUnits.indices.sorted {
      pool.compare(businessUnits[$0].id, businessUnits[$1].id) < 0
    }
    for (place, unit) in sorted.enumerated() { ranks[unit] = UInt32(place + 1) }
    return ranks
  }

  /// By rank and then code (CLM-7).
  func rankedDiagnoses(_ pool: TextPool) -> [Ref<Diagnosis>] {
    diagnoses.indices.sorted {
      let (a, b) = (diagnoses[$0], diagnoses[$1])
      return a.rank != b.rank ? a.rank < b.rank : pool.compare(a.code, b.code) < 0
    }.map { Ref($0) }
  }

  /// The latest start first, then by name (CLM-7).
  func rankedReferringProviders(_ pool: TextPool) -> [Ref<ReferringProvider>] {
    referringProviders.indices.sorted {
      let (a, b) = (referringProviders[$0], referringProviders[$1])
      if a.dates.start != b.dates.start { return a.dates.start > b.dates.start }
      let last = pool.compare(a.lastName, b.lastName)
      if last != 0 { return last < 0 }
      let first = pool.compare(a.firstName, b.firstName)
      if first != 0 { return first < 0 }
      // Namesakes by NPI and end, so that the order of the input changes nothing.
      let npi = pool.compare(a.npi, b.npi)
      return npi != 0 ? npi < 0 : a.dates.end > b.dates.end
    }.map { Ref($0) }
  }
}
