import AdapterKit
import ByteIO
import ClaimCore
import Glibc

extension Check<OutputTrial> {
  /// A disk that is full: no file of this process may grow past a limit. An adapter that needs no file
  /// renders all the same, and the pipeline fails to write; one that does says so.
  static let failingWrite = Check(
    "failing_write", "makes all of a file or says that it can't, where files can't grow"
  ) { trial in
    let result = try trial.result(sessions: min(5000, trial.recordCount))
    let files = try trial.files(result)
    var reasons: [String] = []
    for limit in [0, 1, 512, 4096] {
      let found: [String] = try FileLimit.held(at: limit) {
        let rendered = trial.flaws(result, files, limit: limit)
        return rendered + trial.flawsOfWriting(files, limit: limit)
      }
      reasons += found
    }
    return Verdict(reasons)
  }
}

/// What `ulimit -f` sets, but in bytes and for a while.
enum FileLimit {
  static func held<Result>(at bytes: Int, _ body: () throws -> Result) throws -> Result {
    var before = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before) == 0 else {
      throw ConformanceFault("the limit of files' sizes can't be read")
    }
    var limit = before
    limit.rlim_cur = rlim_t(bytes)
    guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
      throw ConformanceFault("the limit of files' sizes can't be set")
    }
    defer { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before) }
    return try body()
  }
}

extension OutputTrial {
  /// Rendered whole, or refused.
  fileprivate func flaws(
    _ result: BillingResult, _ files: [RenderedFile], limit: Int
  ) -> [String] {
    do throws(RenderFault) {
      let limited = try self.files(result)
      return difference(files, limited).map {
        ["where no file grows past \(limit) bytes, and nothing is said: \($0)"]
      } ?? []
    } catch {
      return error.message.isEmpty ? ["the fault says nothing"] : []
    }
  }

  /// The pipeline's part: nothing stays of a file that can't be written.
  fileprivate func flawsOfWriting(_ files: [RenderedFile], limit: Int) -> [String] {
    guard let scratch else { return [] }
    var reasons: [String] = []
    for file in files where file.bytes.count > limit {
      do throws(OutputFault) {
        let written = try AtomicFile(path: "\(scratch.temporaries)/written")
        try written.write(file.bytes)
        try written.commit()
        reasons.append("\(file.path) is written past the limit of \(limit) bytes")
      } catch {}
    }
    return reasons
  }
}
