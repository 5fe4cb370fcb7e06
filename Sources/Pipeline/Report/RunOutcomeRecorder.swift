internal import AdapterKit
internal import ByteIO
internal import ClaimCore
public import Manifests

/// Keeps the files that monitors read (docs/reports.md): `status`, which is right at any time, and
/// `metrics`, the figures of the last run.
///
/// It remembers nothing itself: each file is read, changed and replaced at once, so that any number of
/// processes may follow one another. A file that can't be written is a warning, since what the run did
/// has been done.
public struct RunOutcomeRecorder: Sendable {
  /// What waits to be taken, as `watch` sees it.
  public struct Backlog: Sendable, Equatable {
    /// Files that have arrived and are on no run yet.
    public var waiting: Int
    /// Files that are part of a run which has not ended.
    public var processing: Int
    /// Files that lie in `failed`, for a person.
    public var failed: Int
    /// How long the oldest waiting file has been there, in whole seconds; 0 where none waits.
    public var oldestSeconds: Int

    public init(waiting: Int, processing: Int, failed: Int, oldestSeconds: Int) {
      self.waiting = waiting
      self.processing = processing
      self.failed = failed
      self.oldestSeconds = oldestSeconds
    }
  }

  private let pipeline: String
  /// Paths to open.
  private let status: String?
  private let metrics: String?
  private let log: Log

  public init(_ manifest: Manifest, log: Log) {
    pipeline = manifest.pipeline
    status = manifest.reporting.status.map(manifest.resolve)
    metrics = manifest.reporting.metrics.map(manifest.resolve)
    self.log = log
  }

  /// Whether the manifest has such files.
  var isNeeded: Bool { status != nil || metrics != nil }

  /// A run begins.
  func begin(_ diary: RunDiary) {
    // Where it can't be written the run's end says so.
    change(isSilent: true) { $0.begin(diary) }
  }

  /// A run has ended, well or not.
  func end(_ diary: RunDiary, _ exit: ExitStatus) {
    let ended = EndedRun(diary, exit)
    change { $0.end(ended) }
    guard let metrics else { return }
    replace(metrics) { old in
      RunMetrics(pipeline: pipeline, run: ended, diary: diary).text(after: old)
    }
  }

  /// What waits, whenever that changes or is looked at.
  public func record(_ backlog: Backlog) {
    change { $0.note(backlog) }
    guard let metrics else { return }
    replace(metrics) { BacklogMetrics(pipeline: pipeline, backlog: backlog).text(after: $0) }
  }

  private func change(isSilent: Bool = false, _ change: (inout StatusDocument) -> Void) {
    guard let status else { return }
    replace(status, isSilent: isSilent) { old in
      var document = StatusDocument(reading: old, pipeline: pipeline)
      change(&document)
      return document.text
    }
  }

  /// Replaces a file by what a body makes of it.
  private func replace(_ path: String, isSilent: Bool = false, _ body: (_ old: String) -> String) {
    do throws(OutputFault) {
      let file = try AtomicFile(path: path)
      // What isn't there or isn't ours is as good as nothing: the file is made anew.
      let old = (try? FileTree.read(path)) ?? []
      try file.write(Array(body(String(decoding: old, as: UTF8.self)).utf8))
      // Monitors run as other users; nothing in it is a person's.
      try file.commitReadableByAll()
    } catch {
      if !isSilent { log.warning("\(error); what monitors read is not up to date") }
    }
  }
}

/// How a run ended, for those who were not there.
struct EndedRun {
  let id: String
  /// Microseconds since 1970.
  let started: Int64
  let ended: Int64
  let milliseconds: Int
  /// As the run report has it, or `failed`.
  let outcome: String
  let exit: ExitStatus
  /// Why it failed; `nil` where it did not.
  let message: String?

  /// Whether outputs were published: rejected records within the limit do not keep them back.
  var isSuccess: Bool { exit == .done || exit == .doneWithErrors }

  init(_ diary: RunDiary, _ exit: ExitStatus) {
    id = diary.id.description
    started = diary.started
    ended = Clock.nowUTC()
    milliseconds = diary.milliseconds
    self.exit = exit
    message = diary.failure?.message ?? diary.reason
    outcome = diary.failure == nil ? diary.outcome?.rawValue ?? "failed" : "failed"
  }
}
