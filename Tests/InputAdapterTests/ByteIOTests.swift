import AdapterKit
import Foundation
import Testing

@testable import ByteIO

private func readAll(_ source: any ByteSource, atMost: Int = 5) throws -> [UInt8] {
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: atMost)
  while true {
    let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
    if count == 0 { return all }
    all += piece[..<count]
  }
}

private func decoded(
  _ bytes: [UInt8], _ encoding: TextEncoding? = nil, atMost: Int = 3
) throws -> String {
  let source = MemorySource(name: "in", bytes, atMost: atMost)
  return String(decoding: try readAll(openSource(source, encoding: encoding)), as: UTF8.self)
}

/// A folder of its own for a test, removed at its end.
private final class Scratch {
  let path = FileManager.default.temporaryDirectory.path + "/byteio-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}

@Suite("ByteIO: sources")
struct ByteIOSourceTests {
  /// `a,b\n1,2\n` and `3,4\n`.
  private let firstMember: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4,
    0x31, 0xE2, 0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
  ]
  private let secondMember: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0xD6, 0x31, 0xE1, 0x02, 0x00,
    0x3E, 0x2D, 0x72, 0xA9, 0x04, 0x00, 0x00, 0x00,
  ]

  @Test(arguments: [1, 2, 7, 1000])
  func gzipIsUnpackedMemberByMember(atMost: Int) throws {
    #expect(try decoded(firstMember, atMost: atMost) == "a,b\n1,2\n")
    let padded = firstMember + secondMember + [0, 0, 0]
    #expect(try decoded(padded, atMost: atMost) == "a,b\n1,2\n3,4\n")
  }

  /// No length of a cut-off gzip file is taken for a whole one.
  @Test func damagedGzipIsAnInputFault() throws {
    for count in 2..<firstMember.count {
      let fault = #expect(throws: InputFault.self) {
        _ = try decoded(Array(firstMember[..<count]))
      }
      #expect(fault?.message.contains("cut off") == true)
    }
    var wrongSum = firstMember
    wrongSum[firstMember.count - 8] ^= 1
    #expect(throws: InputFault.self) { _ = try decoded(wrongSum) }
    #expect(throws: InputFault.self) { _ = try decoded(firstMember + Array("junk".utf8)) }
  }

  @Test func encodingsBecomeUTF8AndBack() throws {
    let text = "Zoë, 5 €, “x” 🙂\n"
    for encoding in [TextEncoding.utf8, .utf16le, .utf16be] {
      let bytes = try #require(encoding.encode(Array(text.utf8)))
      #expect(try decoded(bytes, encoding) == text)
      #expect(try decoded(encoding.byteOrderMark + bytes) == text)
      #expect(try decoded(encoding.byteOrderMark + bytes, encoding) == text)
    }
    let marked = TextEncoding.utf16.byteOrderMark + (TextEncoding.utf16.encode([0x41]) ?? [])
    #expect(try decoded(marked, .utf16) == "A")
    for encoding in [TextEncoding.latin1, .windows1252] {
      let every = (0...255).map { UInt8($0) }
      #expect(encoding.encode(Array(try decoded(every, encoding).utf8)) == every)
      #expect(encoding.encode(Array("🙂".utf8)) == nil)
    }
    #expect(try decoded([0x80, 0xE9], .windows1252) == "€é")
    #expect(TextEncoding.latin1.encode(Array("€".utf8)) == nil)
    for name in ["UTF-8", "utf-16", "UTF-16LE", "utf-16be", "Latin1", "ISO-8859-1", "windows-1252"]
    {
      #expect(TextEncoding.parse(name) != nil)
    }
    #expect(TextEncoding.parse("ebcdic") == nil)
  }

  @Test func anEncodingThatIsNotSoIsAnInputFault() throws {
    let cases: [(bytes: [UInt8], encoding: TextEncoding?, message: String)] = [
      ([0x41, 0x00, 0x00, 0xDC], .utf16le, "at byte 2"),
      ([0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8, 0x41, 0x00], nil, "at byte 6"),
      ([0xFE, 0xFF, 0x00, 0x41, 0x00], nil, "ends in the middle"),
      ([0xFF, 0xFE, 0x3D, 0xD8], nil, "ends in the middle"),
      ([0x41, 0x42], .utf16, "no byte order mark"),
      ([0xFF, 0xFE, 0x41, 0x00], .utf8, "leave the option out"),
      ([0xEF, 0xBB, 0xBF, 0x41], .windows1252, "leave the option out"),
      ([0xFF, 0xFE, 0x00, 0x00], nil, "UTF-32"),
    ]
    for (bytes, encoding, message) in cases {
      let fault = #expect(throws: InputFault.self) { _ = try decoded(bytes, encoding) }
      #expect(fault?.message.contains(message) == true, "\(String(describing: fault))")
    }
    let raw = try openSource(MemorySource([0xFF, 0xFE, 0x41, 0x00]), detects: false)
    #expect(try readAll(raw) == [0xFF, 0xFE, 0x41, 0x00])
  }

  @Test func filesThatCannotBeReadSayWhy() throws {
    let scratch = try Scratch()
    try "a\n".write(toFile: "\(scratch.path)/in.csv", atomically: false, encoding: .utf8)
    let source = try openSource(path: "\(scratch.path)/in.csv", name: "in.csv")
    #expect(try readAll(source) == [0x61, 0x0A])
    for (path, words) in [("none.csv", "No such file"), ("", "directory")] {
      let fault = #expect(throws: InputFault.self) {
        _ = try openSource(path: "\(scratch.path)/\(path)", name: "in.csv")
      }
      #expect(fault?.source == "in.csv" && fault?.message.contains(words) == true)
    }
  }

  @Test func patternsStandForSortedPaths() throws {
    let scratch = try Scratch()
    let names = ["s-2.csv", "s-10.csv", "S-1.csv", ".s-3.csv", "s[1].csv", "é-s.csv", "s.txt"]
    for name in names {
      _ = FileManager.default.createFile(atPath: "\(scratch.path)/\(name)", contents: nil)
    }
    func expand(_ pattern: String) -> [String] {
      Glob.expand("\(scratch.path)/\(pattern)").map { splitPath($0).name }
    }
    #expect(expand("*.csv") == ["S-1.csv", "s-10.csv", "s-2.csv", "s[1].csv", "é-s.csv"])
    #expect(expand("s-?.csv") == ["s-2.csv"])
    #expect(expand("[sS]-[0-9].csv") == ["S-1.csv", "s-2.csv"])
    #expect(expand("s[1].csv") == ["s[1].csv"])
    #expect(expand(".s*") == [".s-3.csv"])
    #expect(expand("none/*.csv").isEmpty)
    #expect(Glob.isPattern("a/*.csv") && !Glob.isPattern("a/b.csv"))
  }
}

