import Foundation
import Testing

@testable import Inbox

@Suite("What has arrived, and what belongs together")
struct ArrivingTests {
  @Test(
    "a group's pattern: each wildcard takes as little as it can",
    arguments: [
      ("*-{key}.*", "sessions-2026-03-01.csv", "2026-03-01"),
      ("*-{key}.*", "patients-2026-03-01.csv.gz", "2026-03-01"),
      ("*-{key}.*", "sessions-.csv", nil), ("*-{key}.*", "sessions.csv", nil),
      ("*-{key}.csv", "a-b.csv.csv", "b.csv"), ("*-{key}.csv", "a-b.csv.gz", nil),
      ("{key}_*.csv", "north_sessions.csv", "north"), ("{key}", "x", "x"), ("{key}", "", nil),
      ("s{key}", "s", nil), ("s{key}", "sab", "ab"), ("s?-{key}*", "s1-xyz", "x"),
      ("*{key}.csv", "abc.csv", "abc"), ("a*b*-{key}-*c", "aXbY-k-Zc", "k"),
      ("a*b*-{key}-*c", "aXbY-k-Z", nil), ("sessions-{key}.csv", "sessions-é☃.csv", "é☃"),
      ("**{key}**x", "abcx", "a"), ("[a]-{key}", "[a]-1", "1"),
    ] as [(String, String, String?)])
  func groupPattern(pattern: String, name: String, key: String?) throws {
    #expect(try #require(GroupPattern(pattern)).key(of: name) == key)
  }

