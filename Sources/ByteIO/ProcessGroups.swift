import Glibc
import Synchronization

/// The groups of the processes that this one started and that still run: a request to stop ends them
/// too.
public enum ProcessGroups {
  private static let leaders = Mutex<Set<Int32>>([])
  /// The process has been asked to stop.
  private static let isEnding = Atomic(false)

  /// - Parameter start: starts a process that leads a group of its own; in one step with its entry, so
  ///   that none can be started and missed.
  public static func start(_ start: () -> Int32?) -> Int32? {
    leaders.withLock { leaders in
      let leader = start()
      if let leader {
        leaders.insert(leader)
        if isEnding.load(ordering: .acquiring) { kill(-leader, SIGKILL) }
      }
      return leader
    }
  }

  /// Ends every process of a group; its leader must not have been waited for.
  public static func end(_ leader: Int32) { kill(-leader, SIGKILL) }

  /// Ends those that run now.
  ///
  /// - Returns: whether any did.
  public static func endThoseThatRun() -> Bool {
    leaders.withLock { leaders in
      for leader in leaders { kill(-leader, SIGKILL) }
      return !leaders.isEmpty
    }
  }

  /// Ends those that run now, and those that are started from now on at once: whoever reads from one
  /// finds its end.
  public static func endRunning() {
    isEnding.store(true, ordering: .releasing)
    leaders.withLock { leaders in for leader in leaders { kill(-leader, SIGKILL) } }
  }

  /// Waits for a group's leader, whose number is free for others from then on.
  ///
  /// - Returns: what `waitpid` tells of its end.
  public static func reap(_ leader: Int32) -> Int32 {
    leaders.withLock { leaders in
      leaders.remove(leader)
      var status: Int32 = 0
      _ = uninterrupted { waitpid(leader, &status, 0) }
      if leaders.isEmpty { Orphans.end() }
      return status
    }
  }

  /// Ends all, and holds back others until the process itself has ended.
  static func endAll(before end: () -> Never) -> Never {
    leaders.withLock { leaders -> Never in
      for leader in leaders { kill(-leader, SIGKILL) }
      for leader in leaders { _ = uninterrupted { waitpid(leader, nil, 0) } }
      Orphans.end()
      end()
    }
  }
}
