import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  static let parts = Check(
    "parts", "makes of a result that comes in parts what it makes of the whole"
  ) { trial in
    let count = min(20_000, trial.recordCount)
    var reasons: [String] = []
    let whole = try trial.files(try trial.result(sessions: count))
    for patients in [1, 7] {
      guard let files = try trial.filesOfParts(sessions: count, patientsTogether: patients) else {
        return .notApplicable("the adapter has to see the whole result")
      }
      if let difference = difference(whole, files) {
        reasons.append("in parts of \(patients) patients: \(difference)")
      }
    }
    return Verdict(reasons)
  }
}

extension OutputTrial {
  /// The files as a run makes them while it bills; `nil` where the adapter does not take parts.
  fileprivate func filesOfParts(
    sessions: Int, patientsTogether: Int
  ) throws -> [RenderedFile]? {
    let (outline, parts) = try SyntheticPractice(sessionCount: sessions)
      .billedInParts(adapter.checks(in: context()), patientsTogether: patientsTogether)
    switch try adapter.partwise(of: outline, in: context()) {
    case nil: return nil
    case .growing(let documents): return try documents.map { try $0.file(parts) }
    case .gathering(let gathering):
      // Threads look at parts in any order, and keep them in theirs.
      for keep in try parts.reversed().map({ try gathering.gather($0) }).reversed() { try keep() }
      return try gathering.documents(of: nil).map { document in
        RenderedFile(
          path: document.path, recordCount: document.recordCount,
          bytes: try document.pieces(.inTurn).flatMap(\.self))
      }
    }
  }
}

extension GrowingDocument {
  fileprivate func file(_ parts: [BillingResult]) throws(RenderFault) -> RenderedFile {
    var pieces: [[UInt8]] = []
    var growth = Growth()
    for part in parts.reversed() {
      var buffer = ByteBuffer()
      growth.add(try render(part, &buffer))
      pieces.append(buffer.bytes)
    }
    return RenderedFile(
      path: path, recordCount: growth.records, bytes: pieces.reversed().flatMap(\.self))
  }
}
