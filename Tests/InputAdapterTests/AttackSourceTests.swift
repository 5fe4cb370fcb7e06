import AdapterKit
import CSVAdapter
import Foundation
import Testing

@testable import ByteIO

private func scratch() throws -> String {
  let path = FileManager.default.temporaryDirectory.path + "/byteio-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  return path
}

private func write(_ text: String, to path: String) throws {
  try text.write(toFile: path, atomically: false, encoding: .utf8)
}

private func rest(of source: any ByteSource) throws -> Int {
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  return try readFully(source, &bytes)
}

/// What other processes do to files while, or before, a run has them.
@Suite("ByteIO: files that others touch")
struct AttackSourceTests {
  /// A process that was killed leaves temporary files, which hold patients' data.
  @Test func whatKilledRunsLeftIsRemoved() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let dead = 4_194_305  // Above Linux's highest number of a process.
    // One with our own number is of a process that had it before: in a container all may have it.
    let stale = [
      ".é.csv.\(dead).tmp", ".é.csv.\(dead)-3.tmp", ".é.csv.\(getpid())-1.tmp",
    ]
    let others = [
      ".é.csv.\(getppid()).tmp", ".é.csv.2026.\(dead).tmp",
      ".é.csv.x.tmp", ".é.csv.\(dead)", ".other.csv.\(dead).tmp", "é.csv.\(dead).tmp",
    ]
    for name in stale + others { try write("x", to: "\(folder)/\(name)") }
    try AtomicFile(path: "\(folder)/é.csv").commit()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(left) == Set(others + ["é.csv"]))
  }

  /// A finished file holds no descriptor: a quarantine may have thousands.
  @Test func finishedFilesAreClosed() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    var files: [AtomicFile] = []
    for number in 0..<Int(min(limit.rlim_cur, 2000)) + 10 {
      let file = try AtomicFile(path: "\(folder)/\(number)")
      try file.finish()
      files.append(file)
    }
    for file in files { try file.publish() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == files.count)
  }

  /// What was cut or added while a file was read may be missing, or half of it there.
  @Test func aFileThatChangesIsAnInputFault() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/in.csv"
    for change in ["a,b\n1,2\n3,4\n", "a,b", ""] {
      try write("a,b\n1,2\n", to: path)
      let source = try openSource(path: path, name: "in.csv")
      try write(change, to: path)
      let fault = #expect(throws: InputFault.self) { _ = try rest(of: source) }
      #expect(fault?.message.contains("changed while it was read") == true)
    }
    // One that is renamed or removed is still whole.
    try write("a,b\n1,2\n", to: path)
    let source = try openSource(path: path, name: "in.csv")
    try FileManager.default.removeItem(atPath: path)
    #expect(try rest(of: source) == 8)
  }

  @Test func utf16WithoutAMarkIsNamed() throws {
    let adapter = try CSVAdapter(options: OptionValues([:], of: CSVAdapter.specification))
    for encoding in [TextEncoding.utf16le, .utf16be] {
      let bytes = try #require(encoding.encode(Array("a,b\n1,2\n".utf8)))
      let fault = #expect(throws: InputFault.self) {
        _ = try adapter.open(openSource(MemorySource(name: "in.csv", bytes)), names: ["a"])
      }
      #expect(fault?.line == 1 && fault?.message.contains("utf-16le or utf-16be") == true)
    }
  }
}
