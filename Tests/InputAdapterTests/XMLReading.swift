import AdapterKit
import XMLAdapter

/// What a test sees of a document: every record's values as short words, its line, its bytes.
struct XMLReading: Equatable {
  /// `'text'`, `[a|b]`, `nested` or `-`, one a name.
  var rows: [[String]] = []
  var lines: [Int] = []
  var verbatim: [String] = []
  var frame = RecordFrame(prefix: [], separator: [], suffix: [])
  var blockSizes: [Int] = []

  /// The whole quarantine file that these records would make.
  var quarantine: String {
    String(decoding: frame.prefix, as: UTF8.self)
      + verbatim.joined(separator: String(decoding: frame.separator, as: UTF8.self))
      + String(decoding: frame.suffix, as: UTF8.self)
  }

  static func read(
    _ document: [UInt8], names: [String], options: [String: OptionValue] = [:],
    atMost: Int = .max
  ) throws -> XMLReading {
    let adapter = try XMLAdapter(options: OptionValues(options, of: XMLAdapter.specification))
    return try read(
      MemorySource(name: "in.xml", document, atMost: atMost), with: adapter, names: names)
  }

  static func read(_ source: any ByteSource, with adapter: XMLAdapter, names: [String]) throws
    -> XMLReading
  {
    let reader = try adapter.open(source, names: names)
    var reading = XMLReading()
    while let unread = try reader.nextBlock() {
      let block = try unread.read()
      reading.blockSizes.append(block.records.count)
      for (index, record) in block.records.enumerated() {
        let slots = block.slots[(index * block.width)..<((index + 1) * block.width)]
        reading.rows.append(slots.map { word($0, in: block) })
        reading.lines.append(Int(record.line))
        reading.verbatim.append(
          String(decoding: block.bytes[Int(record.start)..<Int(record.end)], as: UTF8.self))
      }
    }
    reading.frame = reader.frame
    return reading
  }

  static func read(
    _ document: String, names: [String], options: [String: OptionValue] = [:], atMost: Int = .max
  ) throws -> XMLReading {
    try read(Array(document.utf8), names: names, options: options, atMost: atMost)
  }

  private static func word(_ slot: FieldSlot, in block: RecordBlock) -> String {
    let text = String(decoding: block.bytes[slot.range], as: UTF8.self)
    switch slot.kind {
    case .missing: return "-"
    case .nested: return "nested"
    case .text: return "'\(text)'"
    case .list: return "[\(text.replacing("\u{1F}", with: "|"))]"
    }
  }

  /// The fault that the document ends in, or `nil`.
  static func fault(
    _ document: [UInt8], names: [String] = ["a"], options: [String: OptionValue] = [:],
    atMost: Int = .max
  ) -> InputFault? {
    do {
      _ = try read(document, names: names, options: options, atMost: atMost)
      return nil
    } catch {
      return error as? InputFault
    }
  }

  static func fault(
    _ document: String, names: [String] = ["a"], options: [String: OptionValue] = [:],
    atMost: Int = .max
  ) -> InputFault? {
    fault(Array(document.utf8), names: names, options: options, atMost: atMost)
  }
}
