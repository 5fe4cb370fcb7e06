public import AdapterKit

/// One JSON object a line, lines ending with LF or CRLF; blank lines are passed over.
///
/// - A mapping's names are paths, as of the adapter `json`.
/// - A line that is no JSON object is rejected, and reading goes on with the next.
public struct NDJSONAdapter: InputAdapter {
  public static let specification = AdapterSpecification(
    name: "ndjson", kind: .input,
    summary: "One JSON object a line (also called JSON Lines).",
    options: [.maxRecordBytes, .encoding])

  var limits: ReadingLimits

  public init(options: OptionValues) throws(OptionFault) {
    limits = ReadingLimits(options)
  }

  public func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    let names = try NamedPaths(names, source: source.name)
    if !names.parents.isEmpty {
      throw InputFault(
        source: source.name,
        message: "the mapping has `../`, but nothing stands around the object of a line")
    }
    return LineReader(source, plan: names.record, limits: limits)
  }
}
