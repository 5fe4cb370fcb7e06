public import AdapterKit

extension ClaimBatchAdapter {
  /// A record is a claim; Draft ones of an X12 batch are JSON.
  public static func sample(_ options: OptionValues) -> OutputSample? {
    let format = ClaimFormat(rawValue: options.text("format") ?? "") ?? .json
    let segment = "CLM" + (options.text("element_separator") ?? "*")
    return OutputSample { _, bytes in
      let mark =
        switch format {
        case .json, .ndjson: "\"claim_number\":"
        case .xml: "<claim>"
        case .x12: bytes.first == UInt8(ascii: "{") ? "\"claim_number\":" : segment
        }
      return OutputSample.count(of: Array(mark.utf8), in: bytes)
    }
  }
}
