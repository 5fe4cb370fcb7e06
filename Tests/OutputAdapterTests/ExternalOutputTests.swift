import AdapterKit
import ByteIO
import Foundation
import Testing

@testable import ClaimCore
@testable import ExternalAdapters

@Suite("docs/plugin-protocol.md: outputs that are programs")
struct ExternalOutputTests {
  /// As the command does.
  init() { ignoreBrokenPipes() }

  static let hello = #"{"type":"hello","protocol":"claimpipe","version":1}"#

  /// A shell program that says hello and then does as it is told.
  private func program(
    _ script: String, _ receives: [ReceivedRecords] = [.chargeItems],
    limits: ProgramLimits = ProgramLimits(idleSeconds: 20, totalSeconds: 60)
  ) -> ExternalProgram {
    ExternalProgram(
      name: "drop", kind: .output, summary: "Made for a test.",
      command: ["/bin/sh", "-c", "echo '\(Self.hello)'\n\(script)"], folder: "",
      options: [OptionSpecification("site", .text, summary: "A site.", example: "A")],
      limits: limits, receives: receives)
  }

  private func practice(items: Int) -> Fixture {
    let fixture = Fixture()
    fixture.patient("P1", "Ana", "O\"Neil", mrn: "001")
    fixture.practitioner("PR", "Bo", "Xu", qualifications: ["BCBA"])
    fixture.businessUnit("NORTH", "North")
    fixture.location("L", .office)
    for number in 0..<items {
      fixture.item(
        "S-\(number)", businessUnit: Ref(0), location: Ref(0), practitioner: Ref(0),
        authorization: "A-1", modifiers: "HM:95")
    }
    return fixture
  }

  private func documents(
    _ program: ExternalProgram, items: Int = 1, _ set: [String: OptionValue] = [:]
  ) throws -> [OutputDocument] {
    let options = OptionValues(set, of: program.specification)
    let output = try ExternalOutput(
      program, options: options, path: "out/drop.json", host: ProgramHost())
    return try output.documents(for: practice(items: items).result(), in: .test())
  }

  private func end(files: Int, records: Int) -> String {
    #"{"type":"end","files":\#(files),"records":\#(records)}"#
  }

  /// Says these lines once everything was received.
  private func script(_ lines: String...) -> String {
    "cat >/dev/null\ncat <<'LINES'\n\(lines.joined(separator: "\n"))\nLINES"
  }

