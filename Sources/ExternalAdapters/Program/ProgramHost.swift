public import AdapterKit

/// What external adapters are given by the run they are part of.
public struct ProgramHost: Sendable {
  /// The manifest's folder: its paths are relative to it, and it is the working folder of programs
  /// that the manifest itself names. Empty is the working folder.
  public let folder: String
  public let log: ProgramLog

  public init(folder: String = "", log: @escaping ProgramLog = { _ in }) {
    self.folder = folder
    self.log = log
  }
}

extension InputAdapterKind {
  /// A program as a manifest's input can name it.
  public init(_ program: ExternalProgram, host: ProgramHost) {
    self.init(
      specification: program.specification, sources: .path, sample: { _ in program.trial.input },
      triedWith: program.trial.options, isProgram: true,
      make: { (options) throws(OptionFault) in
        try ProgramInput(program: program, options: options, host: host)
      })
  }
}

extension OutputAdapterKind {
  /// A program as a manifest's output can name it.
  public init(_ program: ExternalProgram, host: ProgramHost) {
    self.init(
      specification: program.specification, sample: { _ in program.trial.output },
      triedWith: program.trial.options, isProgram: true,
      make: { (options, path) throws(OptionFault) in
        try ExternalOutput(program, options: options, path: path, host: host)
      })
  }
}

extension ExternalProgram {
  public var specification: AdapterSpecification {
    switch kind {
    case .input:
      AdapterSpecification(
        name: name, kind: kind, summary: summary, isPathOptional: isPathOptional,
        options: language == .singer ? [SingerMessages.streamOption] + options : options)
    case .output:
      AdapterSpecification(
        name: name, kind: kind, summary: summary,
        options: options + ExternalOutput.options(for: receives),
        notes: ["It receives \(receives.map(\.rawValue).joined(separator: ", "))."])
    }
  }
}
