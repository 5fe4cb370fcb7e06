internal import ByteIO

/// What the command itself writes: data on standard output, messages on standard error.
public enum StandardStreams {
  /// - Returns: ``ExitStatus/done`` also where the reader has gone, having seen enough.
  public static func output(_ text: String) -> ExitStatus {
    do throws(OutputFault) {
      try StandardStream.output.write(line(text))
      return .done
    } catch {
      if error.isReaderGone { return .done }
      self.error("error: \(error)")
      return .inputOrOutputFailed
    }
  }

  public static func error(_ text: String) { try? StandardStream.error.write(line(text)) }

  /// Streams that are closed stay apart from files. Writing to a pipe whose reader has gone is an
  /// error and no death; a request to stop leaves no temporary file behind. Call it first.
  public static func prepare() {
    ByteIO.reserveStandardStreams()
    ByteIO.keepTemporaryFilesTogether()
    ByteIO.ignoreBrokenPipes()
    ByteIO.removeTemporaryFilesWhenStopped()
    Orphans.adopt()
  }

  private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}
