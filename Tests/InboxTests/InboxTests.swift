import ByteIO
import Foundation
import Testing

@testable import Inbox

@Suite("The way of files through an inbox")
struct InboxTests {
  private func inbox(_ names: [String]) throws -> (TestFolder, InboxFolder) {
    let folder = try TestFolder()
    let inbox = try InboxFolder(path: folder.path, makes: true)
    for name in names { try folder.write("incoming/\(name)", name) }
    return (folder, inbox)
  }

  private func group(_ inbox: InboxFolder, marker: String? = nil) throws -> FileGroup {
    let files = try IncomingFiles(in: inbox.incoming, marker: marker) { _ in true }
    var arrivals = Arrivals(readiness: .seconds(0))
    return try #require(Groups(arrivals.look(at: files, now: 0), by: nil).all.first)
  }

  @Test("from incoming to done, with the marker gone and names that are taken kept apart")
  func done() throws {
    let (folder, inbox) = try inbox(["a.csv", "b", "a.csv.ok"])
    try folder.make("done/2026-01-02")
    try folder.write("done/2026-01-02/a.csv", "old")
    let run = try #require(try TakenRun.take(group(inbox, marker: ".ok"), marker: ".ok", in: inbox))
    #expect(
      folder.files.filter { !$0.hasPrefix("done") } == [
        "processing/\(run.name)/a.csv", "processing/\(run.name)/a.csv.ok",
        "processing/\(run.name)/b",
      ])
    try run.begin()
    try run.finish(day: "2026-01-02")
    #expect(
      folder.files == ["done/2026-01-02/a.csv", "done/2026-01-02/a~2.csv", "done/2026-01-02/b"])
    #expect(try TakenRun.recover(in: inbox) { _ in false }.runs.isEmpty)
  }

  @Test("to failed, with a reason that says why")
  func failed() throws {
    let (folder, inbox) = try inbox(["a.csv", "b"])
    let run = try #require(try TakenRun.take(group(inbox), marker: nil, in: inbox))
    try run.fail(FailureReason(code: "input", message: "a.csv:3: no", status: 4))
    let place = "failed/\(run.name)"
    #expect(folder.files == ["\(place)/a.csv", "\(place)/b", "\(place)/reason.json"])
    let reason =
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: "\(folder.path)/\(place)/reason.json")))
      as? [String: Any]
    #expect(reason?["code"] as? String == "input" && reason?["message"] as? String == "a.csv:3: no")
    #expect(reason?["files"] as? [String] == ["a.csv", "b"])
  }

  @Test("a file that changes or goes while it is taken: all are back")
  func changedMeanwhile() throws {
    let (folder, inbox) = try inbox(["a", "b", "c"])
    let group = try group(inbox)
    try folder.write("incoming/b", "more than before")
    #expect(try TakenRun.take(group, marker: nil, in: inbox) == nil)
    try Moves.remove("\(inbox.incoming)/b")
    #expect(try TakenRun.take(group, marker: nil, in: inbox) == nil)
    #expect(folder.files == ["incoming/a", "incoming/c"])
  }

  @Test("a run knows of a file that grew or was replaced after it was taken")
  func grown() throws {
    let (folder, inbox) = try inbox(["a", "b"])
    let run = try #require(try TakenRun.take(group(inbox), marker: nil, in: inbox))
    #expect(run.changed == nil)
    try folder.write("processing/\(run.name)/b", "grown")
    #expect(run.changed == "b")
    try run.renew()
    #expect(run.changed == nil)
  }

  // MARK: Recovery

  /// A run that a process left when it had moved some of its files.
  private func half(_ moved: Set<String>, change: (TestFolder) throws -> Void = { _ in }) throws
    -> (
      TestFolder, Leftovers
    )
  {
    let (folder, inbox) = try inbox(["a", "b", "c"])
    let files = try group(inbox).files.map { RunPlan.File(name: $0.name, identity: $0.identity) }
    try folder.make("processing/20260101T000000Z-0001")
    try RunPlan(files: files, key: "k").write(to: "\(inbox.processing)/20260101T000000Z-0001")
    for name in moved {
      rename(
        "\(inbox.incoming)/\(name)", "\(inbox.processing)/20260101T000000Z-0001/\(name)")
    }
    try change(folder)
    return (folder, try TakenRun.recover(in: inbox) { _ in false })
  }

  @Test("a group that was moved by half is moved in full", arguments: [[], ["a"], ["b", "c"]])
  func completed(moved: [String]) throws {
    let (folder, left) = try half(Set(moved))
    let run = try #require(left.runs.first)
    #expect(run.files == ["a", "b", "c"] && run.key == "k" && run.deaths == 0 && !run.isTorn)
    #expect(folder.files == ["a", "b", "c"].map { "processing/20260101T000000Z-0001/\($0)" })
  }

  @Test("or put back, where a part of it is gone")
  func returned() throws {
    let (folder, left) = try half(["a", "b"]) { try Moves.remove("\($0.path)/incoming/c") }
    #expect(left.runs.isEmpty && folder.files == ["incoming/a", "incoming/b"])
  }

  @Test("or told to be torn, where another file has a name there by now")
  func torn() throws {
    let (folder, left) = try half(["a", "b"]) {
      try $0.write("incoming/c", "another")
      try $0.write("incoming/b", "another")
    }
    #expect(left.runs.first?.isTorn == true)
    #expect(folder.files.filter { $0.hasSuffix("/b") }.count == 2)
  }

  @Test("two names of one file, from a file system that has no rename without replacing")
  func linked() throws {
    let (folder, left) = try half(["a", "b", "c"]) {
      Glibc.link(
        "\($0.path)/processing/20260101T000000Z-0001/b", "\($0.path)/incoming/b")
    }
    #expect(left.runs.count == 1)
    #expect(folder.files.filter { $0.hasSuffix("/b") } == ["processing/20260101T000000Z-0001/b"])
  }

  @Test("a process that died over a run is counted, a run that ended is not")
  func deaths() throws {
    let (folder, inbox) = try inbox(["a"])
    defer { withExtendedLifetime(folder) {} }
    let run = try #require(try TakenRun.take(group(inbox), marker: nil, in: inbox))
    for deaths in 1...3 {
      let again = deaths == 1 ? run : try recovered(inbox)
      try again.begin()
      #expect(try recovered(inbox).deaths == deaths)
      // Ours is no death.
      #expect(try TakenRun.recover(in: inbox) { _ in true }.runs.first?.deaths == deaths - 1)
    }
    let last = try recovered(inbox)
    try last.end()
    #expect(try recovered(inbox).deaths == 3)
  }

  private func recovered(_ inbox: InboxFolder) throws -> TakenRun {
    try #require(try TakenRun.recover(in: inbox) { _ in false }.runs.first)
  }

  @Test("what else stands in processing is left; a plan that can't be read loses no file")
  func strangers() throws {
    let (folder, inbox) = try inbox([])
    try folder.write("processing/x.csv", "x")
    try folder.make("processing/20260101T000000Z-0001")
    try folder.write("processing/20260101T000000Z-0001/.plan.json.new", "{")
    try folder.make("processing/20260101T000000Z-0002")
    try folder.write("processing/20260101T000000Z-0002/.plan.json", "{ \"version\": 1 }")
    try folder.write("processing/20260101T000000Z-0002/a.csv", "a")
    try folder.make("processing/20260101T000000Z-0003")
    try folder.write("processing/20260101T000000Z-0003/b.csv", "b")
    let left = try TakenRun.recover(in: inbox) { _ in false }
    #expect(left.strangers == ["20260101T000000Z-0003", "x.csv"])
    #expect(left.runs.map(\.name) == ["20260101T000000Z-0002"] && left.runs[0].isTorn)
    #expect(left.runs[0].files == ["a.csv"])
    #expect(!Moves.exists("\(inbox.processing)/20260101T000000Z-0001"))
  }

  @Test("on its way to failed when the process died: it arrives")
  func failing() throws {
    let (folder, inbox) = try inbox(["a"])
    let run = try #require(try TakenRun.take(group(inbox), marker: nil, in: inbox))
    try folder.write("processing/\(run.name)/reason.json", "{}")
    #expect(try TakenRun.recover(in: inbox) { _ in false }.runs.isEmpty)
    #expect(folder.files == ["failed/\(run.name)/a", "failed/\(run.name)/reason.json"])
  }

  // MARK: The folder

  @Test("one process at a time; a folder that is replaced is not sound")
  func held() throws {
    let (folder, inbox) = try inbox([])
    #expect(throws: InboxFault.held(folder: folder.path)) {
      try InboxFolder(path: folder.path, makes: true)
    }
    #expect(inbox.isSound)
    rename("\(folder.path)/incoming", "\(folder.path)/gone")
    #expect(!inbox.isSound)
    try folder.make("incoming")
    #expect(!inbox.isSound)
    #expect(throws: InboxFault.self) {
      try InboxFolder(path: folder.path + "/none", makes: false)
    }
  }

  @Test("what is older than a day goes, by the names that we gave; all else stays")
  func pruned() throws {
    let (folder, inbox) = try inbox([])
    for name in [
      "done/2026-01-01/a", "done/2026-01-01/a~2", "done/2026-01-02/b", "done/mine/c",
      "failed/20260101T235959Z-0001/d", "failed/20260101T235959Z-0001~2/e",
      "failed/20260102T000000Z-0001/f", "done/2026-1-01/g", "failed/x20260101T235959Z-0001/h",
      "failed/20260101T235959Z-0001-kept/i",
    ] {
      try folder.make(Folder.of(name))
      try folder.write(name, "x")
    }
    try folder.make("done/2026-01-01/folder")
    #expect(try inbox.prune(before: "2026-01-02") == 4)
    #expect(
      folder.files == [
        "done/2026-01-02/b", "done/2026-1-01/g", "done/mine/c",
        "failed/20260101T235959Z-0001-kept/i", "failed/20260102T000000Z-0001/f",
        "failed/x20260101T235959Z-0001/h",
      ])
  }

  @Test("10,000 files at once, through and through")
  func many() throws {
    let (folder, inbox) = try inbox([])
    for number in 0..<10_000 {
      close(open("\(inbox.incoming)/s-\(number).csv", O_CREAT | O_WRONLY, 0o600))
    }
    let run = try #require(try TakenRun.take(group(inbox), marker: nil, in: inbox))
    try run.begin()
    let again = try recovered(inbox)
    #expect(again.files.count == 10_000 && again.changed == nil)
    try again.finish(day: "2026-01-01")
    #expect(folder.files.count == 10_000)
    #expect(folder.files.allSatisfy { $0.hasPrefix("done/2026-01-01/s-") })
  }
}
