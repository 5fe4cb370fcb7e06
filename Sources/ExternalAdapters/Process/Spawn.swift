import AdapterKit
import ByteIO
import CLinux
import Glibc

/// A process that was just started, with our ends of its three streams.
struct Spawned {
  let leader: pid_t
  /// To write to.
  let input: Int32
  /// To read from.
  let output: Int32
  let errors: Int32
}

/// Starts programs: no shell, a group of their own, a clean environment, no signals and no
/// descriptors of ours but the three streams.
struct Spawn {
  let program: ExternalProgram

  func start() throws(ExternalFault) -> Spawned {
    let path = try ProgramFinder(program, path: ProgramEnvironment.path).find()
    let environment = try ProgramEnvironment.variables(of: program)
    guard let pipes = Pipes() else { throw fault(errno, path) }
    var error: Int32 = 0
    let leader = ProcessGroups.start {
      var leader: pid_t = 0
      error = spawn(&leader, path, environment, pipes)
      return error == 0 ? leader : nil
    }
    pipes.closeTheirs()
    guard let leader else {
      pipes.closeOurs()
      throw fault(error, path)
    }
    // A moment late, as it runs already: what it then asks for is refused.
    let megabytes = UInt64(clamping: program.limits.memoryMegabytes)
    _ = claimpipe_limit_memory(leader, megabytes << 20)
    _ = claimpipe_limit_core(leader)
    return Spawned(
      leader: leader, input: pipes.input.ours, output: pipes.output.ours, errors: pipes.errors.ours)
  }

  private func spawn(
    _ leader: inout pid_t, _ path: String, _ environment: [String], _ pipes: Pipes
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes.input.theirs, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.output.theirs, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.errors.theirs, STDERR_FILENO)
    claimpipe_start_without(&actions, STDERR_FILENO + 1)
    if !program.folder.isEmpty { claimpipe_start_in(&actions, program.folder) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // We ignore some signals and hold back others: a program begins with none of that.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let absolute = program.folder.isEmpty ? path : AbsolutePath.of(path)
    return withTexts([absolute] + program.command.dropFirst()) { arguments in
      withTexts(environment) { environment in
        posix_spawn(&leader, absolute, &actions, &attributes, arguments, environment)
      }
    }
  }

  private func fault(_ error: Int32, _ path: String) -> ExternalFault {
    let remedy =
      switch error {
      case ENOEXEC:
        "is no program of this machine; a script begins with a line such as #!/usr/bin/env python3"
      case ENOENT:
        "can't be started: the interpreter that its first line names is not there, or the folder "
          + "\(quoted(program.folder)) is not"
      case E2BIG: "can't be started: its arguments and environment are too long"
      default: "can't be started: \(String(cString: strerror(error)))"
      }
    return ExternalFault(
      program: program.name, kind: error == ENOEXEC ? .notExecutable : .notStarted,
      message: "\(quoted(path)) \(remedy)")
  }
}

/// Texts as C has lists of them, for as long as `body` runs.
private func withTexts<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}

/// The pipes of a program's three streams.
private struct Pipes {
  struct Ends {
    let ours: Int32
    let theirs: Int32
  }

  let input: Ends
  let output: Ends
  let errors: Ends
  /// A megabyte, which Linux allows everybody: fewer turns between two processes.
  private static let room: Int32 = 1 << 20
  private static let setRoom: Int32 = 1031  // F_SETPIPE_SZ

  /// `nil` where there are no descriptors left; `errno` says so.
  init?() {
    var ends: [Int32] = []
    for _ in 0..<3 {
      var pair: [Int32] = [-1, -1]
      if claimpipe_pipe(&pair) != 0 {
        let number = errno
        for end in ends { close(end) }
        errno = number
        return nil
      }
      ends += pair
    }
    input = Ends(ours: ends[1], theirs: ends[0])
    output = Ends(ours: ends[2], theirs: ends[3])
    errors = Ends(ours: ends[4], theirs: ends[5])
    for end in [input.ours, output.ours] { _ = fcntl(end, Self.setRoom, Self.room) }
    for end in [input.ours, output.ours, errors.ours] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  func closeTheirs() { for end in [input, output, errors] { close(end.theirs) } }
  func closeOurs() { for end in [input, output, errors] { close(end.ours) } }
}
