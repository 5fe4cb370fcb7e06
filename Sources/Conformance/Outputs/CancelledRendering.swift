import AdapterKit

extension Check<OutputTrial> {
  /// A run that stops, for whatever reason, drops its documents where they are.
  static let cancellation = Check(
    "cancellation", "leaves no file, thread or process behind where rendering stops half-way"
  ) { trial in
    let result = try trial.result(sessions: min(5000, trial.recordCount))
    let reasons = try LeakWatch.leaks {
      for document in try trial.documents(result) {
        let half = (document.pieceCount + 1) / 2
        for piece in 0..<half { _ = try document.bytes(ofPiece: piece) }
      }
      _ = try trial.documents(result)
    }
    return Verdict(reasons)
  }
}
