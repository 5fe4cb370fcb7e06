import Foundation
import Testing

/// `guess` on what sources do that ours don't: abbreviations, ranges of times, calls, extensions.
@Suite("Drafts of odd sources")
struct GuessShapeTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let file: String
    let text: String
    /// Lines of the draft, without their comments.
    let lines: [String]
    let questions: [String]

    var testDescription: String { file }
  }

  private static let abbreviated = Shape(
    file: "export.csv",
    text: """
      Enc No,Appt State,Svc Date,Time In,Time Out,Acct No,Pt Name,Pt St,Clinician Code,Clinician,Clinician Tax,Proc,Facility Cd,Facility Kind,Fac Addr,Ins Plan,Ins Co Code,Subscriber No,Subscriber Rel,Cov Eff,Unit Min,Org,Org Name,Org EIN
      1,Complete,1/5/2026,9:00 AM,9:45 AM,A1,"Quill, Marta",DE,C7,"Reed, Ida",225100000X,97110,MAIN,Office,1 Elm St,PPO,BX,W1,Self,01/01/2026,15,O1,North,52-1234567
      2,No-Show,1/16/2026,11:15 PM,12:00 AM,A2,"Oak, Finn",DE,C8,"Stone, Abe",103K00000X,90837,ELEM,School,2 Oak St,STD,MCD,W2,Child,01/01/2026,60,O1,North,52-1234567
      3,Booked,1/17/2026,9:00 AM,,A2,"Oak, Finn",DE,C8,"Stone, Abe",103K00000X,90837,ELEM,School,2 Oak St,STD,MCD,W2,Child,01/01/2026,60,O1,North,52-1234567

      """,
    lines: [
      "patient_id: Acct No", "practitioner_id: Clinician Code", "business_unit_id: Org",
      "location_id: Facility Cd", "state: Pt St", "taxonomy_code: Clinician Tax",
      "end: { from: [Svc Date, Time Out], format: \"MM/dd/yyyy h:mm a\", overnight: true }",
      "address_line1: Fac Addr", "tax_id: Org EIN", "relationship: Subscriber Rel",
      "start_date: { from: Cov Eff, format: \"MM/dd/yyyy\" }", "time_per_unit: Unit Min",
    ],
    questions: [
      "1 of 3 records have no end and are rejected; where: { Time Out: { not: \"\" } } passes over them"
    ])

  private static let ranges = Shape(
    file: "termine.csv",
    text: """
      Lfd.Nr.;Tag;Uhrzeit;Kd.-Nr.;Behandlerkürzel;Ziffer;Terminstatus;Name;Vorname;m/w/d
      1;02.03.2026;08:30-09:15;K-1;MÜ;97110;durchgeführt;Weiß;Änne;w
      2;13.03.2026;23:00-24:00;K-2;MÜ;97110;gebucht;Groß;Jörg;m
      3;14.03.2026;22:30-00:15;K-2;MÜ;97110;ausgefallen;Groß;Jörg;m

      """,
    lines: [
      "patient_id: Kd.-Nr.",
      "status: { from: Terminstatus, map: { ausgefallen: cancelled, durchgeführt: submitted, gebucht: "
        + "scheduled } }",
      "start: { from: [Tag, Uhrzeit], split: { on: \"-\", take: first, of: Uhrzeit }, format: "
        + "\"dd.MM.yyyy HH:mm\" }",
      "end: { from: [Tag, Uhrzeit], split: { on: \"-\", take: last, of: Uhrzeit }, format: "
        + "\"dd.MM.yyyy HH:mm\", overnight: true }",
    ], questions: [])

  private static let calls = Shape(
    file: "evv.json",
    text: """
      {"header":{"agency":{"agencyNo":"AG-5","agencyNm":"Front"}},"memberVisits":[
       {"member":{"mbrNo":"M-1","medicaidNo":"Y1","nm":{"lst":"Kent","fst":"Cy"},"dob":"20170405","sx":"M"},
        "visits":[
         {"visitKey":"V1","disposition":"VERIFIED","worker":{"workerNo":"W-17","nm":{"lst":"Hale","fst":"Jo"}},
          "serviced":{"hcpcs":"97153","mods":["HM"]},"placeCd":"12",
          "calls":[{"direction":"OUT","stamp":"2026-02-02T17:50:00.000+0000"},
                   {"direction":"IN","stamp":"2026-02-02T16:00:00.000+0000"}],
          "tasks":[{"task":"a","done":true},{"task":"b","done":true}]},
         {"visitKey":"V2","disposition":"MISSED","worker":{"workerNo":"W-17","nm":{"lst":"Hale","fst":"Jo"}},
          "serviced":{"hcpcs":"97155","mods":[]},"placeCd":"3","calls":[],"tasks":[]}]}]}
      """,
    lines: [
      "start: \"calls[direction=IN].stamp\"", "end: \"calls[direction=OUT].stamp\"",
      "patient_id: \"../member.mbrNo\"", "practitioner_id: worker.workerNo",
      "place_of_service: placeCd", "first_name: \"../member.nm.fst\"", "last_name: worker.nm.lst",
      "status: { from: disposition, map: { MISSED: cancelled, VERIFIED: submitted } }",
    ], questions: ["1 of 2 records have no start and are rejected"])

  private static let extensions = Shape(
    file: "bundle.json",
    text: """
      {"resourceType":"Bundle","entry":[
       {"resource":{"resourceType":"Encounter","id":"e1","status":"finished","class":{"code":"AMB"},
        "subject":{"reference":"Patient/p1"},"period":{"start":"2026-01-05T09:00:00Z","end":"2026-01-05T10:00:00Z"},
        "serviceType":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97153"}]},
        "participant":[{"type":[{"coding":[{"code":"SPRF"}]}],"individual":{"reference":"Practitioner/d2"}},
         {"type":[{"coding":[{"code":"PPRF"}]}],"individual":{"reference":"Practitioner/d1"}}],
        "extension":[{"url":"http://e.x/modifier","valueString":"HM"},{"url":"http://e.x/modifier","valueString":"95"},
         {"url":"http://e.x/room","valueString":"7"}]}},
       {"resource":{"resourceType":"Encounter","id":"e2","status":"finished","class":{"code":"AMB"},
        "subject":{"reference":"Patient/p1"},"period":{"start":"2026-01-06T09:00:00Z","end":"2026-01-06T10:00:00Z"},
        "serviceType":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97153"}]},
        "participant":[{"type":[{"coding":[{"code":"PPRF"}]}],"individual":{"reference":"Practitioner/d1"}}],
        "extension":[{"url":"http://e.x/modifier","valueString":"HO"}]}}]}
      """,
    lines: [
      "practitioner_id: { from: \"participant[type.coding.code=PPRF].individual.reference\", split: { on: "
        + "\"/\", take: last } }",
      "modifiers: \"extension[url=http://e.x/modifier][*].valueString\"",
      "# not used here: extension[url=http://e.x/room].valueString",
    ], questions: [])

  private static let nested = Shape(
    file: "care.xml",
    text: """
      <c:Care xmlns:c="urn:c"><c:Workers><c:Worker ref="w-5"><c:PersonName><c:Fam>Nyberg</c:Fam><c:Giv>Ulla</c:Giv></c:PersonName></c:Worker>
      <c:Worker ref="w-6"><c:PersonName><c:Fam>Falk</c:Fam><c:Giv>Olle</c:Giv></c:PersonName></c:Worker></c:Workers>
      <c:Persons><c:Person no="P-1" sex="1"><c:PersonName use="legal"><c:Fam>Moss</c:Fam><c:Giv>Ivy</c:Giv></c:PersonName>
      <c:Postal region="OR"/><c:Problem icd="F82" order="1"/><c:Problem icd="R27.8" order="2"/>
      <c:Encounters><c:Encounter key="1001" state="locked"><c:Window><c:From>2026-01-12T10:00</c:From><c:To>2026-01-12T24:00</c:To></c:Window>
      <c:Staff role="supervisor" ref="w-6"/><c:Staff role="lead" ref="w-5"/><c:Act code="97530"/></c:Encounter>
      <c:Encounter key="1002" state="void"><c:Window><c:From>2026-01-13T10:00</c:From><c:To>2026-01-13T11:00</c:To></c:Window>
      <c:Staff role="lead" ref="w-6"/><c:Act code="97530"/></c:Encounter></c:Encounters></c:Person>
      <c:Person no="P-2" sex="2"><c:PersonName use="legal"><c:Fam>Reyes</c:Fam><c:Giv>Teo</c:Giv></c:PersonName><c:Postal region="OR"/>
      <c:Encounters><c:Encounter key="1003" state="draft"><c:Window><c:From>2026-01-13T10:00</c:From><c:To>2026-01-13T11:00</c:To></c:Window>
      <c:Staff role="lead" ref="w-5"/><c:Act code="97530"/></c:Encounter></c:Encounters></c:Person></c:Persons></c:Care>
      """,
    lines: [
      "patient_id: \"../../@no\"", "practitioner_id: \"Staff[@role=lead]/@ref\"",
      "practitioner_id: \"@ref\"", "last_name: PersonName/Fam", "state: \"Postal/@region\"",
      "patient_id: \"../@no\"",
    ], questions: ["gender: what are \"1\", \"2\"?"])

  @Test(arguments: [abbreviated, ranges, calls, extensions, nested])
  func drafts(shape: Shape) throws {
    let sandbox = try Sandbox()
    try sandbox.write(shape.text, to: shape.file)
    let guessed = try sandbox.claimpipe("guess", shape.file, "-o", "draft.yml")
    #expect(guessed.status == 0, "\(guessed.messages)")
    let draft = try sandbox.text("draft.yml")
    let lines = Set(
      draft.split(separator: "\n").map { line in
        line.drop { $0 == " " }.split(separator: "  # ", maxSplits: 1)[0]
          .trimmingCharacters(in: .whitespaces)
      })
    for line in shape.lines { #expect(lines.contains(line), "\(line)\n\(draft)") }
    for question in shape.questions {
      #expect(draft.contains("# ? " + question) || draft.contains(question), "\(draft)")
    }
    #expect(!draft.contains("record: rendering_assignments"))
    // A field without a source is told where only the records have names.
    if shape.file.hasSuffix("json") {
      try sandbox.write(draft.replacing("      start: ", with: "      link: "), to: "gap.yml")
      let gap = try sandbox.claimpipe("check", "gap.yml")
      #expect(gap.messages.contains("warning: inputs[0]: the first 2 records have no start in"))
    }
    let check = try sandbox.claimpipe("check", "draft.yml")
    #expect(!check.messages.contains("records have no"))
    #expect(check.messages.contains("the manifest is right"), "\(check.messages)\n\(draft)")
  }
}
