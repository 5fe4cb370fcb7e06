import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  static let repeated = Check(
    "repeated", "gives the same bytes each time, however the billing was shared out"
  ) { trial in
    let count = min(5000, trial.recordCount)
    let files = try trial.files(try trial.result(sessions: count))
    var reasons: [String] = []
    let again = try trial.files(
      try trial.result(sessions: count, patientsTogether: 3), of: trial.anotherAdapter())
    if let difference = difference(files, again) {
      reasons.append("the second time: \(difference)")
    }
    return Verdict(reasons)
  }
}
