internal import Manifests

/// A run with an id, whose end the monitors' files have whatever it is.
struct RecordedRun {
  private let diary: RunDiary
  /// A dry run writes nothing.
  private let recorder: RunOutcomeRecorder?
  private let log: Log

  init(_ request: RunRequest, of run: PreparedRun, log: Log) {
    diary = RunDiary(id: request.id ?? RunID(), isReported: request.now == nil)
    self.log = log.naming(diary.id)
    recorder = request.isDryRun ? nil : RunOutcomeRecorder(run.manifest, log: self.log)
  }

  func perform(_ body: (RunDiary, Log) throws -> ExitStatus) -> ExitStatus {
    recorder?.begin(diary)
    let status: ExitStatus
    do {
      status = try body(diary, log)
    } catch {
      let failure = RunFailure(error)
      status = failure.end(log)
      // A reader that has gone is none.
      if status != .done { diary.failure = failure }
    }
    recorder?.end(diary, status)
    return status
  }
}
