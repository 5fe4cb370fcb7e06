import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  static let pieces = Check(
    "pieces", "gives the same bytes whatever the order and threads of its pieces"
  ) { trial in
    let result = try trial.result(sessions: min(20_000, trial.recordCount))
    let files = try trial.files(result)
    var reasons: [String] = []
    for order in PieceOrder.allCases.dropFirst() {
      if let difference = difference(files, try trial.files(result, order: order)) {
        reasons.append("rendered \(order.rawValue): \(difference)")
      }
    }
    reasons += try trial.flawsOfAppending(result, files)
    return Verdict(reasons)
  }
}

extension OutputTrial {
  /// Pieces go behind what a buffer holds already.
  fileprivate func flawsOfAppending(
    _ result: BillingResult, _ files: [RenderedFile]
  ) throws(RenderFault) -> [String] {
    let before: [UInt8] = [0x23, 0x21]
    for document in try documents(result) {
      var buffer = ByteBuffer()
      buffer.append(before)
      for piece in 0..<document.pieceCount { try document.render(piece, &buffer) }
      let file = files.first { $0.path == document.path }
      if buffer.bytes != before + (file?.bytes ?? []) {
        return ["\(document.path): pieces in one buffer are not the pieces one by one, joined"]
      }
    }
    return []
  }
}
