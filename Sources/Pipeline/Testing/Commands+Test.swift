internal import AdapterKit
internal import ByteIO
internal import Manifests

extension Commands {
  /// `claimpipe test`
  ///
  /// What differs is data, personal data included, and goes to standard output.
  ///
  /// - Parameters:
  ///   - names: which cases; empty for all.
  ///   - folder: the folder of the manifests, whose `tests` holds the cases.
  ///   - isUpdating: records what the runs give as what is expected.
  /// - Returns: ``ExitStatus/doneWithErrors`` where a case fails.
  public func test(_ names: [String], in folder: String, isUpdating: Bool) -> ExitStatus {
    let tests = "\(folder)/tests"
    let all = CaseFolder.names(in: tests)
    if all.isEmpty {
      log.error("there are no test cases in \(tests): each is a folder with a \(CaseFolder.file)")
      return .usage
    }
    for name in names where !all.contains(name) {
      let nearest = nearestName(to: name, in: all).map { " (did you mean \"\($0)\"?)" } ?? ""
      log.error(
        "there is no test case \"\(name)\"\(nearest); there are: \(all.joined(separator: ", "))")
      return .usage
    }
    return ending {
      var failed = 0
      var faulty = 0
      let chosen = names.isEmpty ? all : all.filter(names.contains)
      for name in chosen {
        do {
          let lines = try test(CaseFolder(name: name, path: "\(tests)/\(name)"), isUpdating)
          let isPassed = lines.isEmpty || isUpdating
          if !isPassed { failed += 1 }
          try StandardStream.output.write(
            "\(isPassed ? "ok    " : "FAIL  ")\(name)\n" + lines.map { "      \($0)\n" }.joined())
        } catch let fault as OutputFault {
          throw fault
        } catch {
          faulty += 1
          try StandardStream.output.write("FAULT \(name)\n")
          log.error(RunFailure(error).message)
        }
      }
      try StandardStream.output.write(Self.sum(chosen.count, failed: failed, faulty: faulty))
      return faulty > 0 ? .usage : failed > 0 ? .doneWithErrors : .done
    }
  }

  /// What is wrong with a case, or what was recorded, in lines.
  private func test(_ folder: CaseFolder, _ isUpdating: Bool) throws -> [String] {
    let run = try CaseRun(folder, registry: registry)
    var lines: [String] = []
    for step in folder.testCase.steps {
      let result = try run.perform(step)
      let expected = folder.expected(step)
      if isUpdating {
        lines += try CaseRecord.write(result, to: expected, step: step.name)
      } else {
        lines += try CaseVerdict(result, expected: expected, step: step.name).lines
      }
    }
    return lines
  }

  private static func sum(_ count: Int, failed: Int, faulty: Int) -> String {
    let cases = count == 1 ? "1 case" : "\(count) cases"
    if failed + faulty == 0 { return "\(cases), all as expected\n" }
    let parts = [failed > 0 ? "\(failed) failed" : nil, faulty > 0 ? "\(faulty) not run" : nil]
    return "\(cases), \(parts.compactMap { $0 }.joined(separator: ", "))\n"
  }
}

/// `claimpipe test --update`
enum CaseRecord {
  /// Puts what a run gave in the place of what was expected.
  ///
  /// - Returns: what changed.
  /// - Throws: ``RunFailure`` where the run could not be made at all, which nobody expects.
  static func write(_ result: CaseRun.Result, to folder: String, step: String) throws -> [String] {
    switch result.status {
    case .done, .doneWithErrors, .tooManyRejects: break
    default:
      throw RunFailure.usage(
        "the run ended with status \(result.status.rawValue), and nothing was recorded: "
          + result.messages)
    }
    let prefix = step.isEmpty ? "" : "\(step)/"
    var lines: [String] = []
    let before = FileTree.files(in: folder)
    for name in before where result.files[name] == nil {
      FileTree.remove("\(folder)/\(name)", upTo: folder)
      lines.append("removed \(prefix)\(name)")
    }
    for (name, bytes) in result.files.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name)"
      let isThere = before.contains(name)
      if isThere, try FileTree.read(path) == bytes { continue }
      let file = try AtomicFile(path: path)
      try file.write(bytes)
      try file.commit()
      lines.append("\(isThere ? "changed" : "new") \(prefix)\(name)")
    }
    return lines
  }
}
