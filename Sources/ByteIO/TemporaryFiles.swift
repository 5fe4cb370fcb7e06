import Glibc
import Synchronization

/// Temporary files under way: they hold patients' data, so that a run that is stopped leaves none.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Makes a file that only its owner can read, and that is not there yet.
  ///
  /// In one step with its entry, so that no file can be made and missed.
  static func create(_ path: String) -> (descriptor: Int32, error: Int32) {
    paths.withLock { paths in
      let opened = uninterrupted {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
      }
      if opened.error == 0 { paths.insert(path) }
      return (opened.result, opened.error)
    }
  }

  /// A file that is gone, or that has its own name by now.
  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes all and ends the process; nothing can be added meanwhile.
  static func removeAll(andEnd end: () -> Never) -> Never {
    paths.withLock { paths -> Never in
      for path in paths { unlink(path) }
      end()
    }
  }
}

/// A request to stop (Ctrl-C, `kill`, a terminal that closes) ends the process as it would, once
/// its temporary files are gone. Call it first, before there is a second thread.
public func removeTemporaryFilesWhenStopped() {
  var signals = stopSignals()
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  var thread = pthread_t()
  // Where no thread can be had the signals would be lost: they end the process at once, then.
  if pthread_create(&thread, nil, { _ in waitForStop() }, nil) != 0 {
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}

private func stopSignals() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
  return signals
}

private func waitForStop() -> Never {
  var signals = stopSignals()
  var number: Int32 = 0
  while sigwait(&signals, &number) != 0 {}
  TemporaryFiles.removeAll {
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    _exit(128 + number)
  }
}
