import AdapterKit
import Testing

@testable import ClaimCore
@testable import DuplicatesReportAdapter

@Suite("DUP-2: the duplicates report as a workbook")
struct DuplicatesXLSXTests {
  private func group(_ fixture: Fixture, _ items: [UInt32], samePlace: Bool = false) {
    let start = fixture.chunk.duplicateMembers.count
    fixture.chunk.duplicateGroups.append(Span32(start: start, count: items.count))
    for (place, item) in items.enumerated() {
      fixture.chunk.duplicateMembers.append(
        DuplicateMember(
          item: item, status: fixture.chunk.items[Int(item)].status, isBillable: place == 0,
          samePlace: samePlace))
    }
  }

  private func workbook(
    _ fixture: Fixture, limits: SheetLimits = .excel
  ) throws -> ReadWorkbook {
    let selection = DuplicateSelection(fixture.result(), scope: .everything)
    let made = DuplicateWorkbook(selection, date: Fixture.date(2026, 2, 1), limits: limits)
    var buffer = ByteBuffer()
    for piece in 0..<made.pieceCount { try made.render(piece: piece, into: &buffer) }
    return try ReadWorkbook(buffer.bytes)
  }

  @Test("real dates and numbers; codes and MRNs are text; links work; a header that stays")
  func cells() throws {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "=1+1", mrn: "007")
    fixture.practitioner("PR", "Bo", "Xu")
    fixture.location("L", .home)
    group(
      fixture,
      [
        fixture.item(
          "S1", location: Ref(0), practitioner: Ref(0), link: "https://a.example/s?id=1&t=a%20b#f"),
        fixture.item("S2", at: 10, link: "=HYPERLINK(\"http://a.example\")"),
      ])
    group(fixture, [fixture.item("S3", at: 11, link: "mailto:a@b.example")])
    let workbook = try workbook(fixture)
    let sheet = try workbook.sheet(1)
    let row = sheet.rows[1]
    #expect(row["A"] == ReadCell(text: nil, number: 1, pattern: ""))
    #expect(row["F"]?.text == "Ana =1+1" && row["G"]?.text == "007" && row["P"]?.text == "11")
    #expect(row["H"] == ReadCell(text: nil, number: 46_027, pattern: "yyyy-mm-dd"))
    #expect(row["K"] == ReadCell(text: nil, number: 46_027.375, pattern: "yyyy-mm-dd hh:mm"))
    #expect(row["M"]?.number == 40 && row["N"]?.number == 3)
    #expect(row["T"] == nil)
    #expect(sheet.rows[2]["E"]?.text == "=HYPERLINK(\"http://a.example\")")
    #expect(
      sheet.links == ["E2": "https://a.example/s?id=1&t=a%20b#f", "E4": "mailto:a@b.example"])
    #expect(sheet.rows[3]["E"]?.text == "mailto:a@b.example")
    // Shaded: blank cells too.
    #expect(sheet.rows[3]["T"] != nil && sheet.rows[3].count == 22)

    #expect(!sheet.xml.contains("<f"))
    for part in [
      "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
      "<autoFilter ref=\"A1:V4\"/>", "orientation=\"landscape\"", "fitToHeight=\"0\"",
    ] { #expect(sheet.xml.contains(part), "\(part)") }
    let styles = try #require(workbook.parts["xl/styles.xml"])
    #expect(styles.contains("<font><b/>") && styles.contains("FFD9E1F2"))
    #expect(try #require(workbook.parts["xl/workbook.xml"]).contains("Duplicates!$1:$1"))
  }

  @Test("no groups: the header alone")
  func empty() throws {
    let document = try DuplicatesReportAdapter.make(["format": .text("xlsx")])
      .documents(for: Fixture().result(), in: .test())[0]
    let sheet = try ReadWorkbook(try document.bytes()).sheet(1)
    #expect(document.recordCount == 0 && sheet.rows.count == 1 && sheet.links.isEmpty)
    let headers = (0..<22).map { sheet.rows[0][Self.letter($0)]?.text }
    #expect(headers == DuplicateColumn.all.map(\.header))
    #expect(sheet.xml.contains("<autoFilter ref=\"A1:V1\"/>"))
  }

  @Test("the same cells as the CSV report, whatever the texts")
  func sameAsCSV() throws {
    var random = SplitMix(seed: 0x5EED)
    let fragments = [
      "=", "+1", "-", "@", "'", "_x0041_", "_x004", "1_", "_", "x", "\u{1}", "\u{0}", "\r", "\n",
      "\t", " ", "é", "𠮷", "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "\u{7F}", "<", "&amp;", ">", "\"",
      ",", "0", "https://a.example/", "mailto:", "internal:", "external:", "#", "%41", "e\u{301}",
    ]
    func text() -> String {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        fragments.randomElement(using: &random)!
      }.joined()
    }
    let dates = [
      Fixture.date(1899, 12, 31), Fixture.date(1900, 2, 28), Fixture.date(1900, 3, 1),
      Fixture.date(2024, 2, 29), Fixture.date(9999, 12, 31),
    ]
    for _ in 0..<60 {
      let fixture = Fixture()
      fixture.patient("P1", text(), text(), mrn: text())
      fixture.practitioner("PR", text(), text())
      fixture.businessUnit("B", text())
      fixture.location("L", .school)
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let items = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          fixture.item(
            text(), patient: Int.random(in: 0...1, using: &random),
            on: dates.randomElement(using: &random)!, at: Int.random(in: 0...23, using: &random),
            businessUnit: Bool.random(using: &random) ? Ref(0) : .none,
            location: Bool.random(using: &random) ? Ref(0) : .none,
            practitioner: Bool.random(using: &random) ? Ref(0) : .none, authorization: text(),
            modifiers: text(), link: text())
        }
        group(fixture, items, samePlace: Bool.random(using: &random))
      }
      let csv = try DuplicatesReportAdapter.make(["formula_guard": .boolean(false)])
        .documents(for: fixture.result(), in: .test())[0]
      let sheet = try workbook(fixture).sheet(1)
      let cells = sheet.rows.map { row in
        (0..<22).map { Array((row[Self.letter($0)]?.asCSV ?? "").utf8) }
      }
      #expect(cells == Self.csvCells(try csv.bytes()))
      for (cell, target) in sheet.links {
        let row = try #require(Int(cell.dropFirst()))
        #expect(target == sheet.rows[row - 1]["E"]?.text)
      }
    }
  }

  @Test("a full sheet is followed by another, and no group is cut; links end at their limit")
  func sheets() throws {
    let fixture = Fixture()
    for number in 0..<5 {
      group(
        fixture,
        [0, 1].map { fixture.item("S\(number)\($0)", link: "http://a.example/\(number)\($0)") })
    }
    let workbook = try workbook(fixture, limits: SheetLimits(rows: 6, links: 3))
    let names = try #require(workbook.parts["xl/workbook.xml"])
    #expect(names.contains("\"Duplicates\"") && names.contains("\"Duplicates 3\""))
    let groups = try (1...3).map { number in
      try workbook.sheet(number).rows.dropFirst().map { Int($0["A"]?.number ?? 0) }
    }
    #expect(groups == [[1, 1, 2, 2], [3, 3, 4, 4], [5, 5]])
    let first = try workbook.sheet(1)
    #expect(first.links.keys.sorted() == ["E2", "E3", "E4"])
    #expect(first.rows[4]["E"]?.text == "http://a.example/11")
    let fault = #expect(throws: RenderFault.self) {
      try self.workbook(fixture, limits: SheetLimits(rows: 2, links: 3))
    }
    #expect(fault?.message.contains("group 1 has 2 rows, and a sheet takes 1") == true)
  }

  @Test(
    "a cell holds 32,767 UTF-16 units; a longer text is refused, and not repeated",
    arguments: [
      ("a", 32_767, true), ("a", 32_768, false), ("𠮷", 16_383, true), ("𠮷", 16_384, false),
    ])
  func longTexts(character: String, count: Int, fits: Bool) throws {
    let fixture = Fixture()
    let long = String(repeating: character, count: count)
    group(fixture, [fixture.item("S-77", authorization: long)])
    if fits {
      #expect(try workbook(fixture).sheet(1).rows[1]["U"]?.text == long)
      return
    }
    let fault = #expect(throws: RenderFault.self) { try workbook(fixture) }
    let message = try #require(fault?.message)
    #expect(message.contains("Authorization # of session S-77") && message.contains("32767"))
    #expect(!message.contains(character + character))
  }

  @Test("the same bytes in every run, whichever piece is asked for first")
  func determinism() throws {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "Smith")
    let items = (0..<40_000).map { fixture.item("S\($0)") }
    group(fixture, items)
    let adapter = try DuplicatesReportAdapter.make(["format": .text("xlsx")])
    let (one, two) = (fixture.result(), fixture.result())
    let first = try adapter.documents(for: one, in: .test())[0].bytes()
    let document = adapter.documents(for: two, in: .test())[0]
    #expect(document.pieceCount == 5)
    var pieces: [[UInt8]] = []
    for piece in (0..<5).reversed() {
      var buffer = ByteBuffer()
      try document.render(piece, &buffer)
      pieces.insert(buffer.bytes, at: 0)
    }
    #expect(Array(pieces.joined()) == first)
    let properties = try #require(try ReadWorkbook(first).parts["docProps/core.xml"])
    #expect(properties.contains("2026-02-01T12:00:00Z") && properties.contains("<dc:creator></"))
  }

  @Test(
    "what a workbook takes as a link",
    arguments: [
      ("https://app.example.org/es?id=S1&t=1", true), ("HTTP://A.example:8080/~b/%C3%A9;x", true),
      ("https://a.example/é", true), ("mailto:a@b.example", true), ("http://", false),
      ("https:///x", false), ("mailto:", false), ("ftp://a.example", false),
      ("javascript:x", false),
      ("internal:Sheet1!A1", false), ("https://a.example/internal:x", false),
      ("external:c:\\a.xlsx", false), ("http://a b", false),
      ("http://a.example/%4", false), ("http://a.example/100%", false),
      ("http://a.example/\"", false),
      ("http://a.example/\n", false), ("http://a.example/_x0041_", false), (" http://a", false),
      ("http://a/" + String(repeating: "b", count: 2070), true),
      ("http://a/" + String(repeating: "b", count: 2071), false),
    ])
  func links(address: String, expected: Bool) {
    let fixture = Fixture()
    var text = CellText()
    text.set(.link(fixture.text(address)), of: fixture.pool)
    #expect(text.isLink == expected)
  }

  @Test("a workbook that lost cells on its way is refused")
  func lostCells() throws {
    let file = try TemporaryFile()
    let writer = try WorkbookWriter(
      path: file.path, date: Fixture.date(2026, 2, 1), limits: .excel, pool: TextPool())
    #expect(try writer.finish() == [22])
    try WorkbookCheck.check(file, cells: [22])
    let fault = #expect(throws: RenderFault.self) { try WorkbookCheck.check(file, cells: [23]) }
    #expect(fault?.message.contains("22 of 23 cells") == true)
    for (document, isWhole) in [
      ("<a><c r=\"1\"/></a>", true), ("<a><c r=\"1\"/>", false), ("<a></a", false), ("", false),
    ] {
      var tally = XMLTally()
      var document = document
      document.withUTF8 { tally.read($0) }
      #expect(tally.isWhole == isWhole)
    }
  }

  @Test("options of a text file are refused for a workbook; the guard has nothing to do")
  func options() throws {
    for (name, value) in [
      ("delimiter", .text(",")), ("bom", .boolean(true)), ("line_ending", .text("lf")),
    ] as [(String, OptionValue)] {
      let fault = #expect(throws: OptionFault.self) {
        try DuplicatesReportAdapter.make(["format": .text("xlsx"), name: value])
      }
      #expect(fault?.option == name)
    }
    _ = try DuplicatesReportAdapter.make(["format": .text("xlsx"), "formula_guard": .boolean(true)])
  }

  private static func letter(_ index: Int) -> String {
    String(UnicodeScalar(UInt8(0x41 + index)))
  }

  /// RFC 4180, with `\r\n` behind every row.
  private static func csvCells(_ file: [UInt8]) -> [[[UInt8]]] {
    var (rows, row, cell) = ([[[UInt8]]](), [[UInt8]](), [UInt8]())
    var (index, isQuoted) = (0, false)
    while index < file.count {
      let byte = file[index]
      index += 1
      switch byte {
      case 0x22 where isQuoted && index < file.count && file[index] == 0x22:
        cell.append(byte)
        index += 1
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted:
        row.append(cell)
        cell = []
      case 0x0D where !isQuoted: break
      case 0x0A where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    return rows
  }
}

extension OutputDocument {
  /// The whole file.
  func bytes() throws -> [UInt8] {
    var buffer = ByteBuffer()
    for piece in 0..<pieceCount { try render(piece, &buffer) }
    return buffer.bytes
  }
}
