internal import AdapterKit
internal import ByteIO
internal import ClaimCore
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

  /// - Parameter isRemembered: with a ledger nothing grows: which claims go out is settled with it.
  init(
    of run: PreparedRun, _ outline: RunOutline, limits: LimitGuard, isRemembered: Bool
  ) throws {
    let names = OutputNames(run: run, memory: nil)
    for (place, output) in run.outputs.enumerated() {
      switch try output.partwise(of: outline, in: run.context(of: output)) {
      case nil: areAll = false
      case .growing where isRemembered: areAll = false
      case .growing(let documents):
        let named = try names.name(
          documents.map(GrowingFile.empty), of: output.manifest, firstControlNumber: 1)
        let files = zip(documents, named).map { document, named in
          GrowingFile(
            document, path: named.document.path,
            at: run.manifest.resolve(named.document.path), limits: limits)
        }
        outputs[place] = .growing(files)
        growing += files
      case .gathering(let gathering):
        outputs[place] = .gathering(gathering)
        self.gathering.append(Gathering(output: output, rows: gathering))
      }
    }
  }

  subscript(place: Int) -> Output? { outputs[place] }

  /// What the outputs make of one part.
  struct Portion: Sendable {
    /// By growing file.
    fileprivate let pieces: [GrowingFile.Piece]
    fileprivate let keeps: [PartGathering.Keep]
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
  func take(_ portion: Portion) throws {
    for (file, piece) in zip(growing, portion.pieces) { try file.take(piece) }
    for (gathering, keep) in zip(gathering, portion.keeps) {
      try gathering.output.catching(keep)
    }
  }

  /// Writes what was taken; on any thread, several at once.
  func put(_ portion: Portion) throws {
    for (file, piece) in zip(growing, portion.pieces) { try file.put(piece) }
  }
}
