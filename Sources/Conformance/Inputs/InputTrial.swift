import AdapterKit
import ByteIO

/// An input adapter with its options settled, and what it is tried with.
final class InputTrial {
  let kind: InputAdapterKind
  let recordCount: Int
  let options: [String: OptionValue]
  let adapter: any RecordOpening
  let encoding: TextEncoding?
  let messages: MessageLog
  let began = Clock.nowUTC()
  private let madeSample: InputSample?
  private let scratch: ScratchFolder?
  private var fileCount = 0

  /// - Throws: ``ConformanceFault`` where the adapter refuses its options.
  init(
    _ kind: InputAdapterKind, _ request: ConformanceRequest, scratch: ScratchFolder?
  ) throws {
    let values = try request.values(of: kind.specification, over: kind.triedWith)
    self.kind = kind
    self.scratch = scratch
    recordCount = request.recordCount
    options = values.set(of: kind.specification)
    adapter = try OptionFault.told { () throws(OptionFault) in try kind.make(values) }
    encoding = values.text("encoding").flatMap(TextEncoding.parse)
    madeSample = kind.sample(values)
    messages = MessageLog(madeSample)
  }

  static let checks: [Check<InputTrial>] = [
    .sample, .options, .empty, .one, .many, .torn, .notUTF8, .duplicateNames, .names, .pieces,
    .threads,
    .positions, .quarantine, .failingRead,
    .notApplicable(
      "failing_write", "reports what can't be written", "an input adapter writes nothing"),
    .cancellation,
  ]

  /// Performs one check. Whatever it is about, no message may hold what stands in a source, and no
  /// temporary file may stay.
  func verdict(of id: String) throws -> Verdict {
    guard let check = Self.checks.first(where: { $0.id == id }) else {
      throw ConformanceFault("there is no check input.\(id)")
    }
    let verdict = try check.perform(self)
    let more = messages.leaks + (scratch.map { $0.leftovers.map { "leaves the file \($0)" } } ?? [])
    return more.isEmpty ? verdict : Verdict(verdict.failures + more)
  }

  /// What every check but two needs.
  func sample() throws(NoSample) -> InputSample {
    guard let madeSample else { throw NoSample() }
    return madeSample
  }

  var hasSample: Bool { madeSample != nil }

  /// Opens bytes as the pipeline would open a file that holds them.
  func open(
    _ bytes: [UInt8], names: [String], atMost: Int = .max, failingAt: Int? = nil,
    with adapter: (any RecordOpening)? = nil
  ) throws(InputFault) -> any RecordReader {
    let adapter = adapter ?? self.adapter
    let bytes = encoded(bytes)
    switch kind.sources {
    case .path:
      let path = try file(bytes)
      return try adapter.open(PathSource(name: "sample", path: path), names: names)
    case .text, .declaredText:
      let memory: any ByteSource =
        failingAt.map { FailingSource(bytes, at: $0) }
        ?? MemorySource(name: "sample", bytes, atMost: atMost)
      let source = try openSource(memory, encoding: encoding, detects: kind.sources == .text)
      return try adapter.open(source, names: names)
    }
  }

  /// In the encoding that the options name; as they are where that can't be.
  private func encoded(_ bytes: [UInt8]) -> [UInt8] {
    guard let encoding, let encoded = encoding.encode(bytes) else { return bytes }
    return (encoding == .utf16 ? encoding.byteOrderMark : []) + encoded
  }

  private func file(_ bytes: [UInt8]) throws(InputFault) -> String {
    fileCount += 1
    let path = "\(scratch?.path ?? ".")/own/sample-\(fileCount)"
    do throws(OutputFault) {
      let file = try AtomicFile(path: path)
      try file.write(bytes)
      try file.commit()
    } catch {
      throw InputFault(source: "sample", message: "can't be written: \(error)")
    }
    return path
  }
}

/// There is nothing to try the adapter with.
struct NoSample: Error {}

extension Verdict {
  var failures: [String] { if case .fail(let reasons) = self { reasons } else { [] } }
}

extension OptionFault {
  /// An adapter that refuses the options that were given, or that can't be without some.
  static func told<Made>(_ make: () throws(OptionFault) -> Made) throws(ConformanceFault) -> Made {
    do throws(OptionFault) {
      return try make()
    } catch {
      let faults = ([error] + error.further).map { "\($0.option) \($0.message)" }
      throw ConformanceFault(
        "the adapter refuses its options; give it others with --option key=value: "
          + faults.joined(separator: "; "))
    }
  }
}

extension OptionValues {
  /// What was set, by name.
  func set(of specification: AdapterSpecification) -> [String: OptionValue] {
    var set: [String: OptionValue] = [:]
    for name in namesSet { set[name] = value(name) }
    return set
  }

  private func value(_ name: String) -> OptionValue? {
    text(name).map(OptionValue.text) ?? integer(name).map(OptionValue.integer)
      ?? list(name).map(OptionValue.list) ?? items(name).map(OptionValue.items)
      ?? .boolean(boolean(name))
  }
}
