import Foundation
import Testing

/// Rows that outgrow memory and find no room on disk: the run says so, emits nothing and leaves
/// nothing behind.
@Suite("Rows beyond memory, without room")
struct SpillFaultTests {
  private typealias Session = LedgerPractice.Session

  /// Two full blocks of sessions, and more of what they come to; without a ledger.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let sessions = (0..<400).map { number in
      Session("S\(number)") {
        $0.day = 1 + number % 28
        $0.start = 8 * 60 + number / 28 * 20
      }
    }
    try LedgerPractice().write(sessions, to: sandbox)
    let manifest = try sandbox.text("run.yml").split(separator: "\n")
      .filter { !$0.hasPrefix("ledger:") }
    try sandbox.write(manifest.joined(separator: "\n"), to: "run.yml")
    return sandbox
  }

  private func outputs(_ sandbox: Sandbox) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in try sandbox.files() where path.hasPrefix("out/") && !path.contains("run-report") {
      contents[path] = try sandbox.data(path)
    }
    return contents
  }

  @Test("a folder that is not there")
  func missing() throws {
    let sandbox = try sandbox()
    let ending = try sandbox.claimpipe(
      ["run", "run.yml", "--memory", "0"], environment: ["TMPDIR": "nowhere"])
    #expect(ending.status == 4 && !ending.isSignal)
    for words in ["nowhere: can't hold a temporary file", "set TMPDIR to a folder"] {
      #expect(ending.messages.contains(words), "\(ending.messages)")
    }
    #expect(try sandbox.files().allSatisfy { !$0.hasPrefix("out/") })
    // What fits in memory needs no folder.
    let other = try sandbox.claimpipe(["run", "run.yml"], environment: ["TMPDIR": "nowhere"])
    #expect(other.status == 0, "\(other.messages)")
  }

  @Test("a disk that fills up, a write that fails, a process that dies: at every block")
  func faults() throws {
    guard let faulty = FaultyRun.shared else { return }
    let base = try sandbox()
    let whole = try base.copy()
    #expect(try FaultyRun.whole(whole).status == 0)
    let expected = try outputs(whole)
    // Files that have names are written at places; what is appended goes to nameless ones.
    let calls = try faulty.calls(try base.copy(), "--memory", "0")
    let blocks = calls.indices.filter { calls[$0].hasPrefix("write") }.map { $0 + 1 }
    #expect(blocks.count > 5, "\(calls)")
    for block in blocks {
      for fault in [
        FaultyRun.Fault.error(ENOSPC, isLasting: false), .error(EIO, isLasting: true), .kill,
      ] {
        let sandbox = try base.copy()
        let (ending, call) = try faulty.run(sandbox, fault, at: block, "--memory", "0")
        if case .error = fault {
          #expect(ending.status == 4 && !ending.isSignal, "\(fault) at \(call): \(ending)")
          #expect(
            ending.messages.contains("can't hold a temporary file"),
            "\(fault) at \(call): \(ending.messages)")
        }
        #expect(try outputs(sandbox).isEmpty, "\(fault) at \(call)")
        if fault.isOver {
          #expect(try !sandbox.files().contains { $0.hasSuffix(".tmp") }, "\(fault) at \(call)")
        }
        #expect(try FaultyRun.whole(sandbox).status == 0, "\(fault) at \(call)")
        #expect(try outputs(sandbox) == expected, "\(fault) at \(call)")
      }
    }
  }
}
