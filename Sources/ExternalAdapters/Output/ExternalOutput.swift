public import AdapterKit
import BillingExportAdapter
import ByteIO
import ClaimBatchAdapter
public import ClaimCore
import DuplicatesReportAdapter

/// An output adapter that is a program: it receives records and answers with the contents of files,
/// which it never writes itself (docs/plugin-protocol.md).
///
/// What it says stands in a nameless temporary file until it has ended well; the pipeline then
/// publishes it as any other document.
public struct ExternalOutput: DocumentMaking {
  private let program: ExternalProgram
  private let values: OptionValues
  private let path: String
  private let host: ProgramHost
  /// Where the program receives claims.
  private let claims: ClaimOptions?
  /// Where the program receives charge items.
  private let chargeItems: ExportSelection?

  public var paths: [String] { [path] + (claims.map { [$0.drafts] } ?? []) }
  public var namedPayers: [String] { Array(claims?.payers ?? []) }
  public var needsLedger: OptionFault? { chargeItems?.needsLedger }

  /// - Parameters:
  ///   - options: checked against the program's specification.
  ///   - path: the output's, as the manifest has it.
  public init(
    _ program: ExternalProgram, options: OptionValues, path: String, host: ProgramHost
  ) throws(OptionFault) {
    self.program = program
    self.path = path
    self.host = host
    values = options
    claims = program.receives.contains(.claims) ? try ClaimOptions(options, path: path) : nil
    chargeItems =
      program.receives.contains(.chargeItems) ? try ExportSelection(options: options) : nil
  }

  /// The options that choose what a program receives. They are claimpipe's: a program's own can't have
  /// their names, and it is not told of them.
  public static func options(for records: [ReceivedRecords]) -> [OptionSpecification] {
    (records.contains(.claims) ? ReadyClaims.options : [])
      + (records.contains(.chargeItems) ? ExportSelection.options : [])
  }

  /// Starts the program and hears its hello.
  public func checkReadiness() throws(RenderFault) {
    do throws(ExternalFault) {
      try OutputConversation(program: program, log: host.log).hearHello()
    } catch {
      throw Self.fault(error)
    }
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) throws(RenderFault) -> [OutputDocument] {
    let ready = claims.map {
      ReadyClaims(
        of: result, in: context, payers: $0.payers, controlNumber: $0.controlNumber,
        drafts: $0.drafts)
    }
    let items = chargeItems.map { $0.rows(of: result, in: context.scope) }
    let streams = program.receives.compactMap { kind in
      switch kind {
      case .claims: ready.map { RecordStream($0) }
      case .chargeItems: items.map { RecordStream(chargeItems: $0, of: result) }
      case .duplicates: RecordStream(DuplicateSelection(result, scope: context.scope), of: result)
      }
    }
    let opening = ProgramOpening(
      program: program, options: program.optionsMessage(values, folder: host.folder), path: path,
      context: context)
    let output: ProgramOutput
    do {
      output = try OutputConversation(program: program, log: host.log).run(opening.message, streams)
    } catch {
      throw Self.fault(error)
    }
    let links = LinkedFolders(of: path, in: host.folder)
    for name in output.files.compactMap(\.name) {
      guard let link = links.first(on: name) else { continue }
      throw RenderFault(
        "the program of the adapter \(program.name): the file \"\(name)\": \"\(link)\" is a link to "
          + "another folder; name a file in the output's own, or set the output's path there")
    }
    let export = items.map { ExportedItems(items: $0, areMarked: chargeItems?.marksItems) }
    return output.documents(path: path, batch: ready?.transaction, export: export)
      + (ready.map { [$0.drafts] } ?? [])
  }

  static func fault(_ error: any Error) -> RenderFault {
    switch error {
    case let fault as ExternalFault: RenderFault(fault.description)
    case let fault as OutputFault: RenderFault(fault.description)
    default: RenderFault("an unexpected error (\(type(of: error))); please report this")
    }
  }
}

/// What a manifest says of the claims that a program receives.
private struct ClaimOptions {
  let payers: Set<String>?
  let controlNumber: Int
  let drafts: String

  init(_ options: OptionValues, path: String) throws(OptionFault) {
    payers = options.list("payers").map(Set.init)
    controlNumber = options.integer("control_number") ?? 1
    drafts = options.text("drafts") ?? ReadyClaims.draftsPath(beside: path)
    if payers?.isEmpty == true {
      throw OptionFault(option: "payers", message: "is empty; name at least one payer's id")
    }
    if drafts == path {
      throw OptionFault(
        option: "drafts", message: "is the output's own path; Draft claims need another file")
    }
  }
}
