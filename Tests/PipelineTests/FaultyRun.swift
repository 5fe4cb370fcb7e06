import Foundation

/// A run of claimpipe during which the system fails or the process dies, at one of the calls that
/// change files: `Faults/faults.c`, preloaded.
struct FaultyRun {
  enum Fault: CustomStringConvertible {
    /// Dies before the call, or when half of it is written.
    case kill, torn
    /// The call fails, once or with all that follow.
    case error(Int32, isLasting: Bool)

    /// The process goes on, and no other call fails.
    var isOver: Bool {
      if case .error(_, isLasting: false) = self { true } else { false }
    }

    var description: String {
      switch self {
      case .kill: "kill"
      case .torn: "torn"
      case .error(let number, let isLasting):
        String(cString: strerror(number)) + (isLasting ? ", from then on" : "")
      }
    }
  }

  let library: URL

  /// `nil` where there is no C compiler.
  static let shared: FaultyRun? = {
    let library = FileManager.default.temporaryDirectory.appending(
      path: "claimpipe-faults-\(getpid()).so")
    let source = Sandbox.repository.appending(path: "Tests/PipelineTests/Faults/faults.c")
    for compiler in ["cc", "clang", "gcc"] {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        compiler, "-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl", "-lpthread",
      ]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { continue }
      process.waitUntilExit()
      if process.terminationStatus == 0 {
        atexit { unlink(FaultyRun.shared?.library.path ?? "") }
        return FaultyRun(library: library)
      }
    }
    return nil
  }()

  private static let arguments = ["run", "run.yml", "--now", "2026-02-01", "--jobs", "1"]

  /// The run as it is without a fault.
  static func whole(_ sandbox: Sandbox) throws -> Sandbox.Ending {
    try sandbox.claimpipe(arguments)
  }

  /// The calls of a whole run that change files, such as `rename out/claims.json`.
  func calls(_ sandbox: Sandbox, _ options: String...) throws -> [String] {
    try sandbox.claimpipe(
      Self.arguments + options,
      environment: ["LD_PRELOAD": library.path, "FAULT_COUNT": sandbox.url("calls").path])
    return try namedCalls(sandbox)
  }

  /// - Parameter call: from 1.
  /// - Returns: also which call it was; two threads make them, in another order each time.
  func run(
    _ sandbox: Sandbox, _ fault: Fault, at call: Int, _ options: String...
  ) throws -> (ending: Sandbox.Ending, call: String) {
    var environment = [
      "LD_PRELOAD": library.path, "FAULT_AT": "\(call)", "FAULT_COUNT": sandbox.url("calls").path,
    ]
    switch fault {
    case .kill: environment["FAULT"] = "kill"
    case .torn: environment["FAULT"] = "torn"
    case .error(let number, let isLasting):
      environment["FAULT"] = "\(number)"
      if isLasting { environment["FAULT_REPEAT"] = "1" }
    }
    let ending = try sandbox.claimpipe(Self.arguments + options, environment: environment)
    let calls = try namedCalls(sandbox)
    return (ending, call <= calls.count ? calls[call - 1] : "none")
  }

  /// What the calls were, from the file that the library wrote, which goes.
  private func namedCalls(_ sandbox: Sandbox) throws -> [String] {
    defer { try? FileManager.default.removeItem(at: sandbox.url("calls")) }
    return try sandbox.text("calls").split(separator: "\n").map {
      String($0.drop { $0 != " " }.dropFirst())
    }
  }
}
