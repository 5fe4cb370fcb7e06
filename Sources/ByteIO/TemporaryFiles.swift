import Glibc
import Synchronization

/// Temporary files under way: they hold patients' data, so that a run that is stopped leaves none.
enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Makes a file that only its owner can read, and that is not there yet.
  ///
  /// In one step with its entry, so that no file can be made and missed.
  static func create(_ path: String) -> (descriptor: Int32, error: Int32) {
    TemporaryJournal.note(path)
    return paths.withLock { paths in
      let opened = uninterrupted {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
      }
      if opened.error == 0 { paths.insert(path) }
      return (opened.result, opened.error)
    }
  }

  /// Names in folders that were looked through, by folder: those of the form `.NAME.PID.tmp`.
  private static let found = Mutex<[String: [String]]>([:])

  /// Removes what killed processes left of a file, `.NAME.PID.tmp`: those whose number no process
  /// has any more. What can't be removed stays.
  ///
  /// A process of another machine, or of a container with numbers of its own, that writes the same
  /// file to the same folder at the same time counts as gone: its run fails, and nothing is lost.
  static func removeStale(of name: String, in folder: String) {
    // A folder is looked through once: a quarantine may have thousands of files.
    let names = found.withLock { found in
      if let known = found[folder] { return known }
      let names = temporaryNames(in: folder)
      found[folder] = names
      return names
    }
    let stem = Array(".\(name).".utf8)
    for temporary in names where temporary.utf8.starts(with: stem) {
      let number = temporary.utf8.dropFirst(stem.count).dropLast(4).prefix { $0 != 0x2D }
      guard let process = pid_t(String(decoding: number, as: UTF8.self)), process > 0,
        isGone(process, "\(folder)/\(temporary)")
      else { continue }
      unlink("\(folder)/\(temporary)")
    }
  }

  /// Removes one file of that form, unless this process is at it.
  static func remove(leftBehind path: String) {
    let name = splitPath(path).name
    guard name.hasPrefix("."), name.hasSuffix(".tmp"), paths.withLock({ !$0.contains(path) }) else {
      return
    }
    unlink(path)
  }

  /// Whether the process that made a temporary file is no more. One that had our own number is:
  /// in a container every run may have the same.
  private static func isGone(_ process: pid_t, _ path: String) -> Bool {
    if process == getpid() { return paths.withLock { !$0.contains(path) } }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  private static func temporaryNames(in folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(validating: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, name.hasPrefix("."), name.hasSuffix(".tmp") { names.append(name) }
    }
    return names
  }

  /// A file that is gone, or that has its own name by now.
  static func forget(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Scratch folders under way.
  private static let folders = Mutex<Set<String>>([])

  static func keep(folder: String) { folders.withLock { _ = $0.insert(folder) } }

  static func forget(folder: String) { folders.withLock { _ = $0.remove(folder) } }

  /// Removes all and ends the process; nothing can be added meanwhile.
  static func removeAll(andEnd end: () -> Never) -> Never {
    paths.withLock { paths -> Never in
      for path in paths { unlink(path) }
      for folder in folders.withLock({ $0 }) { ScratchFolder.remove(folder) }
      end()
    }
  }
}

/// A request to stop (Ctrl-C, `kill`, a terminal that closes) ends the process as it would, once
/// its temporary files and the programs that it started are gone. Call it first, before there is a
/// second thread.
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

/// From now on a request to stop calls this, on a thread of its own, and the process ends when it
/// pleases; Ctrl-C a second time ends it all the same.
public func whenAskedToStop(_ handler: @escaping @Sendable () -> Void) {
  stopHandler.withLock { $0 = handler }
}

private let stopHandler = Mutex<(@Sendable () -> Void)?>(nil)

private func waitForStop() -> Never {
  var signals = stopSignals()
  var number: Int32 = 0
  var isAsked = false
  while true {
    while sigwait(&signals, &number) != 0 {}
    guard let handler = stopHandler.withLock({ $0 }), !isAsked || number != SIGINT else { break }
    isAsked = true
    handler()
  }
  ProcessGroups.endAll {
    TemporaryFiles.removeAll {
      signal(number, SIG_DFL)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(number)
      _exit(128 + number)
    }
  }
}
