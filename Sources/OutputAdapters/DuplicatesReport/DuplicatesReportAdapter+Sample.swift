public import AdapterKit

extension DuplicatesReportAdapter {
  /// A record is a row; a workbook's are packed.
  public static func sample(_ options: OptionValues) -> OutputSample? {
    if options.text("format") == DuplicatesFormat.xlsx.rawValue { return nil }
    return OutputSample(mark: options.text("line_ending") == "lf" ? "\n" : "\r\n", besides: 1)
  }
}
