internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Glibc
internal import Ledger
internal import Manifests

/// A document under the name that its file gets.
struct NamedDocument {
  var document: OutputDocument
  /// Its path with placeholders, as its adapter has it.
  let template: String
  /// The output's number of the day; 0 where nobody counts.
  let sequence: Int
  let controlNumber: Int?
  /// Without anything new in it there is no file.
  let isSkippedWhenEmpty: Bool

  /// What the document has become, under the same name.
  func holding(_ document: OutputDocument) -> NamedDocument {
    var held = document
    held.path = self.document.path
    return NamedDocument(
      document: held, template: template, sequence: sequence,
      controlNumber: document.batch?.controlNumber ?? controlNumber,
      isSkippedWhenEmpty: isSkippedWhenEmpty)
  }
}

/// Fills the placeholders in the paths of a run's outputs.
struct OutputNames {
  let run: PreparedRun
  /// With its run begun.
  let memory: LedgerTransaction?

  /// - Parameters:
  ///   - documents: of one output, with the paths that its adapter gives them.
  ///   - firstControlNumber: the least that a batch of the output could have.
  func name(
    _ documents: [OutputDocument], of output: ManifestOutput, firstControlNumber: Int
  ) throws -> [NamedDocument] {
    let templates = try documents.map { try Self.template($0.path) }
    // What is in no batch itself stands beside the first.
    let batch =
      documents.lazy.compactMap { $0.batch?.controlNumber }.first
      ?? max(firstControlNumber, Self.ownControlNumber(of: output))
    let numbers = documents.map { $0.batch?.controlNumber ?? $0.partOfBatch ?? batch }
    func paths(_ sequence: Int) -> [String] {
      zip(templates, numbers).map { path($0, sequence, controlNumber: $1) }
    }
    let sequence = try sequence(of: output, templates, paths)
    return zip(documents, zip(paths(sequence), zip(templates, numbers))).map { document, rest in
      let (path, (template, number)) = rest
      var named = document
      named.path = path
      return NamedDocument(
        document: named, template: document.path, sequence: sequence,
        controlNumber: document.batch?.controlNumber ?? document.partOfBatch
          ?? (template.names.contains(.controlNumber) ? number : nil),
        isSkippedWhenEmpty: output.outbox?.whenEmpty.map { $0 == .skip }
          ?? !template.names.isEmpty)
    }
  }

  private static func template(_ path: String) throws(OutputFault) -> PathTemplate {
    do throws(PlaceholderFault) {
      return try PathTemplate(path)
    } catch {
      throw OutputFault(path: path, action: "can't be written", cause: error.message)
    }
  }

  private static func ownControlNumber(of output: ManifestOutput) -> Int {
    if case .integer(let number)? = output.options["control_number"] { return number }
    return 1
  }

  /// The next that the ledger has not given, and whose files are not there: it may be a backup.
  private func sequence(
    of output: ManifestOutput, _ templates: [PathTemplate], _ paths: (Int) -> [String]
  ) throws -> Int {
    guard let memory else { return 0 }
    var sequence = try memory.nextSequence(
      ofOutput: run.manifest.outboxKey(output.path), on: run.moment.date)
    guard templates.contains(where: { $0.names.contains(.sequence) }) else { return sequence }
    let counted = templates.indices.filter { templates[$0].names.contains(.sequence) }
    while true {
      let paths = paths(sequence)
      if !counted.contains(where: { exists(paths[$0]) }) { return sequence }
      sequence += 1
    }
  }

  private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(run.manifest.resolve(path), &status) == 0
  }

  private func path(_ template: PathTemplate, _ sequence: Int, controlNumber: Int) -> String {
    template.filled { name in
      switch name {
      case .date: run.moment.date.iso
      case .time: Self.clock(run.moment)
      case .sequence: Self.digits(sequence, 4)
      case .controlNumber: Self.digits(controlNumber, 9)
      case .pipeline: Self.partOfName(run.manifest.pipeline)
      case .run: String(memory?.run ?? 0)
      }
    }
  }

  /// `072839`
  private static func clock(_ moment: Moment) -> String {
    let seconds = Int(moment.timeOfDay / Moment.microsPerSecond)
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { digits($0, 2) }.joined()
  }

  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// As payers' ids in the names of X12 files: `a/b` → `a%2Fb`.
  private static func partOfName(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
