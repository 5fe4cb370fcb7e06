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
      let leader = spawn(path, environment, pipes, &error)
      return leader > 0 ? leader : nil
    }
    pipes.closeTheirs()
    guard let leader else {
      pipes.closeOurs()
      throw fault(error, path)
    }
    return Spawned(
      leader: leader, input: pipes.input.ours, output: pipes.output.ours, errors: pipes.errors.ours)
  }

  private func spawn(
    _ path: String, _ environment: [String], _ pipes: Pipes, _ error: inout Int32
  ) -> pid_t {
    // The folder is entered before the program is looked for.
    let path = program.folder.isEmpty ? path : AbsolutePath.of(path)
    let folder = program.folder.isEmpty ? nil : strdup(program.folder)
    let file = strdup(path)
    defer {
      free(folder)
      free(file)
    }
    return withTexts([path] + program.command.dropFirst()) { arguments in
      withTexts(environment) { environment in
        var start = claimpipe_program(
          path: file, arguments: arguments, environment: environment, folder: folder,
          input: pipes.input.theirs, output: pipes.output.theirs, errors: pipes.errors.theirs,
          memory: UInt64(clamping: program.limits.memoryMegabytes) << 20)
        return claimpipe_start(&start, &error)
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
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
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
