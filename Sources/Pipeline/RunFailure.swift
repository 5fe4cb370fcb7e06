internal import AdapterKit
internal import ByteIO
internal import Ledger
internal import Manifests

/// Why a command ended early.
enum RunFailure: Error {
  /// The command's own arguments.
  case usage(String)
  case manifest(ManifestFaults)
  /// Files that install adapters, each with its faults.
  case adapterFiles([ManifestFaults])
  case input(InputFault)
  case output(OutputFault)
  case ledger(LedgerFault)
  /// Files that a run which was cut short had finished are gone; which, has been said.
  case lostFiles(Int)
  /// A file that nobody can have fetched yet, and that comes once, would be replaced.
  case unfetched(PromisedFile)
  /// The process was asked to stop.
  case stopped
  /// Another process is at the inbox.
  case inboxHeld(String)
  /// A file was written to since it was taken from the inbox.
  case unfinished(String)
  /// Sums that do not agree: a defect of the program.
  case imbalance([String])
  /// An error of a type that no stage throws: a defect of the program.
  case unexpected(String)

  var status: ExitStatus {
    switch self {
    case .usage, .manifest, .adapterFiles: .usage
    case .input, .output: .inputOrOutputFailed
    case .ledger(.held), .inboxHeld: .ledgerHeld
    case .stopped: .done
    case .ledger, .lostFiles, .unfetched, .unfinished: .inputOrOutputFailed
    case .imbalance, .unexpected: .internalError
    }
  }

  var message: String {
    switch self {
    case .usage(let message): message
    case .manifest(let faults): faults.description
    case .adapterFiles(let files): files.map(\.description).joined(separator: "\n")
    case .input(let fault): fault.description
    case .output(let fault): fault.description
    case .ledger(let fault): fault.message
    case .lostFiles(let count):
      "nothing was run, since \(count == 1 ? "a file is" : "\(count) files are") lost: see to that, "
        + "then run again"
    case .unfetched(let file):
      "\(file.path): "
        + (file.batch.map { "it is batch \($0)" } ?? "its charge items are billed externally now")
        + ", of a run that was cut short and finished only now; this run would replace it: fetch it, "
        + "then run again; nothing was emitted"
    case .stopped: "stopped before anything was emitted; it is begun again the next time"
    case .inboxHeld(let message): message
    case .unfinished(let name):
      "\(name) was written to after it was taken; nothing was emitted, and it is tried again: should "
        + "that happen often, give inbox.ready more seconds"
    case .imbalance(let sums):
      "claimpipe's own counts do not agree, and nothing was written; please report this: "
        + sums.joined(separator: "; ")
    case .unexpected(let type):
      "an unexpected error (\(type)); outputs may be incomplete; please report this"
    }
  }

  /// Says why, unless nobody is there to be told.
  func end(_ log: Log) -> ExitStatus {
    if isReaderGone { return .done }
    log.error(message)
    return status
  }

  var isReaderGone: Bool {
    guard case .output(let fault) = self else { return false }
    return fault.isReaderGone
  }

  /// An error of any stage as one of ours.
  init(_ error: any Error) {
    switch error {
    case let failure as RunFailure: self = failure
    case let faults as ManifestFaults: self = .manifest(faults)
    case let fault as InputFault: self = .input(fault)
    case let fault as OutputFault: self = .output(fault)
    case let fault as LedgerFault: self = .ledger(fault)
    case Cancellation.Reason.stopped: self = .stopped
    default: self = .unexpected(String(describing: type(of: error)))
    }
  }
}
