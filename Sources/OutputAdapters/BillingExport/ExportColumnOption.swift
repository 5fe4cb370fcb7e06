import AdapterKit

/// The `columns` option: which columns, in which order, called what, and names split in two.
extension ExportColumn {
  static let optionName = "columns"

  static var option: OptionSpecification {
    OptionSpecification(
      optionName,
      .items([
        OptionItemKey("from", .choice(ExportField.allCases.map(\.rawValue)), isRequired: true),
        OptionItemKey("name", .text),
        OptionItemKey("part", .choice(Part.allCases.map(\.rawValue))),
      ]),
      summary:
        "Which columns, in which order: each a column's name, or the column it is from, with "
        + "a name of its own or one part of it (first or last of a name, date or time of a start "
        + "or end); without it, the 19 columns.",
      example: "[Procedure Code, { name: Surname, from: Patient First and Last Name, part: last }]",
      refuses: ["[Not a column]"]
    ).namingItems(ExportField.allCases.map(\.rawValue))
  }

  /// - Returns: the 19 columns where the option is not set.
  static func columns(_ items: [OptionItem]?) throws(OptionFault) -> [ExportColumn] {
    guard let items else { return all }
    if items.isEmpty { throw fault("names no column; leave it out for all 19") }
    var columns: [ExportColumn] = []
    for item in items {
      let column = try ExportColumn(item)
      if columns.contains(where: { $0.header == column.header }) {
        throw fault("two columns are called \"\(column.header)\"; give one of them another name")
      }
      columns.append(column)
    }
    return columns
  }

  private init(_ item: OptionItem) throws(OptionFault) {
    switch item {
    case .text(let name): self.init(try Self.field(name))
    case .object(let keys):
      guard case .text(let from)? = keys["from"] else {
        throw Self.fault("a column needs from: the name of one of the 19 columns")
      }
      let field = try Self.field(from)
      let part = try Self.part(keys["part"], of: field)
      guard case .text(let header)? = keys["name"] else {
        self.init(field, part: part)
        return
      }
      if header.isEmpty { throw Self.fault("the column from \"\(from)\" needs a name") }
      self.init(field, part: part, header: header)
    }
  }

  private static func field(_ name: String) throws(OptionFault) -> ExportField {
    guard let field = ExportField(header: name) else {
      throw fault(
        "\"\(name)\" is not a column; the columns are "
          + ExportField.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return field
  }

  private static func part(
    _ value: OptionValue?, of field: ExportField
  ) throws(OptionFault) -> Part? {
    guard case .text(let word)? = value else { return nil }
    guard let known = field.parts.first(where: { $0.part.rawValue == word }) else {
      let parts = field.parts.map(\.part.rawValue).joined(separator: " or ")
      throw fault(
        "\"\(field.rawValue)\" has no part \"\(word)\"; "
          + (parts.isEmpty ? "only names, starts and ends can be split" : "it has \(parts)"))
    }
    return known.part
  }

  private static func fault(_ message: String) -> OptionFault {
    OptionFault(option: optionName, message: message)
  }
}
