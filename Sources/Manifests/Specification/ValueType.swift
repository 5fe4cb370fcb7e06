public import AdapterKit

/// What a key of the manifest takes.
public indirect enum ValueType: Sendable {
  /// Any single value, an empty text too.
  case scalar
  /// A single value that is not empty.
  case text
  /// One ASCII character.
  case character
  case boolean
  case integer(ClosedRange<Int>)
  /// One of these words.
  case choice([String])
  /// `2026-01-05`
  case date
  /// An IANA time zone.
  case timeZone
  /// A file to write, relative to the manifest.
  case file
  /// The same with placeholders such as `{date}`.
  case outputFile
  /// What a name ends in: `.done`
  case fileEnding
  /// A folder to write to, relative to the manifest.
  case folder
  /// `20` or `5%`
  case rejectLimit
  /// `first`, `last`, `rest`, a number from 1, `all`, `each` or `place`.
  case splitPart
  /// A date or time pattern (Unicode, TR35).
  case datePattern
  /// A text around source names in braces.
  case template
  /// File names with `{key}` in them.
  case groupPattern
  /// The end of file names.
  case nameEnding
  /// A name of small letters, digits and `_`.
  case name
  /// The name of an environment variable.
  case variableName
  /// An object whose keys hang on others.
  case anyObject
  /// Anything at all, which hangs on other keys.
  case anything
  /// A list of what may differ in type from an item to another only as the type says.
  case list(of: ValueType, isEmptyAllowed: Bool)
  /// One of two forms that are told apart at sight: a single value, a list, an object.
  case either(ValueType, ValueType)
  case object(ObjectSpecification)
  /// Any texts as keys.
  case dictionary(of: ValueType)
  /// The name of an adapter of this kind.
  case adapter(AdapterSpecification.Kind)
  /// The options of the adapter that stands beside them.
  case options(AdapterSpecification.Kind)
  /// The name of a record type.
  case record
  /// An object with the fields of the record that stands beside it.
  case mapping(ObjectSpecification)
  /// Source names as keys, and what each has to have or, in an object, must not have.
  case selection(ObjectSpecification)
  /// The paths to read, which an adapter may do without.
  case sources

  /// A list with at least one item.
  static func some(_ type: ValueType) -> ValueType { .list(of: type, isEmptyAllowed: false) }

  /// What a key of an object in a list option takes: its texts are never empty.
  init(itemKey type: OptionType) {
    self = type == .text ? .text : ValueType(type)
  }

  /// What an option's type is in a manifest.
  init(_ type: OptionType) {
    self =
      switch type {
      case .text: .scalar
      case .path: .text
      case .character: .character
      case .boolean: .boolean
      case .integer(let range): .integer(range)
      case .choice(let words): .choice(words)
      case .choices(let words): .some(.choice(words))
      case .list: .some(.text)
      case .items(let keys): .some(.either(.text, .object(ObjectSpecification(itemKeys: keys))))
      }
  }
}

extension ValueType {
  /// For people: `a list of dates`. Words of a choice stand apart.
  public var words: String {
    switch self {
    case .scalar, .text: "text"
    case .character: "one ASCII character"
    case .boolean: "`true` or `false`"
    case .integer(let range):
      range.lowerBound == range.upperBound
        ? "`\(range.lowerBound)`" : "whole number \(range.words)"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .date: "date, `2026-01-05`"
    case .timeZone: "IANA time zone"
    case .file: "file to write"
    case .outputFile: "file to write, perhaps with [placeholders](outboxes.md#names)"
    case .fileEnding: "ending of a name, `.done`"
    case .folder: "folder to write to"
    case .rejectLimit: "count, or percentage"
    case .splitPart: "`first`, `last`, `rest`, a number from 1, `all`, `each` or `place`"
    case .datePattern: "date or time pattern"
    case .template: "text with source names in braces"
    case .groupPattern: "pattern of file names with `{key}`"
    case .nameEnding: "ending of file names"
    case .name: "name: small letters, digits and `_`, a letter first"
    case .variableName: "name of an environment variable"
    case .anyObject: "object"
    case .anything: "value"
    case .list(let type, _): "list of " + type.plural
    case .either(let one, let other): "\(one.words), or \(other.words)"
    case .object(let object): "object: [\(object.title)](#\(object.anchor))"
    case .dictionary(let type): "object with any keys, each a \(type.words)"
    case .adapter(.input): "name of an [input adapter](adapters/README.md)"
    case .adapter(.output): "name of an [output adapter](adapters/README.md)"
    case .options: "object: the adapter's own [options](adapters/README.md)"
    case .record: "name of a [record](#records)"
    case .mapping: "object: fields of the record, each with an [entry](#a-mappings-entry)"
    case .selection: "object: source names, each with a value, a list of values, or `{ not: … }`"
    case .sources: "path, pattern or `-`, or a list of paths and patterns"
    }
  }

  private var plural: String {
    switch self {
    case .text, .scalar: "texts"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .object(let object): "objects: [\(object.title)](#\(object.anchor))"
    default: words
    }
  }
}
