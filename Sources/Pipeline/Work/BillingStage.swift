internal import ClaimCore
internal import Intake
internal import Synchronization

/// Runs the core over every patient, several at once.
struct BillingStage {
  /// Sessions to a piece of work.
  private static let runSize = 8192
  let work: OrderedWork

  let spill: Spill

  /// Bills sessions as they were loaded, a part at a time.
  func bill(
    _ practice: Practice, _ sessions: SessionStore, _ settings: BillingSettings,
    findings: [Finding]
  ) throws -> BillingResult {
    try bill(practice, settings, findings, parts: sessions.partCount) { number in
      let part = try sessions.part(number)
      sessions.forget(number)
      let order = PatientOrder(part, pool: practice.pool)
      return Part(sessions: part, order: order, patients: 0..<order.patientCount)
    }.finish(practice: practice, patientIDs: sessions.patientIDs, settings: settings)
  }

  /// Bills sessions with what a ledger knows of them.
  func bill(
    _ practice: Practice, _ sessions: SessionSet, _ settings: BillingSettings,
    findings: [Finding]
  ) throws -> BillingResult {
    let order = PatientOrder(sessions, pool: practice.pool)
    let runs = order.runs(ofAbout: Self.runSize)
    return try bill(practice, settings, findings, parts: runs.count) { number in
      Part(sessions: sessions, order: order, patients: runs[number])
    }.finish(
      practice: practice, patientIDs: sessions.patientIDs, corrections: sessions.corrections,
      settings: settings)
  }

  /// Some patients, with all of their sessions.
  private struct Part {
    let sessions: SessionSet
    let order: PatientOrder
    let patients: Range<Int>
  }

  private func bill(
    _ practice: Practice, _ settings: BillingSettings, _ findings: [Finding], parts: Int,
    _ part: @Sendable (Int) throws -> Part
  ) throws -> BillingJoiner {
    let next = Mutex(0)
    let joiner = Mutex(BillingJoiner(practice.pool, spill: spill))
    try joiner.withLock { try $0.append(findings) }
    try work.forEach(
      next: {
        next.withLock { index -> Int? in
          defer { index += 1 }
          return index < parts ? index : nil
        }
      },
      transform: { number in
        let part = try part(number)
        var billing = PatientBilling(practice, settings)
        billing.expect(part.order.sessionCount(of: part.patients))
        for patient in part.patients {
          billing.bill(patient: patient, in: part.order, of: part.sessions)
        }
        return billing.finish()
      },
      consume: { chunk in
        try joiner.withLock { try $0.append(chunk) }
        spill.trim()
      })
    return joiner.withLock { joiner in
      var taken = BillingJoiner(practice.pool)
      swap(&taken, &joiner)
      return taken
    }
  }
}
