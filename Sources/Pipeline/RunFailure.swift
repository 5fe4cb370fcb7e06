internal import AdapterKit
internal import ByteIO
internal import Manifests

/// Why a command ended early.
enum RunFailure: Error {
  /// The command's own arguments.
  case usage(String)
  case manifest(ManifestFaults)
  case input(InputFault)
  case output(OutputFault)
  /// Sums that do not agree: a defect of the program.
  case imbalance([String])

  var status: ExitStatus {
    switch self {
    case .usage, .manifest: .usage
    case .input, .output: .inputOrOutputFailed
    case .imbalance: .internalError
    }
  }

  var message: String {
    switch self {
    case .usage(let message): message
    case .manifest(let faults): faults.description
    case .input(let fault): fault.description
    case .output(let fault): fault.description
    case .imbalance(let sums):
      "claimpipe's own counts do not agree, and nothing was written; please report this: "
        + sums.joined(separator: "; ")
    }
  }

  /// An error of any stage as one of ours.
  init(_ error: any Error) {
    switch error {
    case let failure as RunFailure: self = failure
    case let faults as ManifestFaults: self = .manifest(faults)
    case let fault as InputFault: self = .input(fault)
    case let fault as OutputFault: self = .output(fault)
    default: self = .imbalance(["an unexpected error: \(error)"])
    }
  }
}
