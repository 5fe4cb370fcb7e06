/// What `claimpipe adapters test` tries a program with.
public struct ProgramTrial: Sendable {
  /// Options that hold where the command gives none.
  public var options: [String: OptionValue]
  public var input: InputSample?
  public var output: OutputSample?

  public init(
    options: [String: OptionValue] = [:], input: InputSample? = nil, output: OutputSample? = nil
  ) {
    self.options = options
    self.input = input
    self.output = output
  }
}
