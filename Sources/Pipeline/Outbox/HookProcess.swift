internal import AdapterKit
internal import ByteIO
internal import ExternalAdapters
internal import Ledger
internal import Manifests

/// One run of a hook's program: no shell, a clean environment, nothing on its standard input; what it
/// says on standard error goes to the log, and on standard output nowhere.
struct HookProcess {
  /// `outputs[2]`
  let keyPath: String
  let settings: HookSettings
  /// The manifest's, which the program runs in.
  let folder: String
  let log: Log

  /// Of the address space of each of its processes.
  private static let memoryMegabytes = 16_384

  /// - Returns: why it failed; `nil` where it ended well.
  func run(for file: OutboxFile) -> String? {
    do throws(ExternalFault) {
      let child = try ChildProcess(program(for: file), log: log.takesPrograms)
      child.closeInput()
      try Self.passOver(child)
      try child.finish()
      return nil
    } catch {
      return words(error)
    }
  }

  private static func passOver(_ child: ChildProcess) throws(ExternalFault) {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { room.deallocate() }
    while try child.read(into: room) > 0 {}
  }

  private func program(for file: OutboxFile) -> ExternalProgram {
    // It may be silent for as long as it may run.
    let limits = ProgramLimits(
      idleSeconds: settings.timeoutSeconds, totalSeconds: settings.timeoutSeconds,
      memoryMegabytes: Self.memoryMegabytes)
    return ExternalProgram(
      name: "\(keyPath).hook", kind: .output, summary: "", command: command(for: file),
      folder: folder, environment: settings.environment, limits: limits)
  }

  private func command(for file: OutboxFile) -> [String] {
    [settings.program]
      + settings.arguments.map { argument in
        argument.filled { name in
          switch name {
          case .path: file.path
          case .name: file.path.split(separator: "/").last.map(String.init) ?? ""
          case .sha256: file.sha256
          case .controlNumber: file.controlNumber.map { OutputNames.digits($0, 9) } ?? ""
          case .records: String(file.recordCount)
          }
        }
      }
  }

  private func words(_ fault: ExternalFault) -> String {
    switch fault.kind {
    case .exit(let status): "it ended with exit status \(status)"
    case .signal(let number): "signal \(number) ended it"
    case .idle, .total:
      "it ran for longer than \(settings.timeoutSeconds) s (timeout_seconds) and was ended"
    default: fault.message
    }
  }
}
