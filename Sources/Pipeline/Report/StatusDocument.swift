internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// The file `status`: the run under way, the last one, the last success, the last error, the backlog.
///
/// What it can't read of an earlier file it drops; what it can it keeps, so a failing run leaves the
/// last success where it was.
struct StatusDocument {
  private let pipeline: String
  private var current: JSONValue = .null
  private var lastRun: JSONValue = .null
  private var lastSuccess: JSONValue = .null
  private var lastError: JSONValue = .null
  private var backlog: JSONValue = .null

  init(reading text: String, pipeline: String) {
    self.pipeline = pipeline
    guard let old = try? JSONValue(parsing: Array(text.utf8)),
      old["status_version"] == .integer(1)
    else { return }
    current = old["current_run"] ?? .null
    lastRun = old["last_run"] ?? .null
    lastSuccess = old["last_success"] ?? .null
    lastError = old["last_error"] ?? .null
    backlog = old["backlog"] ?? .null
  }

  mutating func note(_ backlog: RunOutcomeRecorder.Backlog) {
    self.backlog = .object([
      ("waiting", .integer(backlog.waiting)), ("processing", .integer(backlog.processing)),
      ("failed", .integer(backlog.failed)), ("oldest_seconds", .integer(backlog.oldestSeconds)),
    ])
  }

  mutating func begin(_ diary: RunDiary) {
    endInterrupted()
    // Another run that still goes on keeps its place; this one will wait, or be refused.
    guard current == .null else { return }
    current = .object([
      ("run_id", .text(diary.id.description)), ("started", .text(UTCTime(diary.started).text)),
      ("process", RunningProcess.current.json),
    ])
  }

  /// A run whose process is gone ended without saying so.
  private mutating func endInterrupted() {
    guard current != .null else { return }
    if let process = RunningProcess(current["process"]), process.isAlive { return }
    let run: JSONValue = .object([
      ("run_id", current["run_id"] ?? .null), ("started", current["started"] ?? .null),
      ("ended", .null), ("milliseconds", .null), ("outcome", .text("interrupted")),
      ("exit_status", .null),
      ("message", .text("its process ended without a word: it was killed, or the machine stopped")),
    ])
    lastRun = run
    lastError = run
    current = .null
  }

  mutating func end(_ run: EndedRun) {
    if current["run_id"] == .text(run.id) { current = .null }
    let ended: JSONValue = .object([
      ("run_id", .text(run.id)), ("started", .text(UTCTime(run.started).text)),
      ("ended", .text(UTCTime(run.ended).text)), ("milliseconds", .integer(run.milliseconds)),
      ("outcome", .text(run.outcome)), ("exit_status", .integer(Int(run.exit.rawValue))),
      ("message", .optional(run.message)),
    ])
    lastRun = ended
    if run.isSuccess { lastSuccess = ended } else { lastError = ended }
  }

  var text: String {
    JSONValue.object([
      ("status_version", .integer(1)), ("pipeline", .text(pipeline)),
      ("written", .text(UTCTime.now.text)), ("current_run", current), ("last_run", lastRun),
      ("last_success", lastSuccess), ("last_error", lastError), ("backlog", backlog),
    ]).rendered + "\n"
  }
}
