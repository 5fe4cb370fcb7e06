internal import ByteIO
internal import ClaimCore
internal import Inbox
internal import Manifests

extension Commands {
  /// `claimpipe watch`: takes files as they arrive in the manifest's inbox, until it is asked to stop.
  ///
  /// - Returns: ``ExitStatus/done`` when it was asked to; ``ExitStatus/ledgerHeld`` where another process
  ///   is at the inbox.
  public func watch(_ request: RunRequest) -> ExitStatus {
    ending {
      let wakeup = try Self.wakeup()
      let stop = StopRequest(wakeup)
      stop.listen()
      let work = InboxWork(request, registry: registry, stop: stop, isOnce: false, log: log)
      try InboxLoop(work: work, stop: stop, events: FolderEvents(wakeup), log: log).run()
      return .done
    }
  }

  /// `claimpipe run --inbox`: what is there, once.
  ///
  /// - Returns: the worst status of its runs.
  public func runInbox(_ request: RunRequest) -> ExitStatus {
    ending {
      let wakeup = try Self.wakeup()
      let stop = StopRequest(wakeup)
      stop.listen()
      let work = InboxWork(request, registry: registry, stop: stop, isOnce: true, log: log)
      let (run, inbox) = try work.manifest()
      try work.open(run, inbox, makes: true)
      guard let folder = work.folder else { return .internalError }
      // What is there has to be seen twice.
      let seconds = inbox.readyMarker == nil ? inbox.readySeconds : 0
      if seconds > 0, try work.look(folder, run, inbox).0.waiting > 0 {
        FolderEvents(wakeup).wait(nanoseconds: Int64(seconds) * MonotonicClock.second)
      }
      if !stop.isMade { try work.pass(run, inbox) }
      let (incoming, processing) = work.backlog
      if incoming + processing > 0 {
        log.info("files that stay: \(incoming) in incoming, \(processing) in processing")
      }
      return work.worst
    }
  }

  private static func wakeup() throws -> Wakeup {
    guard let wakeup = Wakeup() else {
      throw RunFailure.output(
        OutputFault(
          path: "a pipe", action: "can't be made", cause: "too many files are open",
          remedy: "raise the limit on open files (ulimit -n)"))
    }
    return wakeup
  }
}