  @Test("what a program is sent: hello, write, every record with every field, and the counts")
  func sent() throws {
    let echo = program(
      #"""
      sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/{"type":"text","text":"&\\n"}/'
      echo '{"type":"end","files":1,"records":1}'
      """#)
    let made = try documents(echo, ["site": .text("A\u{1F600}")])
    #expect(made.map(\.path) == ["out/drop.json"] && made.map(\.recordCount) == [1])
    let lines = made[0].text.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(
      lines[0]
        == #"{"type":"hello","protocol":"claimpipe","version":1,"adapter":"drop","kind":"output"}"#
    )
    #expect(
      lines[1]
        == #"{"type":"write","options":{"site":"A😀"},"path":"out/drop.json","#
        + #""pipeline":"weekly \"billing\"","date":"2026-02-01","time":"2026-02-01T06:05:00-01:00","#
        + #""time_zone":"UTC","scope":{"from":null,"to":null,"business_units":null},"#
        + #""receives":["charge_items"]}"#)
    #expect(
      lines[2]
        == #"{"type":"charge_item","charge_item":{"session_id":"S-0","charge_status":"ready_to_bill","#
        + #""session_status":"submitted","billed_externally":false,"link":null,"#
        + #""date_of_service":"2026-01-05","end_date":"2026-01-05","#
        + #""start":"2026-01-05T09:00:00-01:00","end":"2026-01-05T09:40:00-01:00","#
        + #""service_code":"DIRECT","procedure_code":"97153","modifiers":["HM","95"],"#
        + #""minutes":40,"units":3,"suggested_units":null,"billing_rule":"commercial","timed":true,"#
        + #""time_per_unit":15,"unit_type":"15 minutes","#
        + #""patient":{"patient_id":"P1","mrn":"001","first_name":"Ana","last_name":"O\"Neil"},"#
        + #""practitioner":{"practitioner_id":"PR","first_name":"Bo","last_name":"Xu","#
        + #""npi":"1234567893","taxonomy_code":null},"qualifications":["BCBA"],"#
        + #""rendering_provider":{"practitioner_id":"PR","first_name":"Bo","last_name":"Xu","#
        + #""npi":"1234567893","taxonomy_code":null},"place_of_service":"11","telecare":false,"#
        + #""location":{"location_id":"L","type":"office","name":null},"#
        + #""business_unit":{"business_unit_id":"NORTH","name":"North"},"#
        + #""authorization_number":"A-1","case_id":null,"coverage_id":null,"plan_id":null,"#
        + #""payer_id":null,"claim_number":null}}"#)
    #expect(lines[3] == #"{"type":"end","counts":{"charge_items":1}}"#)
  }

  @Test("files: names, contents in every spelling, counts of their own, one batch")
  func files() throws {
    let made = try documents(
      program(
        script(
          #"{"type":"file","name":"a/one.json","records":1}"#,
          #"{"type":"text","text":"é\u00e9\ud83d\ude00\n\"\\\/\t"}"#,
          #"{"type": "text", "text": "spaced"}"#,
          #"{ "text":"turned \"round\"" , "type" : "text", "more": [1, {}] }"#,
          #"{"type":"log","level":"warning","message":"so so"}"#,
          #"{"type":"file","name":"two.bin","batch":true}"#,
          #"{"type":"data","base64":"AP8Q"}"#, #"{"type": "data", "base64": "/w=="}"#,
          #"{"base64":"/+8=","type":"data"}"#,
          #"{"type":"file","name":"empty"}"#, "", end(files: 3, records: 2))), items: 2)
    #expect(made.map(\.path) == ["out/a/one.json", "out/two.bin", "out/empty"])
    #expect(made.map(\.recordCount) == [1, 2, 0])
    #expect(made.map { $0.export == nil } == [true, false, true])
    #expect(made[0].text == "éé😀\n\"\\/\tspacedturned \"round\"")
    var bytes = ByteBuffer()
    try made[1].render(0, &bytes)
    #expect(bytes.bytes == [0, 255, 16, 255, 255, 239])
    #expect(made[2].text.isEmpty)
  }

  @Test("neither waits for the other, whichever talks first and however much")
  func noDeadlock() throws {
    let count = 2000
    let say =
      #"yes '{"type":"text","text":"0123456789012345678901234567890123456789"}' | head -n 50000"#
    for script in [
      "\(say); wc -l >/dev/null", "cat >/dev/null; \(say)",
      // Ten times what it reads, while it reads.
      #"awk '{ for (i = 0; i < 10; i++) printf "{\"type\":\"text\",\"text\":\"%s\"}\n", substr("0123456789012345678901234567890123456789", 1, 25) }'"#,
    ] {
      let made = try documents(
        program("\(script)\necho '\(end(files: 1, records: count))'"), items: count)
      #expect(made.count == 1)
      let expected = script.contains("awk") ? (count + 3) * 10 * 25 : 50_000 * 40
      #expect(made[0].text.utf8.count == expected)
    }
  }

  struct Hostile: CustomTestStringConvertible {
    var script: String
    var message: String
    var testDescription: String { message }

    init(_ script: String, _ message: String) {
      self.script = script
      self.message = message
    }

    /// Says lines once everything was received.
    static func says(_ lines: String..., message: String) -> Hostile {
      Hostile(
        "cat >/dev/null\ncat <<'LINES'\n\(lines.joined(separator: "\n"))\nLINES", message)
    }

    /// Says one line, and then ends as it should.
    static func file(_ name: String, _ message: String) -> Hostile {
      says(
        #"{"type":"file","name":"\#(name)"}"#, #"{"type":"end","files":1,"records":1}"#,
        message: message)
    }
  }

  static let text = #"{"type":"text","text":"a"}"#
  static let good = #"{"type":"end","files":1,"records":1}"#

  static let hostile: [Hostile] = [
    Hostile("kill -9 $$", "signal 9"),
    Hostile("cat >/dev/null; echo '\(text)'; kill -9 $$", "signal 9"),
    Hostile("cat >/dev/null; echo '\(text)'; echo '\(good)'; exit 3", "exit status 3"),
    Hostile("exit 0", "ended without its last message"),
    Hostile("cat >/dev/null; exec sleep 60", "silent for 1 s"),
    Hostile("cat >/dev/null; echo '\(good)'; exec >&-; sleep 60", "still runs after 1 s"),
    Hostile("cat >/dev/null; sleep 60 & echo '\(text)'; echo '\(good)'", "still holds"),
    Hostile("yes '\(text)'", "more than 100000 bytes of files"),
    Hostile("tr '\\0' a </dev/zero", "a line of more than 50000 bytes"),
    Hostile(
      #"awk 'BEGIN { for (;;) printf "{\"type\":\"file\",\"name\":\"%d\"}\n", n++ }'"#,
      "more than 20 files"),
    Hostile("exec </dev/null; echo '\(text)'; echo '\(good)'", "it stopped reading"),
    .says("good morning", message: "line 2 of its output: not JSON at column 1"),
    .says("[]", message: "no message: each is an object with a text"),
    .says(#"{"type":"record"}"#, message: "a message of type \"record\""),
    .says(#"{"type":"file"}"#, message: "needs \"name\", a text"),
    .says(#"{"type":"text"}"#, message: "needs \"text\", a text"),
    .says(#"{"type":"text","text":7}"#, message: "needs \"text\", a text"),
    .says(#"{"type":"text","text":"\ud83d"}"#, message: "half of a surrogate pair"),
    .says("{\"type\":\"text\",\"text\":\"a\tb\"}", message: "a control character"),
    Hostile(
      #"cat >/dev/null; printf '{"type":"text","text":"\377"}\n'"#, "not UTF-8"),
    .says(#"{"type":"data","base64":"AA"}"#, message: "not base64"),
    .says(#"{"type":"data","base64":"AA=A"}"#, message: "not base64"),
    .says(#"{"type":"data","base64":"A"}"#, message: "not base64"),
    .says(#"{"type":"data","base64":"AB=="}"#, message: "not base64"),
    .says(#"{"type":"data","base64":"AA==AAAA"}"#, message: "not base64"),
    .says(#"{"type":"data","base64":"AA\n=="}"#, message: "not base64"),
    .file("", "it is empty"),
    .file("/etc/passwd", "it is absolute"),
    .file("../up.json", "it has the part .."),
    .file("a/../../up.json", "it has the part .."),
    .file("./a", "it has the part ."),
    .file("a//b", "a part of it is empty"),
    .file("a/", "a part of it is empty"),
    .file(".hidden", "begins with a dot"),
    .file(#"a\u0000b"#, "control characters"),
    .file(#"a\u202eb"#, "control characters"),
    .file(String(repeating: "n", count: 256), "longer than 255 bytes"),
    .says(
      #"{"type":"file","name":"a"}"#, #"{"type":"file","name":"a"}"#,
      message: "two files have this name"),
    .says(
      #"{"type":"file","name":"a"}"#, #"{"type":"file","name":"a/b"}"#,
      message: "it lies in a, which is another file's name"),
    .says(
      #"{"type":"file","name":"a/b/c"}"#, #"{"type":"file","name":"a/b"}"#,
      message: "another file's folder has this name"),
    .says(text, #"{"type":"file","name":"a"}"#, message: "name every file, or none"),
    .says(
      #"{"type":"file","name":"a","batch":true}"#, #"{"type":"file","name":"b","batch":true}"#,
      message: "a second file with \"batch\": true"),
    .says(
      text, #"{"type":"end","files":1,"records":2}"#,
      message: "received 2 records, and 2000 were sent"),
    .says(text, #"{"type":"end","files":1}"#, message: "needs \"records\""),
    .says(
      text, #"{"type":"end","files":4,"records":2000}"#, message: "made 4 files, and it made 1"),
    .says(#"{"type":"end","files":0,"records":2000}"#, message: "made no file"),
    .says(text, message: "ended without its last message"),
    .says(good, text, message: "a message after its end"),
    .says(
      #"{"type":"refused","id":"S-1","code":"no_site","message":"no site has\u001b[2J it"}"#,
      message: "it refused the record \"S-1\" (no_site): no site has\\u001B[2J it"),
    .says(#"{"type":"error","message":"the moon is full"}"#, message: "the moon is full"),
  ]

  @Test("a program that misbehaves makes nothing, says why, and is gone", arguments: hostile)
  func misbehaves(_ hostile: Hostile) throws {
    let token = "token-\(UUID().uuidString)"
    let limits = ProgramLimits(
      idleSeconds: 1, totalSeconds: 30, lineBytes: 50_000, outputBytes: 100_000, outputFiles: 20)
    let program = program(": \(token)\n\(hostile.script)", limits: limits)
    // More than a pipe holds.
    let fault = #expect(throws: RenderFault.self) { try documents(program, items: 2000) }
    #expect(fault?.message.contains(hostile.message) == true, "\(fault?.message ?? "")")
    #expect(fault?.message.contains("the program of the adapter drop") == true)
    #expect(!isRunning(token))
  }

  private func isRunning(_ token: String) -> Bool {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { process in
      guard let number = Int(process), number != getpid() else { return false }
      let words = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
      return words.map { String(decoding: $0, as: UTF8.self).contains(token) } ?? false
    }
  }

  @Test("a program that does not say hello gets no records")
  func hellos() throws {
    for (line, message) in [
      (#"{"type":"text","text":"a"}"#, "before hello"),
      (#"{"type":"hello","protocol":"claimpipe","version":2}"#, "version 2"),
      (#"{"type":"hello"}"#, "no version"), ("", "ended without a word"),
    ] {
      var rude = program("")
      rude.command = ["/bin/sh", "-c", "echo '\(line)'; cat >/dev/null"]
      if line.isEmpty { rude.command = ["/bin/true"] }
      let fault = #expect(throws: RenderFault.self) { try documents(rude) }
      #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    }
    var absent = program("")
    absent.command = ["/no/such/program"]
    let fault = #expect(throws: RenderFault.self) { try documents(absent) }
    #expect(fault?.message.contains("there is no program") == true)
  }

  @Test("strings and base64 are what other readers make of them, however lines are cut")
  func oracles() throws {
    var random = SystemRandomNumberGenerator()
    let scalars: [Unicode.Scalar] = [
      "a", "\"", "\\", "/", "\n", "\u{1}", "é", "\u{1F600}", "\u{2028}",
    ]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
      }
      let written = try JSONEncoder().encode([text]).dropFirst().dropLast()
      var buffer = ByteBuffer()
      let isPlain = Array(written.dropFirst().dropLast()).withUnsafeBufferPointer {
        JSONStringBytes.append($0, to: &buffer)
      }
      #expect(isPlain && buffer.bytes == Array(text.utf8))

      let data = Data(text.utf8)
      buffer.removeAll()
      let isBase64 = Array(data.base64EncodedString().utf8).withUnsafeBufferPointer {
        Base64.append($0, to: &buffer)
      }
      #expect(isBase64 && buffer.bytes == Array(data))
    }
  }
}
