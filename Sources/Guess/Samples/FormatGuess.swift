/// Which format a sample is in.
enum FormatGuess {
  case csv, json, ndjson, xml

  init(_ file: SampleFile) {
    let text = file.text.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    switch text.first {
    case 0x3C: self = .xml
    case 0x5B: self = .json
    case 0x7B: self = Self.isLines(text, file) ? .ndjson : .json
    default: self = .csv
    }
  }

  /// Whether each line is an object of its own.
  private static func isLines(_ text: ArraySlice<UInt8>, _ file: SampleFile) -> Bool {
    let lines = text.split(separator: 0x0A).filter { !$0.allSatisfy { $0 <= 0x20 } }
    guard let first = lines.first, let last = first.last(where: { $0 > 0x20 }), last == 0x7D,
      JSONRepair.closed(Array(first)) == Array(first)
    else { return false }
    if lines.count > 1 { return lines[1].first { $0 > 0x20 } == 0x7B }
    // One line that is one object may be either.
    let path = file.path.lowercased()
    return path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") || path.contains(".ndjson.")
  }
}
