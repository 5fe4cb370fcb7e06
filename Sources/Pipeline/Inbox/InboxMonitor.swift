internal import ByteIO
internal import Inbox

/// Tells monitors what waits in an inbox, no more often than they look.
struct InboxMonitor {
  private var told: RunOutcomeRecorder.Backlog?
  /// By ``MonotonicClock``.
  private var at: Int64 = 0
  private static let pause = 10 * MonotonicClock.second

  /// - Parameter incoming: what is in `incoming`, with what no run takes.
  mutating func tell(
    _ recorder: RunOutcomeRecorder, of folder: InboxFolder, incoming: IncomingFiles,
    processing: [TakenRun]
  ) throws {
    if !recorder.isNeeded { return }
    var backlog = RunOutcomeRecorder.Backlog(
      waiting: incoming.files.count + incoming.others.count,
      processing: processing.reduce(0) { $0 + $1.files.count },
      failed: try folder.failedCount(), oldestSeconds: 0)
    let now = MonotonicClock.now()
    if backlog == told && now - at < Self.pause { return }
    told = backlog
    at = now
    if let oldest = ([incoming.oldest] + processing.map(\.taken)).compactMap({ $0 }).min() {
      backlog.oldestSeconds = max(0, Int(Clock.nowUTC() / 1_000_000 - oldest))
    }
    recorder.record(backlog)
  }
}
