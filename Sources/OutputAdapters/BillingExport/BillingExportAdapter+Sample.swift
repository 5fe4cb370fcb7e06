public import AdapterKit

extension BillingExportAdapter {
  /// A record is a row; the header is none.
  public static func sample(_ options: OptionValues) -> OutputSample? {
    OutputSample(mark: options.text("line_ending") == "lf" ? "\n" : "\r\n", besides: 1)
  }
}
