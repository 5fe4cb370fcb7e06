// libyaml itself, which Yams carries: Yams' own tree has expanded the aliases, lost the place of a
// duplicate key, and needs Foundation.
import CYaml

/// One event of a YAML stream.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd
    case documentStart, documentEnd
    case alias
    case scalar(String, isPlain: Bool)
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
  }

  let kind: Kind
  let mark: ManifestMark
  let hasAnchor: Bool
  let hasTag: Bool
}

/// Why libyaml can't read on, in its words.
struct YAMLProblem: Error {
  let mark: ManifestMark
  let problem: String
  /// `while parsing a flow mapping`, and where that began; empty where there is none.
  let context: String
  let contextMark: ManifestMark
}

/// Reads the events of a text in UTF-8.
final class YAMLEventReader {
  private let text: [UInt8]
  /// libyaml keeps pointers to both.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// `nil` where there is no memory for it.
  init?(_ text: [UInt8]) {
    self.text = text
    bytes = .allocate(capacity: max(1, text.count))
    _ = bytes.initialize(from: text)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
    bytes.deallocate()
  }

  func next() throws(YAMLProblem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    let data = event.data
    let mark = YAMLEventReader.mark(event.start_mark)
    func plain(_ kind: YAMLEvent.Kind) -> YAMLEvent {
      YAMLEvent(kind: kind, mark: mark, hasAnchor: false, hasTag: false)
    }
    switch event.type {
    case YAML_STREAM_START_EVENT: return plain(.streamStart)
    case YAML_DOCUMENT_START_EVENT: return plain(.documentStart)
    case YAML_DOCUMENT_END_EVENT: return plain(.documentEnd)
    case YAML_ALIAS_EVENT: return plain(.alias)
    case YAML_SEQUENCE_END_EVENT: return plain(.sequenceEnd)
    case YAML_MAPPING_END_EVENT: return plain(.mappingEnd)
    case YAML_SCALAR_EVENT:
      let scalar = data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return YAMLEvent(
        kind: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), mark: mark,
        hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      return YAMLEvent(
        kind: .sequenceStart, mark: mark, hasAnchor: data.sequence_start.anchor != nil,
        hasTag: data.sequence_start.tag != nil)
    case YAML_MAPPING_START_EVENT:
      return YAMLEvent(
        kind: .mappingStart, mark: mark, hasAnchor: data.mapping_start.anchor != nil,
        hasTag: data.mapping_start.tag != nil)
    default:
      // Also no event at all, which libyaml gives after the end.
      return plain(.streamEnd)
    }
  }

  private func problem() -> YAMLProblem {
    let state = parser.pointee
    // The reader knows a byte's offset only: the scanner has not come that far.
    let mark =
      state.error == YAML_READER_ERROR
      ? ManifestMark.ofByte(state.problem_offset, in: text)
      : YAMLEventReader.mark(state.problem_mark)
    return YAMLProblem(
      mark: mark, problem: state.problem.map { String(cString: $0) } ?? "out of memory",
      context: state.context.map { String(cString: $0) } ?? "",
      contextMark: YAMLEventReader.mark(state.context_mark))
  }

  private static func mark(_ mark: yaml_mark_t) -> ManifestMark {
    .file(line: mark.line + 1, column: mark.column + 1)
  }
}
