import AdapterKit

/// Reads a finished workbook back: libxlsxwriter does not notice where its temporary files lose what
/// it wrote, on a full disk for one, and says that all is well.
enum WorkbookCheck {
  /// - Parameter cells: how many each sheet was given.
  static func check(_ file: TemporaryFile, cells: [Int]) throws(RenderFault) {
    var arrived: [String: Int] = [:]
    for part in try ZipDirectory.parts(of: file) {
      var tally = XMLTally()
      try ZipDirectory.inflate(part, of: file) { tally.read($0) }
      guard tally.isWhole else { throw incomplete("\(part.name) is cut short") }
      arrived[part.name] = tally.cells
    }
    for (index, expected) in cells.enumerated() {
      let found = arrived["xl/worksheets/sheet\(index + 1).xml"] ?? 0
      if found != expected { throw incomplete("\(found) of \(expected) cells are there") }
    }
  }

  private static func incomplete(_ what: String) -> RenderFault {
    RenderFault(
      "the workbook came out incomplete (\(what)): the folder for temporary files is probably full; "
        + "make room there, or set TMPDIR to one with room")
  }
}

/// Counts a document's tags, without reading what they mean: enough to tell that a part is missing.
struct XMLTally {
  /// `<c …>`
  private(set) var cells = 0
  private var opened = 0
  private var closed = 0
  private var last: (UInt8, UInt8) = (0, 0)

  var isWhole: Bool { opened > 0 && opened == closed && last.1 == UInt8(ascii: ">") }

  /// `<` and `>` stand for nothing but tags in what libxlsxwriter writes. Line feeds are passed over:
  /// a part may end with one.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (before, previous) = last
    for byte in bytes where byte != 0x0A {
      if previous == UInt8(ascii: "<") {
        if byte == UInt8(ascii: "/") {
          closed += 1
        } else if byte != UInt8(ascii: "?") {
          opened += 1
        }
      } else if byte == UInt8(ascii: ">") && previous == UInt8(ascii: "/") {
        closed += 1
      } else if byte == UInt8(ascii: " ") && previous == UInt8(ascii: "c")
        && before == UInt8(ascii: "<")
      {
        cells += 1
      }
      (before, previous) = (previous, byte)
    }
    last = (before, previous)
  }
}
