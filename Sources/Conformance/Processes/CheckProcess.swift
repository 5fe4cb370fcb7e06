import AdapterKit
import ByteIO
import Glibc

/// One check in a process of its own.
struct CheckProcess {
  let arguments: [String]
  let folder: ScratchFolder
  /// Seconds.
  let timeLimit: Int

  private static let program = "/proc/self/exe"

  /// - Throws: ``ConformanceFault`` where the process can't be started.
  func run() throws -> Verdict {
    let process = try start()
    // Programs of a check that crashed or hung.
    defer { Orphans.end() }
    guard let status = wait(for: process) else {
      // Its own children too: they are of its group unless they left it.
      kill(-process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 && errno == EINTR {}
      return .fail(["no end after \(timeLimit) seconds: it hangs, or --time-limit is too low"])
    }
    if let verdict = Self.read(folder) { return explained(verdict) }
    let signal = status & 0x7F
    let ending =
      signal != 0
      ? "the process died of \(String(cString: strsignal(signal)))"
      : "the process ended with status \(status >> 8 & 0xFF) and no verdict"
    return .fail([ending] + lastMessages)
  }

  /// A program's fault with what the program said of it, which went to the log.
  private func explained(_ verdict: Verdict) -> Verdict {
    guard case .fail(let reasons) = verdict,
      reasons.contains(where: { $0.contains("stands above") })
    else { return verdict }
    return .fail(reasons + lastMessages.map { "before that: \($0)" })
  }

  private func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 1, "\(folder.path)/messages", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var process: pid_t = 0
    let error = withCStrings([Self.program] + arguments) { arguments in
      withCStrings(environment) { environment in
        posix_spawn(&process, Self.program, &actions, &attributes, arguments, environment)
      }
    }
    if error != 0 {
      throw ConformanceFault(
        "a check can't be started (\(String(cString: strerror(error)))): it needs /proc, and room for "
          + "one more process")
    }
    return process
  }

  /// Ours, without what Swift prints of a crash, and with folders of the check's own.
  private var environment: [String] {
    let own = ["TMPDIR", "SWIFT_BACKTRACE", ScratchFolder.variable]
    let file = try? FileSource(path: "/proc/self/environ", name: "environment")
    let variables = ((try? file?.readAll()) ?? []).split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }.filter { text in !own.contains { text.hasPrefix($0 + "=") } }
    return variables + [
      "TMPDIR=\(folder.temporaries)", "SWIFT_BACKTRACE=enable=no",
      "\(ScratchFolder.variable)=\(folder.path)",
    ]
  }

  /// `nil` where it goes on past the limit.
  private func wait(for process: pid_t) -> Int32? {
    let end = Clock.nowUTC() + Int64(timeLimit) * 1_000_000
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status }
      if ended < 0 && errno != EINTR { return nil }
      if Clock.nowUTC() > end { return nil }
      usleep(2000)
    }
  }

  /// What it said last.
  private var lastMessages: [String] {
    guard let file = try? FileSource(path: "\(folder.path)/messages", name: "messages") else {
      return []
    }
    let text = String(decoding: (try? file.readAll()) ?? [], as: UTF8.self)
    return text.split(separator: "\n").suffix(2).map { String($0.prefix(300)) }
  }

  // MARK: The verdict's way

  /// In the process of the check: for the one that started it.
  static func leave(_ verdict: Verdict, in folder: ScratchFolder) throws {
    let document = JSONValue.object([
      ("verdict", .text(verdict.word)), ("reasons", .array(verdict.reasons.map { .text($0) })),
    ])
    let file = try AtomicFile(path: "\(folder.path)/verdict")
    try file.write(Array(document.rendered.utf8))
    try file.commit()
  }

  private static func read(_ folder: ScratchFolder) -> Verdict? {
    guard let file = try? FileSource(path: "\(folder.path)/verdict", name: "verdict"),
      let bytes = try? file.readAll(), let document = try? JSONValue(parsing: bytes)
    else { return nil }
    let reasons = document["reasons"]?.array?.compactMap(\.text) ?? []
    return switch document["verdict"]?.text {
    case "pass": .pass
    case "fail": .fail(reasons)
    default: .notApplicable(reasons.first ?? "")
    }
  }
}

/// An array of C strings that ends with none, for as long as `body` runs.
private func withCStrings<Result>(
  _ strings: [String],
  _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  return pointers.withUnsafeMutableBufferPointer { buffer in
    // Never empty: the last is `nil`.
    body(buffer.baseAddress.unsafelyUnwrapped)
  }
}
