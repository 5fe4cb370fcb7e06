internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests

/// `preview`: the first records of every input as the source has them and as they are mapped, field by
/// field, with their faults.
///
/// This is data, personal data included, and goes to standard output.
struct PreviewStage {
  let run: PreparedRun
  /// Records of each input.
  let count: Int
  /// One input's place in the manifest; all where it is `nil`.
  let input: Int?
  let showsRaw: Bool

  func perform() throws -> ExitStatus {
    if let input, !run.inputs.contains(where: { $0.manifest.index == input }) {
      throw RunFailure.usage(
        "--input \(input): the manifest has inputs 0 to \(run.inputs.count - 1)")
    }
    var hasFaults = false
    for input in run.inputs where self.input == nil || input.manifest.index == self.input {
      guard let name = input.manifest.sources.first else { continue }
      let blocks = try SourceBlocks(input, name, in: run)
      try StandardStream.output.write(
        "inputs[\(input.manifest.index)]: \(input.manifest.record.rawValue) from \(name)\n")
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
    if showsRaw {
      text += "    raw: \(Self.plain(String(decoding: record.raw, as: UTF8.self), atMost: 240))\n"
    }
    let fields = record.fields.map { field in
      (field.name, Self.plain(field.value, atMost: 60), source(of: field))
    }
    let width = fields.map(\.0.count).max() ?? 0
    let valueWidth = min(32, fields.map(\.1.count).max() ?? 0)
    for (name, value, source) in fields {
      text += "    \(name)\(spaces(width - name.count))  \(value)"
      text += source.isEmpty ? "\n" : "\(spaces(valueWidth - value.count))  <- \(source)\n"
    }
    for fault in record.faults { text += "    ! \(Self.place(fault))\(fault.message)\n" }
    try StandardStream.output.write(text)
  }

  /// Where the value comes from, unless that is its own name; and what stands there, where the
  /// mapping made something else of it.
  private func source(of field: PreviewedField) -> String {
    if field.sources.isEmpty { return "the manifest" }
    let isAsIs = field.sources.count == 1 && field.sources[0].value == field.value
    if isAsIs && field.sources[0].name == field.name { return "" }
    return field.sources.map { source in
      let name = Self.plain(source.name, atMost: 80)
      return isAsIs ? name : "\(name) \"\(Self.plain(source.value, atMost: 40))\""
    }.joined(separator: ", ")
  }

  /// `4:17 (Visit Status): `
  private static func place(_ fault: RejectionReason) -> String {
    let column = fault.column > 0 ? ":\(fault.column)" : ""
    let source = fault.source.isEmpty ? "" : " (\(plain(fault.source, atMost: 80)))"
    return "line \(fault.line)\(column)\(source): "
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// On one line, without signs that steer a terminal, and cut where it is long.
  static func plain(_ text: String, atMost limit: Int) -> String {
    var plain = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return plain + "…" }
      count += 1
      switch (scalar, scalar.properties.generalCategory) {
      case ("\n", _): plain += "\\n"
      case ("\r", _): plain += "\\r"
      case ("\t", _): plain += "\\t"
      case (_, .control), (_, .format), (_, .lineSeparator), (_, .paragraphSeparator):
        plain += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
