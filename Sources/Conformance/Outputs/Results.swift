import AdapterKit
import ClaimCore

extension Check<OutputTrial> {
  static let empty = Check("empty", "makes its files where there is nothing to write") { trial in
    var reasons: [String] = []
    for file in trial.written(try trial.result(sessions: 0), &reasons) where file.recordCount != 0 {
      reasons.append("\(file.path) is said to have \(file.recordCount) records of no session")
    }
    return Verdict(reasons)
  }

  static let one = Check("one", "makes its files of one session") { trial in
    var reasons: [String] = []
    _ = trial.written(try trial.result(sessions: 1), &reasons)
    return Verdict(reasons)
  }

  static let many = Check("many", "makes its files of {records} sessions") { trial in
    var reasons: [String] = []
    let files = trial.written(try trial.result(sessions: trial.recordCount), &reasons)
    if reasons.isEmpty && files.allSatisfy({ $0.recordCount == 0 }) {
      reasons.append("none of \(trial.recordCount) sessions is in any file")
    }
    return Verdict(reasons)
  }
}

extension OutputTrial {
  /// The files, with what is wrong with them in `reasons`.
  fileprivate func written(_ result: BillingResult, _ reasons: inout [String]) -> [RenderedFile] {
    do throws(RenderFault) {
      let files = try files(result)
      if Set(files.map(\.path)).count < files.count { reasons.append("two files have one path") }
      if files.contains(where: { $0.path.isEmpty }) { reasons.append("a file has no path") }
      return files
    } catch {
      reasons.append("nothing is made: \(error.message)")
      return []
    }
  }
}
