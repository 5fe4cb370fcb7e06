public import AdapterKit

/// The adapter `exec`: a program that the manifest itself names.
///
/// - The program writes one JSON object a line to its standard output: plugin-protocol.md has all of
///   it. A Singer tap is such a program too, with `protocol: singer`.
/// - It runs without a shell, in the manifest's folder, with a clean environment, under limits of time
///   and memory. One that dies, hangs or counts wrongly ends the run, and nothing is published.
/// - To use a program like a built-in adapter, with options of its own, install it by a file instead.
public enum ExecAdapter {
  public static let specification = AdapterSpecification(
    name: "exec", kind: .input,
    summary: "Any program that writes records to its standard output (docs/plugin-protocol.md).",
    isPathOptional: true,
    options: [
      OptionSpecification(
        "command", .list,
        summary: "The program and its arguments, run without a shell in the manifest's folder; "
          + "every input needs it.",
        example: "[python3, read.py, --since, 2026-01-01]"
      ).required(),
      OptionSpecification(
        "protocol", .choice(ProgramLanguage.allCases.map(\.rawValue)), default: .text("claimpipe"),
        summary: "What the program writes: messages of docs/plugin-protocol.md, or those of a "
          + "Singer tap.",
        example: "singer"),
      SingerMessages.streamOption.only(where: "protocol", is: ProgramLanguage.singer.rawValue),
      OptionSpecification(
        "environment", .list,
        summary: "Names of environment variables that the program is given; it has no others but "
          + "PATH, LANG and TZ.",
        example: "[API_TOKEN]"
      ).matching(ExternalProgram.variableNamePattern),
      OptionSpecification(
        "idle_seconds", .integer(ProgramLimits.secondsRange),
        default: .integer(ProgramLimits().idleSeconds),
        summary: "How long the program may be silent while it is waited for.", example: "600"),
      OptionSpecification(
        "total_seconds", .integer(ProgramLimits.secondsRange),
        default: .integer(ProgramLimits().totalSeconds),
        summary: "How long the program may run.", example: "86400"),
      OptionSpecification(
        "memory_megabytes", .integer(ProgramLimits.memoryRange),
        default: .integer(ProgramLimits().memoryMegabytes),
        summary: "The address space that each of the program's processes may take up.",
        example: "16384"),
      OptionSpecification(
        "max_record_bytes", .integer(ProgramLimits.lineRange),
        default: .integer(ProgramLimits().lineBytes),
        summary: "The longest line of the program's output in bytes; a longer one ends the run.",
        example: "1048576"),
    ])

  public static func kind(_ host: ProgramHost) -> InputAdapterKind {
    InputAdapterKind(specification: specification, sources: .path) {
      (options) throws(OptionFault) in
      try ProgramInput(
        program: try program(options, folder: host.folder), options: options, host: host)
    }
  }

  private static func program(
    _ options: OptionValues, folder: String
  ) throws(OptionFault) -> ExternalProgram {
    guard let command = options.list("command"), !command.isEmpty else {
      throw OptionFault(
        option: "command",
        message: "missing: the program and its arguments, as in [python3, read.py]"
      )
    }
    let environment = options.list("environment") ?? []
    for name in environment where !ExternalProgram.isVariableName(name) {
      throw OptionFault(
        option: "environment",
        message: "\(quoted(name)) is no name of a variable: letters, digits and _ are")
    }
    let language = options.text("protocol").flatMap(ProgramLanguage.init(rawValue:)) ?? .claimpipe
    if language == .claimpipe && options.isSet("stream") {
      throw OptionFault(
        option: "stream",
        message: "only a Singer tap has streams: add protocol: singer, or leave it out")
    }
    var limits = ProgramLimits()
    limits.idleSeconds = options.integer("idle_seconds") ?? limits.idleSeconds
    limits.totalSeconds = options.integer("total_seconds") ?? limits.totalSeconds
    limits.memoryMegabytes = options.integer("memory_megabytes") ?? limits.memoryMegabytes
    limits.lineBytes = options.integer("max_record_bytes") ?? limits.lineBytes
    return ExternalProgram(
      name: specification.name, kind: .input, summary: specification.summary, command: command,
      folder: folder, language: language, environment: environment, limits: limits)
  }
}
