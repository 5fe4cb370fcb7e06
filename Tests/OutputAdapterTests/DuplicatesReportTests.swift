import AdapterKit
import Testing

@testable import ClaimCore
@testable import DuplicatesReportAdapter

@Suite("DUP-2: the duplicates report")
struct DuplicatesReportTests {
  private static let header =
    "Group,Role,Charge Item Status,Session ID,Encounter Service Link,Patient First and Last Name,"
    + "Patient MRN,Date of Service,Service Code,Procedure Code,Start Date and Time,"
    + "End Date and Time,Duration,Billable Units,Practitioner First and Last Name,"
    + "Place of Service,Location Type,Telecare,Modifiers,Business Unit,Authorization #,"
    + "Same Place of Service"

  @Test("22 columns, groups counted from 1, cells guarded")
  func rows() throws {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "Smith, Jr.", mrn: "-7")
    fixture.practitioner("PR", "Bo", "Xu")
    fixture.businessUnit("E", "East\nSide")
    fixture.location("L", .home)
    let items = [
      fixture.item(
        "S1", businessUnit: Ref(0), location: Ref(0), practitioner: Ref(0), authorization: "-5/1",
        modifiers: "HM:95", link: "https://app.example.org/es?id=S1&t=1"),
      fixture.item("S2", at: 10, status: .scheduled, link: "=HYPERLINK(\"x\")"),
      fixture.item("S3", patient: 9, at: 11, status: .new),
      fixture.item("S4", patient: 9, at: 12, status: .awaitingSubmission),
    ]
    fixture.chunk.duplicateGroups = [Span32(start: 0, count: 2), Span32(start: 2, count: 2)]
    fixture.chunk.duplicateMembers = zip(items, [true, false, true, false]).map {
      DuplicateMember(
        item: $0, status: fixture.chunk.items[Int($0)].status, isBillable: $1, samePlace: $0 > 1)
    }
    let document = try DuplicatesReportAdapter.make()
      .documents(for: fixture.result(), in: .test())[0]
    #expect(document.recordCount == 4)
    #expect(
      document.text == Self.header + "\r\n"
        + "1,Billable,Ready to Bill,S1,https://app.example.org/es?id=S1&t=1,\"Ana Smith, Jr.\",'-7,"
        + "2026-01-05,DIRECT,97153,2026-01-05 09:00,2026-01-05 09:40,40,3,Bo Xu,11,home,No,HM:95,"
        + "\"East\nSide\",'-5/1,No\r\n"
        + "1,Awaiting submission,Scheduled,S2,\"'=HYPERLINK(\"\"x\"\")\",\"Ana Smith, Jr.\",'-7,"
        + "2026-01-05,DIRECT,97153,2026-01-05 10:00,2026-01-05 10:40,40,3,,,,No,,,,No\r\n"
        + "2,Billable,New,S3,,,,2026-01-05,DIRECT,97153,2026-01-05 11:00,2026-01-05 11:40,40,3,,,,"
        + "No,,,,Yes\r\n"
        + "2,Awaiting submission,Awaiting Submission,S4,,,,2026-01-05,DIRECT,97153,"
        + "2026-01-05 12:00,2026-01-05 12:40,40,3,,,,No,,,,Yes\r\n")
  }

  @Test("no groups: the header alone; many: pieces that join, no group cut")
  func pieces() throws {
    let empty = try DuplicatesReportAdapter.make(["line_ending": .text("lf")])
      .documents(for: Fixture().result(), in: .test())[0]
    #expect(empty.text == Self.header + "\n" && empty.recordCount == 0 && empty.pieceCount == 1)

    let fixture = Fixture()
    let item = fixture.item("S1")
    for group in 0..<3000 {
      fixture.chunk.duplicateGroups.append(Span32(start: group * 3, count: 3))
    }
    fixture.chunk.duplicateMembers = Array(
      repeating: DuplicateMember(item: item, status: .new, isBillable: true, samePlace: true),
      count: 9000)
    let document = try DuplicatesReportAdapter.make()
      .documents(for: fixture.result(), in: .test())[0]
    #expect(document.recordCount == 9000 && document.pieceCount == 3)
    let groups = document.text.split(separator: "\r\n").dropFirst().map { row in
      Int(row.prefix { $0 != "," })
    }
    #expect(groups == (0..<9000).map { $0 / 3 + 1 })
  }

  @Test("unknown formats are refused; the guard can be switched off")
  func options() throws {
    let fault = #expect(throws: OptionFault.self) {
      try DuplicatesReportAdapter.make(["format": .text("ods")])
    }
    #expect(fault?.option == "format")
    #expect(
      DuplicatesReportAdapter.specification.option("formula_guard")?.defaultValue == .boolean(true))
  }
}
