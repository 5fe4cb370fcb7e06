internal import ByteIO
internal import Inbox
internal import Manifests

/// `watch`: a pass whenever something has changed or is due, until the process is asked to stop.
struct InboxLoop {
  let work: InboxWork
  let stop: StopRequest
  let events: FolderEvents
  let log: Log

  /// Senders write many files at once: what comes within this is one change, in nanoseconds.
  private static let pause = MonotonicClock.second / 10

  /// - Throws: where the manifest or the inbox is at fault from the beginning.
  func run() throws {
    Memory.keepFreed()
    let (first, inbox) = try work.manifest()
    try work.open(first, inbox, makes: true)
    LastingNames(manifest: first.manifest, log: log).warn()
    SharedClaims(run: first, log: log).warn()
    log.info("watching \(inbox.folder)")
    // Not the folder itself, which would hold its lock for as long as it is kept.
    var watched = 0
    var trouble = Trouble(log: log)
    var poll = inbox.pollSeconds
    while !stop.isMade {
      let began = MonotonicClock.now()
      do {
        let (run, inbox) = try work.manifest()
        poll = inbox.pollSeconds
        try work.open(run, inbox, makes: false)
        if let folder = work.folder, watched != work.openings {
          // Before it is looked through, so that nothing slips in between.
          if !events.watch(folder.incoming) {
            log.warning(
              "the system tells nothing of \(inbox.folder): it is looked at every \(poll) s")
          }
          watched = work.openings
        }
        try work.pass(run, inbox)
        trouble.end()
      } catch {
        if !stop.isMade { trouble.tell(RunFailure(error)) }
      }
      wait(since: began, poll: poll, trouble)
    }
    log.info("stopped")
  }

  private func wait(since began: Int64, poll: Int, _ trouble: Trouble) {
    if stop.isMade { return }
    let now = MonotonicClock.now()
    let due = trouble.isThere ? trouble.due : work.due
    events.wait(nanoseconds: min(max(0, due - now), Int64(poll) * MonotonicClock.second))
    // A pass takes no more than a half of the time, however fast files come.
    let rest = max(Self.pause, now - began)
    if !stop.isMade { events.pause(nanoseconds: min(rest, 5 * MonotonicClock.second)) }
  }
}

/// What keeps `watch` from its work: said once, and tried again ever more seldom.
private struct Trouble {
  let log: Log
  private var said: String?
  private var backoff = Backoff()

  init(log: Log) { self.log = log }

  var isThere: Bool { said != nil }
  /// By ``MonotonicClock``.
  var due: Int64 { backoff.due }

  mutating func tell(_ failure: RunFailure) {
    if said != failure.message {
      log.error(failure.message + "; nothing is taken until that is mended")
    }
    said = failure.message
    _ = backoff.fail(now: MonotonicClock.now())
  }

  mutating func end() {
    if said != nil { log.info("it works again") }
    said = nil
    backoff = Backoff()
  }
}
