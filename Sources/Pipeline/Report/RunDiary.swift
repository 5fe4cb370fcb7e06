internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// A run's id and times, and what is known of it so far: whoever speaks of a run when it has ended,
/// well or not, asks its diary.
///
/// One thread writes it.
final class RunDiary {
  enum Stage: String { case reading, billing, writing }

  let id: RunID
  /// Microseconds since 1970.
  let started: Int64
  /// Whether the report has the id and the times: with `--now` the same input gives the same bytes.
  let isReported: Bool
  private let clock = ContinuousClock()
  private let origin: ContinuousClock.Instant
  private var stages: [(stage: Stage, begun: ContinuousClock.Instant)] = []

  /// As soon as they are known.
  private(set) var summary: RunSummary?
  private(set) var totals: BillingTotals?
  private(set) var outcome: RunOutcome?
  /// Why it ended early.
  var failure: RunFailure?
  /// Why nothing was emitted, though it did not fail.
  var reason: String?

  init(id: RunID = RunID(), isReported: Bool = false) {
    self.id = id
    self.isReported = isReported
    started = Clock.nowUTC()
    origin = clock.now
  }

  func note(_ outcome: RunOutcome, _ summary: RunSummary, _ totals: BillingTotals?) {
    self.outcome = outcome
    self.summary = summary
    self.totals = totals
  }

  func begin(_ stage: Stage) { stages.append((stage, clock.now)) }

  /// Whole milliseconds since the run began.
  var milliseconds: Int { Self.milliseconds(clock.now - origin) }

  /// Nothing where the report leaves them out.
  var members: [(String, JSONValue)] {
    if !isReported { return [] }
    let now = clock.now
    let ends = stages.dropFirst().map(\.begun) + [now]
    let spans = zip(stages, ends).map { ($0.stage.rawValue, Self.milliseconds($1 - $0.begun)) }
    return [
      ("run_id", .text(id.description)),
      (
        "times",
        .object([
          ("started", .text(UTCTime(started).precise)), ("ended", .text(UTCTime.now.precise)),
          ("milliseconds", .integer(Self.milliseconds(now - origin))),
          ("stages", .object(spans.map { ($0, .integer($1)) })),
        ])
      ),
    ]
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
