public import AdapterKit
public import ArgumentParser
import Glibc
public import Pipeline

/// The command `claimpipe`, for programs that bring adapters of their own:
///
/// ```swift
/// @main enum Main {
///   static func main() { ClaimpipeCommand.main(inputs: [VisitLogAdapter.self]) }
/// }
/// ```
public enum ClaimpipeCommand {
  /// The command with adapters beside those that claimpipe brings.
  public static func main(
    inputs: [any InputAdapter.Type], outputs: [any OutputAdapter.Type] = []
  ) {
    main(adapters: .builtIn.adding(AdapterRegistry(inputs: inputs, outputs: outputs)))
  }

  /// Reads the process's arguments, does what they say, and ends the process with the status.
  ///
  /// - Parameter adapters: what a manifest can name. Those installed beside the manifest come along.
  public static func main(adapters: @autoclosure () -> AdapterRegistry = .builtIn) {
    StandardStreams.prepare()
    // Installers and monitors ask for it, and wait: the parser would look through every command first.
    if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
      exit(StandardStreams.output(claimpipeVersion).rawValue)
    }
    let adapters = adapters()
    if let name = adapters.nameOfTwo {
      StandardStreams.error("error: two adapters are called \"\(name)\": rename one")
      exit(ExitStatus.internalError.rawValue)
    }
    Claimpipe.$adapters.withValue(adapters) { Claimpipe.main() }
  }
}

/// It parses arguments, calls the pipeline and shows the result.
struct Claimpipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claimpipe",
    abstract: "Turns therapy sessions into billing that pays.",
    discussion: """
      A manifest names the inputs (CSV, JSON, NDJSON, XML), the rules and the outputs.

      Exit status: 0 done; 1 done, with rejected records within the limit or findings of severity \
      error, or a hook that failed; 2 usage or manifest; 3 too many rejects or a limit exceeded, \
      nothing emitted; 4 input or output failed; 5 another run holds the ledger or the inbox; 70 a \
      defect of claimpipe itself.
      """,
    version: claimpipeVersion,
    subcommands: [
      Run.self, Watch.self, Check.self, Preview.self, Explain.self, Guess.self, Test.self,
      Adapters.self,
      Schema.self, Charges.self, Claims.self,
      LedgerCare.self, Outbox.self, Report.self,
    ])

  /// What a manifest can name.
  @TaskLocal static var adapters = AdapterRegistry.builtIn

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error).rawValue
      let message = fullMessage(for: error)
      // Help and the version are data.
      if status == 0 { Glibc.exit(StandardStreams.output(message).rawValue) }
      if !message.isEmpty { StandardStreams.error(message) }
      // ArgumentParser's own status for wrong usage is 64; ours is 2.
      Glibc.exit(error is ExitCode ? status : ExitStatus.usage.rawValue)
    }
  }
}

/// What every command on a manifest takes.
struct ManifestArguments: ParsableArguments {
  @Argument(
    help: "The manifest, in plugins-config/.", completion: .file(extensions: ["yml", "json"]))
  var manifest: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Sets a key of the manifest, as in claims.as_draft=true; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []
}

/// What narrows a run.
struct ScopeArguments: ParsableArguments {
  @Option(name: .long, help: "First date of service; narrows the manifest's period.")
  var from: String?

  @Option(name: .long, help: "Last date of service; narrows the manifest's period.")
  var to: String?

  @Option(
    name: .long,
    help: "A charge period, a month as 2026-01 or a week's Monday; in place of --from and --to.")
  var period: String?

  @Option(
    name: .long, help: "A business unit's id; narrows the manifest's; may be repeated.")
  var businessUnit: [String] = []
}

/// How a command talks on standard error.
struct LogArguments: ParsableArguments {
  @Flag(name: .long, help: "Only warnings and errors.")
  var quiet = false

  @Option(name: .long, help: "How messages are written: text or json.")
  var logFormat = Log.Format.text

  var log: Log { Log(format: logFormat, isQuiet: quiet) }

  /// For a process that goes on for years.
  var timedLog: Log { Log(format: logFormat, isQuiet: quiet, showsTimes: true) }
}

extension Log.Format: ExpressibleByArgument {}

extension Commands {
  init(log: Log) { self.init(log: log, registry: Claimpipe.adapters) }
}
