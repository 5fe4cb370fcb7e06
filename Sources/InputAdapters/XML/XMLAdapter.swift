public import AdapterKit

/// XML documents: one repeated element is a record, its children, their children and attributes are
/// the fields (formats.md section 2).
///
/// - Names are compared without prefix and without regard to the case of ASCII letters. `status` is
///   a child element, `name/first` a path, `@id` and `name/@use` attributes, `.` the record's own
///   text. `id[@type=MRN]` takes only the elements whose attribute has that value, which paths
///   without the bracket then don't see. `../@id` and `../name` are of the element around the record,
///   as far as they stand before it. Where a record has no child of a name but an attribute of it, the attribute counts.
/// - A value is the element's character data, CDATA sections included, as it stands; comments and
///   processing instructions are passed over. An element that occurs more than once is a list; so is
///   one whose children all have one name and nothing but blanks between them, even if it is only
///   one child. Other elements with children have no value of their own (`nested`). `xsi:nil="true"`
///   says that the value is missing.
/// - Documents are parsed as a stream, by libxml2 but for records so plain that they need no parser
///   (``PlainRecords``). One with a DOCTYPE is refused, and so is one that
///   isn't well-formed or has an undeclared prefix; nothing is ever fetched.
public struct XMLAdapter: InputAdapter {
  public static let specification = AdapterSpecification(
    name: "xml", kind: .input,
    summary: "XML documents: a repeated element with child elements and attributes.",
    options: [
      OptionSpecification(
        "records", .text,
        summary:
          "The path of the element that is one record, from the root; left out, each child of the root.",
        example: "/sessions/session", refuses: ["a session"]
      ).matching(RecordPath.pattern, unquoted: .anything),
      OptionSpecification(
        "max_record_bytes", .integer(1024...(256 << 20)), default: .integer(16 << 20),
        summary: "The longest record, in bytes; a longer one ends the run.",
        example: "1048576"),
      OptionSpecification(
        "max_depth", .integer(2...10_000), default: .integer(256),
        summary: "How deep elements may stand in one another; the root is 1 deep.",
        example: "64"),
      .encoding,
    ])

  public static let sources = SourceForm.declaredText

  private let records: RecordPath
  private let limits: ScanLimits
  private let encodingIsGiven: Bool

  public init(options: OptionValues) throws(OptionFault) {
    records = try Self.recordPath(options.text("records"))
    limits = ScanLimits(
      recordBytes: options.integer("max_record_bytes") ?? ScanLimits().recordBytes,
      depth: options.integer("max_depth") ?? ScanLimits().depth)
    encodingIsGiven = options.text("encoding") != nil
  }

  static func recordPath(_ text: String?) throws(OptionFault) -> RecordPath {
    guard let text else { return .childrenOfRoot }
    if let path = RecordPath(text) { return path }
    throw OptionFault(
      option: "records",
      message: "`\(text)` is not a path of element names; it would be like /sessions/session")
  }

  /// - Throws: an ``InputFault`` if a name is not a path.
  public func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    try open(source, names: names, parserOnly: false)
  }

  /// - Parameter parserOnly: libxml2 reads every record, for tests to compare with.
  func open(
    _ source: any ByteSource, names: [String], parserOnly: Bool
  ) throws(InputFault) -> XMLRecordReader {
    var paths: [FieldPath] = []
    for name in names {
      guard let path = FieldPath(name) else {
        throw InputFault(
          source: source.name,
          message:
            "`\(name)` names nothing in XML; it would be like status, name/first, @id, name/@use, id[@type=MRN] or ../@id"
        )
      }
      if path.parents > records.depth {
        throw InputFault(
          source: source.name,
          message: "`\(name)` leads out of the document: the records stand in \(records.depth) "
            + (records.depth == 1 ? "element" : "elements"))
      }
      paths.append(path)
    }
    return try XMLRecordReader(
      source, paths: paths, records: records, limits: limits, encodingIsGiven: encodingIsGiven,
      parserOnly: parserOnly)
  }
}
