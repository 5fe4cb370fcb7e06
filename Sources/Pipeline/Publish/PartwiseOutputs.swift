internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// A run's outputs that take its result in parts, while later patients are billed.
struct PartwiseOutputs: Sendable {
  enum Output: Sendable {
    case growing([GrowingFile])
    case gathering(any PartGathering)
  }

  /// By place among the run's outputs.
  private var outputs: [Int: Output] = [:]
  private var growing: [GrowingFile] = []
  private var gathering: [Gathering] = []
  /// Whether every output is among them: then nobody needs the whole result.
  private(set) var areAll = true

  private struct Gathering: Sendable {
    let output: PreparedRun.Output
    let rows: any PartGathering
  }

  /// Of a run that writes nothing.
  static let none = PartwiseOutputs()

  private init() {}

  /// A ledger numbers batches in the order of the outputs, and a claim is in one of them: beside it only
  /// the first output that may make a batch grows.
  ///
  /// - Parameter memory: the ledger, where the run has one, with its run begun.
  init(
    of run: PreparedRun, _ outline: RunOutline, limits: LimitGuard, memory: LedgerTransaction?
  ) throws {
    let names = OutputNames(run: run, memory: memory)
    let newFolders = NewFolders()
    let controlNumber = try memory?.firstControlNumber() ?? 1
    var followsBatch = false
    for (place, output) in run.outputs.enumerated() {
      let context = run.context(of: output, firstControlNumber: controlNumber)
      switch try output.partwise(of: outline, in: context) {
      case .gathering(let gathering):
        outputs[place] = .gathering(gathering)
        self.gathering.append(Gathering(output: output, rows: gathering))
        continue
      case .growing(let documents) where !followsBatch && documents.count(where: \.isBatch) <= 1:
        let named = try names.name(
          documents.map(GrowingFile.empty), of: output.manifest,
          firstControlNumber: controlNumber)
        let files = zip(documents, named).map { document, named in
          GrowingFile(
            document, named, at: run.manifest.resolve(named.document.path),
            archive: document.controlNumber.flatMap { memory?.archivePath(ofBatch: $0) },
            newFolders: newFolders, limits: limits)
        }
        outputs[place] = .growing(files)
        growing += files
      case .growing, nil: areAll = false
      }
      followsBatch = memory != nil
    }
  }

  /// Whether charge items may be marked as billed externally (EXP-3), which takes the whole result.
  ///
  /// - Parameter isPossible: by what the manifest says of an output.
  func mayMark(_ isPossible: (Bool?) -> Bool) -> Bool {
    gathering.contains { isPossible($0.rows.marksItems) }
  }

  subscript(place: Int) -> Output? { outputs[place] }

  /// What the outputs make of one part.
  struct Portion: Sendable {
    /// By growing file.
    fileprivate let pieces: [GrowingFile.Piece]
    fileprivate let keeps: [PartGathering.Keep]

    /// The claims that a batch has, as rows of the part's.
    var sent: [UInt32] { pieces.flatMap(\.growth.claims) }
  }

  /// On any thread, several at once.
  func portion(of part: BillingResult) throws -> Portion {
    Portion(
      pieces: try growing.map { try $0.render(part) },
      keeps: try gathering.map { gathering in
        try gathering.output.catching { () throws(RenderFault) in
          try gathering.rows.gather(part)
        }
      })
  }

  /// In the order of the parts.
  ///
  /// - Parameter firstClaim: the row of the part's first claim in the whole result.
  func take(_ portion: Portion, claimsFrom firstClaim: Int) throws {
    for (file, piece) in zip(growing, portion.pieces) {
      try file.take(piece, claimsFrom: firstClaim)
    }
    for (gathering, keep) in zip(gathering, portion.keeps) {
      try gathering.output.catching(keep)
    }
  }

  /// Writes what was taken; on any thread, several at once.
  func put(_ portion: Portion) throws {
    for (file, piece) in zip(growing, portion.pieces) { try file.put(piece) }
  }
}

extension GrowingDocument {
  /// Whether it is a claims transaction once it has a claim.
  fileprivate var isBatch: Bool { controlNumber != nil }
}
