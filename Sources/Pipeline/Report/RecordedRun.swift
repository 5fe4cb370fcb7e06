internal import Manifests

/// A run with an id, whose end the monitors' files have whatever it is.
struct RecordedRun {
  private let diary: RunDiary
  /// A dry run writes nothing.
  private let recorder: RunOutcomeRecorder?
  /// Names the run.
  let log: Log

  /// - Parameter name: the run's, where it has one already.
  init(_ request: RunRequest, named name: String? = nil, of run: PreparedRun, log: Log) {
    diary = RunDiary(
      id: name.map { RunID($0) } ?? RunID(), isReported: request.now == nil)
    self.log = log.naming(diary.id)
    recorder = request.isDryRun ? nil : RunOutcomeRecorder(run.manifest, log: self.log)
  }

  /// - Throws: ``RunFailure``, of which the monitors know.
  func perform(_ body: (RunDiary, Log) throws -> ExitStatus) throws -> ExitStatus {
    recorder?.begin(diary)
    do {
      let status = try body(diary, log)
      recorder?.end(diary, status)
      return status
    } catch {
      let failure = RunFailure(error)
      // A reader that has gone is none.
      if !failure.isReaderGone { diary.failure = failure }
      recorder?.end(diary, failure.isReaderGone ? .done : failure.status)
      throw failure
    }
  }
}
