import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  static let records = Check("records", "counts the records that are in its files") { trial in
    let result = try trial.result(sessions: min(5000, trial.recordCount))
    var reasons: [String] = []
    var isKnown = false
    for document in try trial.documents(result) {
      let said = "\(document.path) is said to have \(document.recordCount) records"
      if let batch = document.batch {
        isKnown = true
        if batch.claims.count != document.recordCount {
          reasons.append("\(said) and hands over \(batch.claims.count) claims")
        }
      }
      if let export = document.export {
        isKnown = true
        if export.count != document.recordCount {
          reasons.append("\(said) and hands over \(export.count) charge items")
        }
      }
      let bytes = try document.pieces(.inTurn).flatMap(\.self)
      if let count = trial.sample?.recordCount(document.path, bytes) {
        isKnown = true
        if count != document.recordCount { reasons.append("\(said) and has \(count)") }
      }
    }
    return isKnown || !reasons.isEmpty
      ? Verdict(reasons)
      : .notApplicable("without a sample of the adapter nobody can count what is in its files")
  }
}
