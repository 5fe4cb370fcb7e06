public import AdapterKit

/// An adapter that is a program of any language, spoken to over its standard input and output
/// (docs/plugin-protocol.md).
public struct ExternalProgram: Sendable, Equatable {
  /// As a manifest names it.
  public var name: String
  public var kind: AdapterSpecification.Kind
  /// One sentence.
  public var summary: String
  /// The program and its arguments, handed on as they are: there is no shell.
  public var command: [String]
  /// The program's working folder: that of the file that holds the command. A program given with a
  /// slash is relative to it.
  public var folder: String
  public var language: ProgramLanguage
  /// What a manifest may set; handed to the program.
  public var options: [OptionSpecification]
  /// Names of environment variables that it is given besides ``Environment/always``.
  public var environment: [String]
  public var limits: ProgramLimits
  /// What an output's program is sent.
  public var receives: [ReceivedRecords]

  public init(
    name: String, kind: AdapterSpecification.Kind, summary: String, command: [String],
    folder: String, language: ProgramLanguage = .claimpipe, options: [OptionSpecification] = [],
    environment: [String] = [], limits: ProgramLimits = ProgramLimits(),
    receives: [ReceivedRecords] = []
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.command = command
    self.folder = folder
    self.language = language
    self.options = options
    self.environment = environment
    self.limits = limits
    self.receives = receives
  }

  public static func == (one: ExternalProgram, other: ExternalProgram) -> Bool {
    (one.name, one.kind, one.summary, one.command, one.folder, one.language)
      == (other.name, other.kind, other.summary, other.command, other.folder, other.language)
      && one.environment == other.environment && one.limits == other.limits
      && one.receives == other.receives
      && one.options.map(\.name) == other.options.map(\.name)
  }
}

/// What a program speaks.
public enum ProgramLanguage: String, Sendable, CaseIterable {
  /// docs/plugin-protocol.md
  case claimpipe
  /// SCHEMA, RECORD and STATE messages of a Singer tap; for inputs only.
  case singer
}

/// What a program may take up before it is ended.
public struct ProgramLimits: Sendable, Equatable {
  /// How long it may be silent while it is waited for.
  public var idleSeconds: Int
  /// How long it may run.
  public var totalSeconds: Int
  /// Of each of its processes' address space.
  public var memoryMegabytes: Int
  /// The longest line that it may write on standard output.
  public var lineBytes: Int
  /// All that an output's program may put into its files.
  public var outputBytes: Int
  public var outputFiles: Int

  public init(
    idleSeconds: Int = 60, totalSeconds: Int = 3600, memoryMegabytes: Int = 4096,
    lineBytes: Int = 16 << 20, outputBytes: Int = 4 << 30, outputFiles: Int = 100_000
  ) {
    self.idleSeconds = idleSeconds
    self.totalSeconds = totalSeconds
    self.memoryMegabytes = memoryMegabytes
    self.lineBytes = lineBytes
    self.outputBytes = outputBytes
    self.outputFiles = outputFiles
  }
}
