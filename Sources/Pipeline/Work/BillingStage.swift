internal import ClaimCore
internal import Synchronization

/// Runs the core over every patient, several at once.
struct BillingStage {
  /// Sessions to a piece of work.
  private static let runSize = 8192

  let work: OrderedWork

  func bill(
    _ practice: Practice, _ sessions: SessionSet, _ settings: BillingSettings, findings: [Finding]
  ) throws -> BillingResult {
    let order = PatientOrder(sessions, pool: practice.pool)
    let runs = order.runs(ofAbout: Self.runSize)
    let next = Mutex(0)
    let joiner = Mutex(
      BillingJoiner(sessionCount: sessions.sessions.count, findings: findings))
    try work.forEach(
      next: {
        next.withLock { index -> Range<Int>? in
          defer { index += 1 }
          return index < runs.count ? runs[index] : nil
        }
      },
      transform: { run in
        var billing = PatientBilling(practice, settings)
        for patient in run { billing.bill(patient: patient, in: order, of: sessions) }
        return billing.finish()
      },
      consume: { chunk in joiner.withLock { $0.append(chunk) } })
    let joined = joiner.withLock { joiner in
      var taken = BillingJoiner(sessionCount: 0)
      swap(&taken, &joiner)
      return taken
    }
    return joined.finish(practice: practice, of: sessions, settings: settings)
  }
}
