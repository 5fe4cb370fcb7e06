public import AdapterKit

/// One JSON document (RFC 8259) whose records are the elements of an array somewhere in it.
public struct JSONAdapter: InputAdapter {
  public static let specification = AdapterSpecification(
    name: "json", kind: .input,
    summary: "One JSON document: an array of objects, at its top or where `records` says.",
    options: [
      OptionSpecification(
        "records", .text,
        summary: "Path to the records; without it they are the array at the document's top.",
        example: "entry[*].resource", refuses: ["\"entry[\""]
      ).matching(JSONPath.pattern, unquoted: .anything),
      .maxRecordBytes, .encoding,
    ])

  let records: JSONPath
  var limits: ReadingLimits

  public init(options: OptionValues) throws(OptionFault) {
    limits = ReadingLimits(options)
    do throws(JSONPathFault) {
      records = try options.text("records").map(JSONPath.init(records:)) ?? .top
    } catch {
      throw OptionFault(option: "records", message: error.message)
    }
  }

  public func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    let names = try NamedPaths(names, source: source.name)
    let objects = records.steps.count { if case .key = $0 { true } else { false } }
    if let outermost = names.parents.levels.last, outermost.distance > objects {
      throw InputFault(
        source: source.name,
        message:
          "the mapping's `\(String(repeating: "../", count: outermost.distance))` leads out of "
          + "the document: the records' path has \(objects) \(objects == 1 ? "object" : "objects")")
    }
    return DocumentReader(source, records: records, names: names, limits: limits)
  }
}
