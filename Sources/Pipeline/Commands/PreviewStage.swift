internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests

/// `preview`: the first records of every input as mapped, field by field, with their faults.
///
/// This is data, personal data included, and goes to standard output.
struct PreviewStage {
  let run: PreparedRun
  /// Records of each input.
  let count: Int

  func perform() throws -> ExitStatus {
    var hasFaults = false
    for input in run.inputs {
      guard let name = input.manifest.sources.first else { continue }
      let blocks = try SourceBlocks(input, name, in: run)
      try StandardStream.output.write("\(input.manifest.record.rawValue) from \(name)\n")
      var shown = 0
      while shown < count, let block = try blocks.next()?.read() {
        let records = input.mapping.preview(block, limit: count - shown)
        for record in records {
          shown += 1
          hasFaults = hasFaults || !record.faults.isEmpty
          try show(record, number: shown)
        }
      }
      if shown == 0 { try StandardStream.output.write("  no records\n") }
    }
    return hasFaults ? .doneWithErrors : .done
  }

  private func show(_ record: PreviewedRecord, number: Int) throws {
    var text = "  record \(number), line \(record.line)\n"
    let width = record.fields.map(\.name.count).max() ?? 0
    for field in record.fields {
      let padding = String(repeating: " ", count: width - field.name.count)
      text += "    \(field.name)\(padding)  \(field.value)\n"
    }
    for fault in record.faults { text += "    ! \(fault)\n" }
    try StandardStream.output.write(text)
  }
}