  @Test("what is no group's pattern", arguments: ["", "*", "{key}{key}", "{KEY}", "a/{key}"])
  func noGroupPattern(pattern: String) { #expect(GroupPattern(pattern) == nil) }

  @Test("a key is found wherever a plain search finds one")
  func groupPatternAgainstSearch() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      func random(_ letters: [String], _ count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator)).map { _ in
          letters.randomElement(using: &generator)!
        }.joined()
      }
      let pattern = random(["a", "b", "*", "?"], 4) + "{key}" + random(["a", "b", "*", "?"], 4)
      let name = random(["a", "b"], 8)
      // What matches is what the shell's pattern matches with one character at least for the key.
      let shell = pattern.replacingOccurrences(of: "{key}", with: "?*")
      let expected = fnmatch(shell, name, 0) == 0
      #expect((GroupPattern(pattern)?.key(of: name) != nil) == expected, "\(pattern) \(name)")
    }
  }

  // MARK: When files are whole

  private func file(_ name: String, size: Int64 = 1, modified: Int64 = 1) -> IncomingFile {
    IncomingFile(
      name: name, identity: FileIdentity(size: size, modified: modified, inode: 1), changed: 0)
  }

  private func look(
    _ arrivals: inout Arrivals, _ files: [IncomingFile], _ seconds: Int64, marked: Set<String> = []
  ) -> [String] {
    arrivals.look(
      at: IncomingFiles(files: files, marked: marked), now: seconds * MonotonicClock.second
    ).files.map(\.name)
  }

  @Test("a file is whole once it has stayed as it is for so long, by a clock that nobody sets")
  func seconds() {
    var arrivals = Arrivals(readiness: .seconds(10))
    #expect(look(&arrivals, [file("a")], 100) == [])
    #expect(look(&arrivals, [file("a"), file("b")], 109) == [])
    #expect(look(&arrivals, [file("a"), file("b", size: 2)], 110) == ["a"])
    // Its time of day went back: it was written to, or the clock was set; we wait anew either way.
    #expect(look(&arrivals, [file("a", modified: -5), file("b", size: 2)], 119) == [])
    #expect(look(&arrivals, [file("b", size: 2)], 120) == ["b"])
    // Gone and back is new.
    #expect(look(&arrivals, [file("a", modified: -5)], 130) == [])
    #expect(look(&arrivals, [file("a", modified: -5)], 140) == ["a"])
  }

  @Test("with 0 seconds at once, with a marker once that is there")
  func atOnce() {
    var zero = Arrivals(readiness: .seconds(0))
    #expect(look(&zero, [file("a")], 5) == ["a"])
    var marked = Arrivals(readiness: .marker(".done"))
    #expect(look(&marked, [file("a"), file("b")], 5, marked: ["b"]) == ["b"])
  }

  @Test("groups come in the order of their oldest file; a name without a key belongs to none")
  func groups() {
    var arrivals = Arrivals(readiness: .seconds(0))
    let files = [
      file("x-1.csv", modified: 9), file("x-2.csv", modified: 5), file("y-1.csv", modified: 7),
      file("y.csv"), file("y-3.csv", modified: 5),
    ]
    let ready = arrivals.look(at: IncomingFiles(files: files, marked: []), now: 3)
    let groups = Groups(ready, by: GroupPattern("*-{key}.*"))
    #expect(groups.all.map(\.key) == ["2", "3", "1"])
    #expect(groups.all.last?.files.map(\.name) == ["x-1.csv", "y-1.csv"])
    #expect(groups.keyless.map(\.name) == ["y.csv"])
    #expect(Groups(ready, by: nil).all.map(\.files.count) == [5])
  }

  @Test("inputs want files by their patterns; the pattern itself is a name too")
  func patterns() {
    let patterns = ArrivingPatterns([["s-*.csv", "t[1].csv"], ["p.xml"], ["s-1.csv"]])
    #expect(patterns.takes("t[1].csv") && patterns.takes("t1.csv") && !patterns.takes(".s-1.csv"))
    #expect(patterns.lacking(in: ["s-2.csv"]) == [1, 2])
    #expect(patterns.files(of: ["s-1.csv", "s-2.csv"])["s-*.csv"] == ["s-1.csv", "s-2.csv"])
  }

  @Test("what is sent is not taken, and what can't be taken says why")
  func incoming() throws {
    let folder = try TestFolder()
    for name in [
      "s.csv", ".s.csv", "s.csv.tmp", "s.csv.PART", "s.filepart", "x.txt", "s.csv.done",
      "reason.json",
    ] {
      try folder.write(name, "x")
    }
    try folder.link("l.csv", to: "/etc/passwd")
    try folder.make("d.csv")
    mkfifo(folder.path + "/f.csv", 0o600)
    let files = try IncomingFiles(in: folder.path, marker: ".done") { !$0.hasSuffix(".txt") }
    #expect(files.files.map(\.name) == ["s.csv"] && files.marked == ["s.csv"])
    #expect(
      files.others.map(\.name) == ["d.csv", "f.csv", "l.csv", "reason.json", "x.txt"])
    #expect(
      files.others.map(\.why) == [.notAFile, .notAFile, .notAFile, .unmatched, .unmatched])
  }

  // MARK: Names

  @Test("a free name, though thousands are taken")
  func freeName() {
    var taken: Set = ["s.csv", "s~2.csv", "s~3.csv", ".x", "a"]
    #expect(FreeName.of("s.csv", isTaken: taken.contains) == "s~4.csv")
    #expect(FreeName.of(".x", isTaken: taken.contains) == ".x~2")
    #expect(FreeName.of("a", isTaken: taken.contains) == "a~2")
    #expect(FreeName.of("b.tar.gz", isTaken: taken.contains) == "b.tar.gz")
    taken.formUnion((2...9999).map { "s~\($0).csv" })
    var asked = 0
    // Names that are as long as file systems bear, cut between characters.
    let long = String(repeating: "é", count: 125) + "y.csv"
    let free = FreeName.of(long) { $0 == long }
    #expect(free == String(repeating: "é", count: 124) + "~2.csv" && free.utf8.count <= 255)
    let ending = "a." + String(repeating: "z", count: 253)
    #expect(FreeName.of(ending) { $0 == ending } == ending.dropLast(2) + "~2")
    let name = FreeName.of("s.csv") {
      asked += 1
      return taken.contains($0)
    }
    #expect(name == "s~10000.csv" && asked < 40)
  }

  @Test("names of runs sort by time, and say their day")
  func runNames() {
    let name = RunName.new()
    #expect(RunName.isOne(name) && name.count == 21)
    #expect(RunName.day(of: "20261122T072839Z-5f3a") == "2026-11-22")
    for other in [
      "20261122T072839Z-5F3a", "20261122T072839Z-5f3", ".plan", "20261122T072839Z-5f3a~2",
    ] {
      #expect(!RunName.isOne(other))
    }
  }

  @Test("what failed is tried again after 1, 2, 4 … and at the most 900 seconds")
  func backoff() {
    var backoff = Backoff()
    let waits = (0..<12).map { _ in backoff.fail(now: 0) }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    #expect(backoff.due == 900 * MonotonicClock.second)
  }
}

/// A folder of its own for a test.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "inbox-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: target)
  }
  func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// Every file but ours, by path.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter {
      FileIdentity(of: "\(path)/\($0)") != nil && !$0.contains("/.") && !$0.hasPrefix(".")
    }.sorted()
  }
}
