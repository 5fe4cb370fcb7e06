public import AdapterKit
import ByteIO

extension ExternalProgram {
  /// The options as a program is given them: every one that is set or has a default, by name; paths
  /// as they are to be opened.
  ///
  /// - Parameter folder: the manifest's, which its paths are relative to.
  public func optionsMessage(_ values: OptionValues, folder: String) -> JSONValue {
    .object(
      options.compactMap { option in
        Self.value(of: option, values, folder).map { (option.name, $0) }
      })
  }

  private static func value(
    of option: OptionSpecification, _ values: OptionValues, _ folder: String
  ) -> JSONValue? {
    let name = option.name
    switch option.type {
    case .path: return values.text(name).map { .text(resolved($0, in: folder)) }
    case .text, .character, .choice: return values.text(name).map { .text($0) }
    case .boolean: return values.isSet(name) ? .boolean(values.boolean(name)) : nil
    case .integer: return values.integer(name).map { .integer($0) }
    case .choices, .list: return values.list(name).map { .array($0.map { .text($0) }) }
    case .items: return values.items(name).map { .array($0.map(item)) }
    }
  }

  private static func item(_ item: OptionItem) -> JSONValue {
    switch item {
    case .text(let text): .text(text)
    case .object(let members):
      .object(members.sorted { $0.key < $1.key }.map { ($0.key, value($0.value)) })
    }
  }

  private static func value(_ value: OptionValue) -> JSONValue {
    switch value {
    case .text(let text): .text(text)
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .list(let texts): .array(texts.map { .text($0) })
    case .items(let items): .array(items.map(item))
    }
  }

  /// An absolute path: the program's working folder is another.
  static func resolved(_ path: String, in folder: String) -> String {
    if path.utf8.first == UInt8(ascii: "/") || path == "-" { return path }
    return AbsolutePath.of(folder.isEmpty ? path : "\(folder)/\(path)")
  }
}
