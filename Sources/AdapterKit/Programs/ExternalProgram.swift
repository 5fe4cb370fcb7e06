/// An adapter that is a program of any language, spoken to over its standard input and output
/// (docs/plugin-protocol.md).
public struct ExternalProgram: Sendable {
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
  /// Whether a manifest may leave out `path`: the program knows itself what it reads.
  public var isPathOptional: Bool
  /// What a manifest may set; handed to the program.
  public var options: [OptionSpecification]
  /// Names of environment variables that it is given besides `PATH`, `LANG` and `TZ`.
  public var environment: [String]
  public var limits: ProgramLimits
  /// What an output's program is sent.
  public var receives: [ReceivedRecords]
  /// What it can be tried with.
  public var trial = ProgramTrial()

  public init(
    name: String, kind: AdapterSpecification.Kind, summary: String, command: [String],
    folder: String, language: ProgramLanguage = .claimpipe, isPathOptional: Bool = true,
    options: [OptionSpecification] = [], environment: [String] = [],
    limits: ProgramLimits = ProgramLimits(), receives: [ReceivedRecords] = []
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.command = command
    self.folder = folder
    self.language = language
    self.isPathOptional = isPathOptional
    self.options = options
    self.environment = environment
    self.limits = limits
    self.receives = receives
  }

  /// What ``isVariableName(_:)`` takes, as a regular expression.
  public static let variableNamePattern = "^[A-Za-z_][A-Za-z0-9_]*$"

  /// Letters, digits and `_`, not a digit first.
  public static func isVariableName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first &- 0x30 >= 10 else { return false }
    return name.utf8.allSatisfy { $0 == 0x5F || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
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

  public static let secondsRange = 1...604_800
  public static let memoryRange = 16...1_048_576
  public static let lineRange = 1...(256 << 20)
  /// In megabytes.
  public static let outputRange = 1...1_048_576
  public static let filesRange = 1...10_000_000

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
