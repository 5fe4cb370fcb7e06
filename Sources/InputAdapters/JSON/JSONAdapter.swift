public import AdapterKit

/// One JSON document (RFC 8259) whose records are the elements of an array somewhere in it.
///
/// - `records` leads there: `entry[*].resource`, `data/visits`, `$.pages[0].rows`. A step by key into
///   an array takes all its elements, so `[*]` only says what holds anyway. Without the option the
///   document itself is the array.
/// - A mapping's names are paths from a record: `name.first` or `name/first`, `codes[0].value`,
///   `["a.key with dots"]`. Letters of ASCII count in any case. A name that leads into an array takes
///   all its elements, as a list. `telecom[system=phone].value` is of the first element that has that
///   value, `extension[url=http://example.org/modifier][*].valueString` the list of all that have it.
/// - Texts, numbers, `true` and `false` are values, numbers as they are spelled; `null` and an empty text
///   are missing ones.
/// - A document is read as a stream, of any length, with little of it in memory. One that isn't JSON
///   ends the run at the line and column where it goes wrong; a key twice, or bytes that aren't UTF-8,
///   reject their record.
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
