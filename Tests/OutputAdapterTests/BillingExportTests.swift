import AdapterKit
import Synchronization
import Testing

@testable import BillingExportAdapter
@testable import ClaimCore

@Suite("EXP: the billing export")
struct BillingExportTests {
  private static let header =
    "Charge Item Name,Modifiers,Place of Service,Location Type,Telecare,Business Unit,"
    + "Billable Units,Patient First and Last Name,Patient MRN,Practitioner First and Last Name,"
    + "Practitioner Qualification,Start Date and Time,End Date and Time,Duration,"
    + "Billing Unit Type,Procedure Code,Authorization #,Rendering Provider,Rendering Provider NPI"

  private func export(
    _ fixture: Fixture, _ options: [String: OptionValue] = [:], scope: Scope = .everything
  ) throws -> String {
    let adapter = try BillingExportAdapter.make(options)
    return try adapter.documents(for: fixture.result(), in: .test(scope))[0].text
  }

  private func rows(_ text: String) -> [String] {
    text.split(separator: "\r\n").dropFirst().map(String.init)
  }

  @Test("EXP-1: 19 columns, quoted where needed; missing records leave cells blank")
  func columns() throws {
    let fixture = Fixture()
    fixture.patient("P1", "D'Arcy", "Smith, Jr.", mrn: "001")
    fixture.practitioner("PR", "Søren", "Tanaka", qualifications: ["LBA-NY", "BCBA"])
    fixture.businessUnit("S", "South, \"Annex\"")
    fixture.location("L", .office)
    fixture.benefit(unitType: "")
    fixture.item(
      "S1", businessUnit: Ref(0), location: Ref(0), benefit: Ref(0), practitioner: Ref(0),
      authorization: "AUTH-0001", modifiers: "HM:95")
    fixture.item("S2", patient: 7, at: 10)
    let text = try export(fixture)
    #expect(
      text == Self.header + "\r\n"
        + "\"D'Arcy Smith, Jr. 97153 2026-01-05 09:00\",HM:95,11,office,No,"
        + "\"South, \"\"Annex\"\"\",3,\"D'Arcy Smith, Jr.\",001,Søren Tanaka,\"BCBA, LBA-NY\","
        + "2026-01-05 09:00,2026-01-05 09:40,40,15 minutes,97153,AUTH-0001,Søren Tanaka,"
        + "1234567893\r\n"
        + "97153 2026-01-05 10:00,,,,No,,3,,,,,2026-01-05 10:00,2026-01-05 10:40,40,15 minutes,"
        + "97153,,,\r\n")
  }

  @Test("the benefit's unit type, else its minutes")
  func unitTypes() throws {
    let fixture = Fixture()
    fixture.benefit(unitType: "Session")
    fixture.benefit(unitType: "", timePerUnit: 30)
    fixture.item("S1", benefit: Ref(0))
    fixture.item("S2", benefit: Ref(1))
    let options: [String: OptionValue] = ["columns": .items([.text("Billing Unit Type")])]
    #expect(rows(try export(fixture, options)) == ["Session", "30 minutes"])
  }

  @Test("rows by the instant of start, then as items stand; across pieces, the header once")
  func order() throws {
    let fixture = Fixture()
    fixture.patient("P1", "A", "A")
    for index in 0..<5000 {
      fixture.item(
        "S\(index)", on: Fixture.date(2026, 1, 1 + index * 7 % 20), at: index * 5 % 24,
        authorization: "N\(index)")
    }
    let options: [String: OptionValue] = ["columns": .items([.text("Authorization #")])]
    let expected = (0..<5000).sorted {
      let (a, b) = ($0 * 7 % 20 * 24 + $0 * 5 % 24, $1 * 7 % 20 * 24 + $1 * 5 % 24)
      return (a, $0) < (b, $1)
    }
    #expect(rows(try export(fixture, options)) == expected.map { "N\($0)" })
    let document = try BillingExportAdapter.make(options)
      .documents(for: fixture.result(), in: .test())[0]
    #expect(document.recordCount == 5000 && document.pieceCount > 1)
  }

  @Test("starts far apart, on odd microseconds and before 1970 sort alike")
  func oddStarts() throws {
    let starts: [Int64] = [5, -7_000_001, .max, 60_000_000, .min, 5, 0]
    for size in [1, 2, 3, 10] {
      let keys = starts.map { ExportSelection.key(Moment(instant: $0, offset: 0)) }
      let buckets = OrderedBuckets<Int>(
        expecting: starts.count, bucketsOf: size, spill: .none
      ) { OrderedBuckets.Place(key: keys[$0], number: $0) }
      for number in starts.indices {
        try buckets.append(number, at: OrderedBuckets.Place(key: keys[number], number: number))
      }
      let sorted = try (0..<buckets.count).flatMap { try buckets.rows(of: $0) { keys[$0] } }
      #expect(sorted == [4, 1, 6, 0, 5, 3, 2], "\(size) rows to a bucket")
    }
  }

  @Test("EXP-2: statuses, the external mark and the scope choose")
  func selection() throws {
    let fixture = Fixture()
    fixture.businessUnit("NORTH", "North")
    fixture.item("S1", status: .readyToBill, businessUnit: Ref(0), authorization: "ready")
    fixture.item("S2", status: .claimLineCreated, authorization: "claimed")
    fixture.item("S3", status: .new, authorization: "new")
    fixture.item("S4", billedExternally: true, authorization: "external")
    fixture.item("S5", on: Fixture.date(2026, 3, 1), authorization: "march")
    func chosen(_ options: [String: OptionValue] = [:], _ scope: Scope = .everything) throws
      -> [String]
    {
      var options = options
      options["columns"] = .items([.text("authorization #")])
      return rows(try export(fixture, options, scope: scope))
    }
    #expect(try chosen() == ["ready", "claimed", "march"])
    #expect(try chosen(["statuses": .list(["new"])]) == ["new"])
    #expect(
      try chosen(["include_billed_externally": .boolean(true)])
        == ["ready", "claimed", "external", "march"])
    let january = DateRange(start: nil, end: Fixture.date(2026, 1, 31))
    #expect(try chosen([:], Scope(dates: january, businessUnits: nil)) == ["ready", "claimed"])
    #expect(try chosen([:], Scope(dates: .always, businessUnits: ["NORTH"])) == ["ready"])
  }

  @Test("columns: choose, order, rename and split")
  func columnChoice() throws {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "de la Cruz")
    fixture.practitioner("PR", "Bo", "Xu")
    fixture.item("S1", practitioner: Ref(0))
    let columns: [OptionItem] = [
      .object([
        "from": .text("Patient First and Last Name"), "part": .text("last"),
        "name": .text("Surname, legal"),
      ]),
      .object(["from": .text("Patient First and Last Name"), "part": .text("first")]),
      .object(["from": .text("Rendering Provider"), "part": .text("last")]),
      .object(["from": .text("Practitioner First and Last Name"), "part": .text("first")]),
      .object(["from": .text("Start Date and Time"), "part": .text("date")]),
      .object(["from": .text("End Date and Time"), "part": .text("time")]),
      .text("procedure code"),
    ]
    let options: [String: OptionValue] = [
      "columns": .items(columns), "delimiter": .text("|"), "line_ending": .text("lf"),
      "bom": .boolean(true), "date_format": .text("d.M.yy"),
    ]
    #expect(
      try export(fixture, options)
        == "\u{FEFF}Surname, legal|Patient First Name|Rendering Provider Last Name|"
        + "Practitioner First Name|Start Date|End Time|Procedure Code\n"
        + "de la Cruz|Ana|Xu|Bo|5.1.26|09:40|97153\n")
  }

  @Test("texts that are all quotes have room, in every column twice; debug builds count each byte")
  func longestRows() throws {
    let fixture = Fixture()
    let quotes = String(repeating: "\"", count: 50)
    fixture.patient("P1", quotes, quotes, mrn: quotes)
    fixture.practitioner("PR", quotes, quotes, qualifications: [quotes])
    fixture.records.practitionerQualifications[0].dates = DateRange(
      start: Fixture.date(2026, 1, 1), end: nil)
    fixture.item("S1", practitioner: Ref(0), authorization: quotes, modifiers: quotes)
    fixture.chunk.items[0].procedureCode = fixture.text(quotes)
    fixture.chunk.items[0].placeOfService = fixture.text("=\"")
    fixture.chunk.items[0].units = .min
    fixture.chunk.items[0].minutes = .min
    fixture.chunk.items[0].timePerUnit = .min
    let columns = ExportField.allCases.flatMap { field -> [OptionItem] in
      let from = OptionValue.text(field.rawValue)
      return [
        .object(["from": from]), .object(["from": from, "name": .text(field.rawValue + " 2")]),
      ]
    }
    let written = try export(
      fixture,
      [
        "columns": .items(columns), "formula_guard": .boolean(true), "delimiter": .text("-"),
        "datetime_format": .text("'\"\"\"\"-----' MMMM yyyy-MM-dd XXX"),
      ])
    let doubled = quotes + quotes
    #expect(written.contains("-\"\(doubled)\"-\"\(doubled)\"-"))
    #expect(written.contains("-\"'=\"\"\"-"))
    let moment = "\"\"\"\"\"\"\"\"----- January 2026-01-05 -01:00"
    #expect(written.contains("-\"\(moment)\"-\"\(moment)\"-"))
    #expect(written.contains("\(doubled) \(doubled) \(doubled) \(moment)\"-"))
  }

  @Test("qualifications are those of the date, joined; some hold always, some do not")
  func qualificationDates() throws {
    let fixture = Fixture()
    fixture.practitioner("A", "A", "A", qualifications: ["RBT"])
    fixture.practitioner("B", "B", "B", qualifications: ["BCBA", "LBA"])
    fixture.practitioner("C", "C", "C")
    fixture.records.practitionerQualifications[2].dates = DateRange(
      start: Fixture.date(2026, 2, 1), end: nil)
    for (index, month) in [(0, 1), (1, 1), (1, 2), (2, 2), (0, 3)] {
      fixture.item("S\(index)\(month)", on: Fixture.date(2026, month, 1), practitioner: Ref(index))
    }
    let options: [String: OptionValue] = [
      "columns": .items([.text("Practitioner Qualification"), .text("Duration")])
    ]
    #expect(
      try rows(export(fixture, options)).sorted()
        == ["\"BCBA, LBA\",40", ",40", "BCBA,40", "RBT,40", "RBT,40"])
  }

  @Test("formula_guard is off unless asked for")
  func formulaGuard() throws {
    let fixture = Fixture()
    fixture.patient("P1", "=1+1", "Xu", mrn: "-5")
    fixture.item("S1")
    var options: [String: OptionValue] = [
      "columns": .items([.text("Charge Item Name"), .text("Patient MRN")])
    ]
    #expect(rows(try export(fixture, options)) == ["=1+1 Xu 97153 2026-01-05 09:00,-5"])
    options["formula_guard"] = .boolean(true)
    #expect(rows(try export(fixture, options)) == ["'=1+1 Xu 97153 2026-01-05 09:00,'-5"])
  }

  @Test(
    "datetime_format and date_format are TR35 patterns",
    arguments: [
      ("yyyy-MM-dd HH:mm", 0, 5, "2026-01-05 00:05"),
      ("MM/dd/yyyy h:mm a", 0, 5, "01/05/2026 12:05 AM"),
      ("M/d/yy hh:mm:ss a", 13, 7, "1/5/26 01:07:00 PM"),
      ("d MMM yyyy, H 'o''clock'", 9, 0, "5 Jan 2026, 9 o'clock"),
      ("y MMMM ''''", 9, 0, "2026 January ''"),
      ("yyyyMMdd'T'HHmmssXXX", 12, 30, "20260105T123000-01:00"),
      ("h a — m s", 12, 3, "12 PM — 3 0"),
    ])
  func patterns(pattern: String, hour: Int, minute: Int, expected: String) throws {
    var buffer = ByteBuffer()
    let moment = Fixture.moment(Fixture.date(2026, 1, 5), hour, minute)
    var clock = DateTimePattern.LocalClock()
    try DateTimePattern(pattern, option: "datetime_format")
      .append(moment, by: &clock, to: &buffer)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }

  @Test("datetime_format of its own, or the date's and HH:mm")
  func patternOptions() throws {
    let fixture = Fixture()
    fixture.item("S1")
    let start = OptionValue.items([.text("Start Date and Time")])
    #expect(
      rows(try export(fixture, ["columns": start, "date_format": .text("MM/dd/yyyy")]))
        == ["01/05/2026 09:00"])
    #expect(
      rows(try export(fixture, ["columns": start, "datetime_format": .text("dd, HH")]))
        == ["\"05, 09\""])
  }

  @Test(
    "an option that can't be used is refused by name",
    arguments: [
      ("datetime_format", .text("yyyy-ww")),
      ("datetime_format", .text("'open")), ("datetime_format", .text("")),
      ("date_format", .text("yyyy HH")), ("date_format", .text("yyyyy")),
      ("delimiter", .text("\"")), ("delimiter", .text("5")), ("delimiter", .text("é")),
      ("statuses", .list([])), ("statuses", .list(["paid"])), ("columns", .items([])),
      ("columns", .items([.text("Price")])),
      ("columns", .items([.text("Duration"), .text("duration")])),
      ("columns", .items([.object(["name": .text("x")])])),
      ("columns", .items([.object(["from": .text("Duration"), "part": .text("first")])])),
      (
        "columns", .items([.object(["from": .text("Start Date and Time"), "part": .text("last")])])
      ),
    ] as [(String, OptionValue)])
  func refusals(option: String, value: OptionValue) {
    let fault = #expect(throws: OptionFault.self) {
      try BillingExportAdapter.make([option: value])
    }
    #expect(fault?.option == option)
  }

  @Test("EXP-3: the document says which items it hands over; a mark takes a ledger")
  func marks() throws {
    let fixture = Fixture()
    fixture.item("S1")
    fixture.item("S2", status: .new)
    for (value, isMarked) in [(nil, nil), (false, false), (true, true)] as [(Bool?, Bool?)] {
      let options = value.map { ["mark_billed_externally": OptionValue.boolean($0)] } ?? [:]
      let adapter = try BillingExportAdapter.make(options)
      #expect(adapter.needsLedger?.option == (value == true ? "mark_billed_externally" : nil))
      let document = try #require(
        try adapter.documents(for: fixture.result(), in: .test()).first)
      #expect(document.export?.areMarked == isMarked)
      let handedOver = Mutex<[UInt32]>([])
      document.export?.forEachItem { row in handedOver.withLock { $0.append(row) } }
      #expect(handedOver.withLock { $0 } == [0])
    }
  }

  @Test("every column is known by its header, and the default is all 19")
  func specification() {
    #expect(ExportColumn.all.map(\.header).joined(separator: ",") == Self.header)
    #expect(BillingExportAdapter.specification.option("columns")?.defaultValue == nil)
    #expect(ExportField(header: "AUTHORIZATION #") == .authorizationNumber)
  }
}
