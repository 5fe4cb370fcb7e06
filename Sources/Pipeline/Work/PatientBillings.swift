internal import ClaimCore
internal import Synchronization

/// Billing in progress that threads take and give back, so that what one remembers of the practice
/// serves the next run of patients too.
final class PatientBillings: Sendable {
  private let practice: Practice
  private let settings: BillingSettings
  private let idle = Mutex<[Kept]>([])

  private final class Kept: @unchecked Sendable {
    // @unchecked: one thread has it at a time.
    var billing: PatientBilling

    init(_ practice: Practice, _ settings: BillingSettings) {
      billing = PatientBilling(practice, settings)
    }
  }

  init(_ practice: Practice, _ settings: BillingSettings) {
    self.practice = practice
    self.settings = settings
  }

  func bill(_ run: BillingRuns.Run) -> BillingChunk {
    let kept = idle.withLock { $0.popLast() } ?? Kept(practice, settings)
    defer { idle.withLock { $0.append(kept) } }
    kept.billing.expect(run.sessionCount)
    for patient in run.patients {
      kept.billing.bill(patient: patient, in: run.part.order, of: run.part.sessions)
    }
    return kept.billing.finish()
  }
}
