extension BillingResult {
  /// A part of a run's result: that of some patients alone.
  ///
  /// Rows count from the part's own first. All of it is in memory.
  public convenience init(
    part chunk: BillingChunk, of practice: Practice, patientIDs: PatientIDs,
    corrections: [ClaimCorrection] = [], settings: BillingSettings
  ) {
    self.init(
      practice: practice,
      sessions: SessionSet(
        sessions: Table(chunk.sessions), patientIDs: patientIDs, earlier: Table(chunk.earlier),
        corrections: corrections),
      settings: settings, spill: .none, items: Table(chunk.items), facts: Table(chunk.facts),
      claims: Table(chunk.claims), lines: Table(chunk.lines), lineItems: Table(chunk.lineItems),
      claimDiagnoses: Table(chunk.claimDiagnoses), unmet: Table(chunk.unmet),
      duplicateGroups: Table(chunk.duplicateGroups),
      duplicateMembers: Table(chunk.duplicateMembers), periods: Table(chunk.periods))
  }
}

extension BillingChunk {
  /// The charge items in a part's groups of duplicates, with their sessions and nothing else: all that
  /// the duplicates report shows (DUP-2).
  public init(duplicatesOf part: BillingResult) {
    self.init()
    // An item may stand in several groups.
    var places: [UInt32: UInt32] = [:]
    for group in part.duplicateGroups.indices {
      duplicateGroups.append(part.duplicateGroups[group])
    }
    for row in part.duplicateMembers.indices {
      var member = part.duplicateMembers[row]
      let place = places[member.item] ?? UInt32(items.count)
      if place == items.count {
        places[member.item] = place
        var item = part.items[Int(member.item)]
        sessions.append(part.session(of: item))
        item.session = place
        item.claim = ChargeItem.noClaim
        items.append(item)
      }
      member.item = place
      duplicateMembers.append(member)
    }
  }
}
