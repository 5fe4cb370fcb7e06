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
    let chunks = Mutex<[BillingChunk]>([])
    try work.forEach(
      next: {
        next.withLock { index -> Range<Int>? in
          defer { index += 1 }
          return index < runs.count ? runs[index] : nil
        }
      },
      transform: { run in
        var billing = PatientBilling(practice, sessions, settings)
        for patient in run {
          billing.bill(order.sortedSessions(of: patient, in: sessions, pool: practice.pool))
        }
        return billing.finish()
      },
      consume: { chunk in chunks.withLock { $0.append(chunk) } })
    return BillingResult(
      practice: practice, sessions: sessions, settings: settings,
      chunks: chunks.withLock { chunks in
        defer { chunks = [] }
        return chunks
      }, findings: findings)
  }
}
