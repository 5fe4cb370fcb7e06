internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Manifests

/// Warns of required fields that none of a source's first sessions has: mostly a name is misspelt, or
/// the mapping lacks it. Where a header names the columns, reading has told so already.
struct AbsentFields {
  let input: PreparedRun.Input
  let log: Log

  /// Formats whose records alone name their fields. Programs are only started by `check`, not read.
  private static let formats: Set<String> = ["json", "ndjson", "xml"]
  private static let mostRecords = 200

  /// - Parameter blocks: of one source, from its beginning.
  func warn(_ blocks: SourceBlocks, source: String) throws {
    guard Self.formats.contains(input.manifest.adapter), let block = try blocks.next()?.read()
    else {
      return
    }
    let records = input.mapping.preview(block, limit: Self.mostRecords)
    if records.isEmpty { return }
    let given = Set(records.flatMap { $0.fields.map(\.name) })
    for field in input.mapping.schema.fields where field.isRequired && !given.contains(field.name) {
      let count =
        records.count == 1
        ? "the first record has no" : "the first \(records.count) records have no"
      log.warning(
        "\(input.manifest.marks.keyPath): \(count) \(field.name) in \(source), and all without one are "
          + "rejected: see its mapping, and what preview shows")
    }
  }
}
