internal import AdapterKit
internal import ByteIO
internal import ExternalAdapters
internal import Manifests

/// Adapters that are installed by files in `adapters/`, beside the manifests.
struct InstalledAdapters {
  /// The manifests' folder; empty is the working folder.
  let folder: String
  let log: Log

  private static let patterns = ["adapters/*.yml", "adapters/*.yaml", "adapters/*.json"]
  private static let fileBytes = 1 << 20

  /// An adapter that is a program; `check`, `run` and `adapters` find it here.
  ///
  /// - Parameter registry: what is there already: no file takes a name of these.
  /// - Throws: ``RunFailure`` with every fault of every file.
  func join(_ registry: AdapterRegistry) throws(RunFailure) -> AdapterRegistry {
    let host = ProgramHost(folder: folder, log: log.takesPrograms)
    var joined = registry.replacing(ExecAdapter.kind(host))
    for program in try programs(besides: registry) {
      switch program.kind {
      case .input:
        joined = joined.adding(
          AdapterRegistry(inputs: [InputAdapterKind(program, host: host)], outputs: []))
      case .output:
        joined = joined.adding(
          AdapterRegistry(inputs: [], outputs: [OutputAdapterKind(program, host: host)]))
      }
    }
    return joined
  }

  /// By file name.
  private func programs(besides registry: AdapterRegistry) throws(RunFailure) -> [ExternalProgram] {
    let files = FileLookup.system(zoneExists: { _ in false })
    let names = Self.patterns.flatMap { files.matches($0, folder) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var taken = Dictionary(
      registry.specifications.map { ($0.name, "claimpipe has it built in") },
      uniquingKeysWith: { first, _ in first })
    var programs: [ExternalProgram] = []
    var faults: [ManifestFaults] = []
    for name in names {
      let path = folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      do throws(ManifestFaults) {
        let loader = AdapterFileLoader(
          taken: taken,
          reservedOptions: { ExternalOutput.options(for: $0).map(\.name) },
          environment: { EnvironmentVariable.get($0) })
        let program = try loader.load(text: try text(of: path), name: path)
        taken[program.name] = "\(path) has it"
        programs.append(program)
      } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw .adapterFiles(faults) }
    return programs
  }

  private func text(of path: String) throws(ManifestFaults) -> [UInt8] {
    do throws(InputFault) {
      return try FileSource(path: path, name: path).readAll(limit: Self.fileBytes)
    } catch {
      throw ManifestFaults(unreadable: path, message: error.message)
    }
  }
}

extension AdapterRegistry {
  /// With `exec` in the place of the one of that name.
  fileprivate func replacing(_ kind: InputAdapterKind) -> AdapterRegistry {
    AdapterRegistry(
      inputs: inputs.map { $0.specification.name == kind.specification.name ? kind : $0 },
      outputs: outputs)
  }
}

extension Log {
  /// Messages of programs, which name them.
  var takesPrograms: ProgramLog {
    { message in
      let level: Level =
        switch message.level {
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
      write(
        level, "\(message.program): \(message.text)", [("adapter", .text(message.program))])
    }
  }
}
