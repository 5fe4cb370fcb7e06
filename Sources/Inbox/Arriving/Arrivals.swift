/// When a file is whole.
public enum Readiness: Sendable, Equatable {
  /// Its size, time and inode have not changed for so many seconds, as we have seen it.
  case seconds(Int)
  /// A file of its name with this ending stands beside it.
  case marker(String)

  public var marker: String? { if case .marker(let ending) = self { ending } else { nil } }
  public var seconds: Int { if case .seconds(let seconds) = self { seconds } else { 0 } }
}

/// What has been seen of the files in `incoming`: since when each is as it is.
public struct Arrivals: Sendable {
  private struct Seen {
    var identity: FileIdentity
    /// By ``MonotonicClock``.
    var since: Int64
  }

  public let readiness: Readiness
  private var seen: [String: Seen] = [:]
  /// Files of which it has been said why they stay.
  private var told: Set<String> = []

  public init(readiness: Readiness) { self.readiness = readiness }

  /// Files that are whole, by name, and since when; and when the next may be.
  public struct Ready: Sendable {
    public var files: [IncomingFile] = []
    /// By ``MonotonicClock``, in the order of ``files``.
    public var since: [Int64] = []
    /// Files that are not whole yet.
    public var waiting = 0
    /// By ``MonotonicClock``; `nil` where none is on its way.
    public var next: Int64?
  }

  /// Looks at the files anew; those that have gone are forgotten.
  public mutating func look(at incoming: IncomingFiles, now: Int64) -> Ready {
    var ready = Ready()
    var kept: [String: Seen] = [:]
    kept.reserveCapacity(incoming.files.count)
    let wait = Int64(readiness.seconds) * MonotonicClock.second
    for file in incoming.files {
      var state = seen[file.name] ?? Seen(identity: file.identity, since: now)
      if state.identity != file.identity { state = Seen(identity: file.identity, since: now) }
      kept[file.name] = state
      let isReady =
        readiness.marker == nil
        ? now - state.since >= wait : incoming.marked.contains(file.name)
      if isReady {
        ready.files.append(file)
        ready.since.append(state.since)
      } else {
        ready.waiting += 1
        if readiness.marker == nil {
          ready.next = min(ready.next ?? .max, state.since + wait)
        }
      }
    }
    seen = kept
    return ready
  }

  /// Those of some files that stay and of which nobody has been told.
  public mutating func untold(
    _ others: [(name: String, why: Hindrance)]
  ) -> [(name: String, why: Hindrance)] {
    let new = others.filter { !told.contains($0.name) }
    told = Set(others.map(\.name))
    return new
  }
}
