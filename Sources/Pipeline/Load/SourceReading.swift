internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests
internal import Synchronization

/// One source, opened: its blocks for ``OrderedWork``.
final class SourceBlocks: Sendable {
  // Blocks are cut by one thread at a time, under OrderedWork's lock.
  nonisolated(unsafe) let reader: any RecordReader
  /// As it was when the first block had been cut: XML's is not known before.
  private let firstFrame = Mutex<RecordFrame?>(nil)
  let encoding: TextEncoding
  let byteOrderMark: [UInt8]
  private let sieve: RecordSieve

  /// Opens a source and sees that it has what the mapping needs.
  init(
    _ input: PreparedRun.Input, _ name: String, in run: PreparedRun, limits: LimitGuard? = nil
  ) throws {
    let path = run.manifest.path(ofSource: name)
    sieve = input.sieve
    let source: any ByteSource
    switch input.sources {
    case .path:
      source = PathSource(name: name, path: input.manifest.hasPath ? path : nil)
      encoding = .utf8
      byteOrderMark = []
    case .text, .declaredText:
      let opened = try openSource(
        path: path, name: name, encoding: input.encoding, detects: input.sources == .text)
      encoding = opened.encoding
      byteOrderMark = opened.byteOrderMark
      source = limits?.limiting(opened) ?? opened
    }
    reader = try input.adapter.open(source, names: input.sieve.names)
    try refuseAbsentNames(input, name)
  }

  /// A column that the mapping names, or that a required field needs, and that the header lacks.
  private func refuseAbsentNames(_ input: PreparedRun.Input, _ name: String) throws {
    let absent = Set(reader.absentNames)
    if absent.isEmpty { return }
    // What is shown on a terminal must not steer it.
    let known = reader.knownNames.filter {
      $0.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) }
    }
    let named = Set(
      input.manifest.mapping.flatMap { field -> [String] in
        let added = [field.entry.plusMinutes].compactMap { $0 }
        if case .from(let names) = field.entry.origin { return names + added }
        return added
      })
    let wanted =
      input.manifest.selection.conditions.map(\.name).filter(absent.contains)
      + input.mapping.names.filter { absent.contains($0) && named.contains($0) }
      + input.mapping.requiredFields(lackingIn: reader.absentNames).flatMap(\.names)
    guard let missing = wanted.first else { return }
    let nearest = nearestName(to: missing, in: known).map { " (did you mean \"\($0)\"?)" } ?? ""
    throw InputFault(
      source: name, line: 1,
      message: "the header has no column \"\(missing)\"\(nearest): mend the header, or map "
        + "another column")
  }
}

extension SourceBlocks {
  /// The next block, for ``OrderedWork``.
  @Sendable func next() throws -> UnreadBlock? {
    let block = try reader.nextBlock()
    firstFrame.withLock { if $0 == nil { $0 = reader.frame } }
    guard let block, !sieve.isIdle else { return block }
    return UnreadBlock { [sieve] () throws(InputFault) in sieve.sifted(try block.read()) }
  }

  /// What stands around the source's records; asked for once a block was cut.
  var frame: RecordFrame {
    firstFrame.withLock { $0 } ?? RecordFrame(prefix: [], separator: [], suffix: [])
  }
}
