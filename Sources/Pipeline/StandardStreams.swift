internal import ByteIO

/// What the command itself writes: data on standard output, messages on standard error.
public enum StandardStreams {
  public static func output(_ text: String) { try? StandardStream.output.write(line(text)) }
  public static func error(_ text: String) { try? StandardStream.error.write(line(text)) }

  /// Writing to a pipe whose reader has gone is an error and no death; a request to stop leaves no
  /// temporary file behind. Call it first.
  public static func prepareForSignals() {
    ByteIO.ignoreBrokenPipes()
    ByteIO.removeTemporaryFilesWhenStopped()
  }

  private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
