import AdapterKit

/// How much of a source is held at once.
struct ReadingLimits: Sendable {
  /// Blocks are cut at about this many bytes; tests set less.
  var blockBytes = 1 << 20
  /// A longer record ends the run.
  var recordBytes: Int

  init(recordBytes: Int, blockBytes: Int) {
    self.recordBytes = recordBytes
    self.blockBytes = blockBytes
  }

  static let defaultRecordBytes = 16 << 20

  init(_ options: OptionValues) {
    recordBytes = options.integer("max_record_bytes") ?? Self.defaultRecordBytes
  }

  /// The message for a record that is longer.
  var tooLong: String {
    "this record has more than \(recordBytes) bytes; split it, or set `max_record_bytes` higher"
  }
}

extension OptionSpecification {
  static let maxRecordBytes = OptionSpecification(
    "max_record_bytes", .integer(1...(256 << 20)),
    default: .integer(ReadingLimits.defaultRecordBytes),
    summary: "The longest record in bytes; a longer one ends the run.", example: "1048576")
}