@Suite("ByteIO: files and surroundings")
struct ByteIOFileTests {
  /// formats.md section 6: whole or not at all.
  @Test func aFileAppearsWholeOrNotAtAll() throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/out/deep/a.csv"
    do {
      let file = try AtomicFile(path: path)
      try file.write(Array("lost".utf8))
      #expect(try scratch.names("out/deep") == [".a.csv.\(getpid()).tmp"])
    }
    #expect(try scratch.names("out/deep").isEmpty)

    let file = try AtomicFile(path: path)
    try file.write(Array("ab".utf8))
    try file.write(Array("c".utf8))
    let digest = try file.finish()
    #expect(!FileManager.default.fileExists(atPath: path))
    try file.publish()
    #expect(try scratch.text("out/deep/a.csv") == "abc")
    #expect(try scratch.names("out/deep") == ["a.csv"])
    #expect(
      digest
        == FileDigest(
          byteCount: 3,
          sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let second = try AtomicFile(path: path)
    try second.write(Array("new".utf8))
    #expect(try scratch.text("out/deep/a.csv") == "abc")
    try second.commit()
    #expect(try scratch.text("out/deep/a.csv") == "new")
  }

  @Test func whatCannotBeWrittenIsAnOutputFault() throws {
    let scratch = try Scratch()
    _ = FileManager.default.createFile(atPath: "\(scratch.path)/file", contents: nil)
    for path in ["", "file/a.csv", "/"] {
      #expect(throws: OutputFault.self) { _ = try AtomicFile(path: "\(scratch.path)/\(path)") }
    }
    #expect(throws: OutputFault.self) { _ = try AtomicFile(path: "/dev/null") }
  }

  @Test func zonesAreFoundByNameOnly() {
    for name in ["../zoneinfo/UTC", "/etc/passwd", "", "America//New_York", "No/Such", "America"] {
      #expect(ZoneInfo.load(name) == nil)
    }
    // Where the machine has time zones at all.
    if let bytes = ZoneInfo.load("America/New_York") {
      #expect(bytes.starts(with: Array("TZif".utf8)))
    }
    #expect(Clock.nowUTC() > 1_700_000_000_000_000)
    #expect(EnvironmentVariable.get("CLAIMPIPE_SURELY_NOT_SET") == nil)
  }
}
