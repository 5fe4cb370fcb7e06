internal import AdapterKit
internal import ByteIO
internal import ReportPage

extension Commands {
  /// `claimpipe report`: a run report's JSON as a page for people.
  ///
  /// - Parameters:
  ///   - path: the JSON; `-` is standard input.
  ///   - output: the page's file; `nil` is standard output.
  public func report(_ path: String, output: String?) -> ExitStatus {
    ending {
      let bytes = try openSource(path: path, name: path).readAll(limit: Self.largestReport)
      let report: JSONValue
      do throws(JSONSyntaxFault) {
        report = try JSONValue(parsing: bytes)
      } catch {
        throw RunFailure.usage("\(path): \(error): a run report is JSON")
      }
      if let fault = ReportPage.fault(in: report) { throw RunFailure.usage("\(path): \(fault)") }
      var buffer = ByteBuffer()
      ReportPage(report).write(to: &buffer)
      guard let output else {
        return StandardStreams.output(buffer.withBytes { String(decoding: $0, as: UTF8.self) })
      }
      let file = try AtomicFile(path: output)
      try file.write(buffer)
      try file.commit()
      return .done
    }
  }

  /// Bytes; reports are bounded, but for the names of thousands of outputs.
  private static let largestReport = 1 << 26
}
