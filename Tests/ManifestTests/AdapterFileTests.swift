import AdapterKit
import Manifests
import Testing

/// Files that install adapters: every fault at once, each with its place, like a manifest's.
@Suite struct AdapterFileTests {
  static let right = """
    version: 1
    name: fixed
    kind: input
    summary: Files of fixed widths.
    command: [python3, read.py, --since, 2026-01-01]

    """

  static let full =
    right + """
      protocol: claimpipe
      path: required
      environment: [TOKEN, HOME]
      limits: { idle_seconds: 5, total_seconds: 10, memory_megabytes: 100, max_record_bytes: 1000 }
      options:
        - { name: a, type: text, default: "${SITE}", summary: S., example: x }
        - { name: b, type: path, summary: S., example: x }
        - { name: c, type: character, default: ";", summary: S., example: ";" }
        - { name: d, type: boolean, default: yes, summary: S., example: true }
        - { name: e, type: integer, minimum: 1, maximum: 9, default: 3, summary: S., example: 4 }
        - { name: f, type: choice, values: [x, y], default: x, summary: S., example: y }
        - { name: g, type: choices, values: [x, y], default: [x, y], summary: S., example: [x] }
        - { name: h, type: list, default: [], summary: S., example: "[1, 2]" }
        - name: i
          type: items
          keys:
            - { name: name, type: text, required: true }
            - { name: width, type: integer, minimum: 1 }
          summary: S.
          example: "[{ name: a, width: 3 }]"
      """

  static let output =
    right.replacing("kind: input", with: "kind: output")
    + "receives: [claims, duplicates]\nlimits: { output_megabytes: 3, output_files: 4 }\n"

  static func load(_ text: String) throws -> ExternalProgram {
    let loader = AdapterFileLoader(
      taken: ["csv": "claimpipe has it built in", "other": "a/adapters/other.yml has it"],
      reservedOptions: { $0.contains(.claims) ? ["payers"] : [] },
      environment: { $0 == "SITE" ? "north" : nil })
    return try loader.load(text: Array(text.utf8), name: "a/adapters/fixed.yml")
  }

  @Test("all that a file may say")
  func all() throws {
    let program = try Self.load(Self.full)
    #expect(program.name == "fixed" && program.kind == .input && program.folder == "a/adapters")
    #expect(program.command == ["python3", "read.py", "--since", "2026-01-01"])
    #expect(program.language == .claimpipe && !program.isPathOptional)
    #expect(program.environment == ["TOKEN", "HOME"])
    #expect(program.limits.idleSeconds == 5 && program.limits.totalSeconds == 10)
    #expect(program.limits.memoryMegabytes == 100 && program.limits.lineBytes == 1000)
    #expect(
      program.options.map(\.type) == [
        .text, .path, .character, .boolean, .integer(1...9), .choice(["x", "y"]),
        .choices(["x", "y"]), .list,
        .items([
          OptionItemKey("name", .text, isRequired: true),
          OptionItemKey("width", .integer(1...Int.max)),
        ]),
      ])
    #expect(
      program.options.map(\.defaultValue) == [
        .text("north"), nil, .text(";"), .boolean(true), .integer(3), .text("x"),
        .list(["x", "y"]), .list([]), nil,
      ])
    #expect(program.options[6].example == "[x]" && program.options[3].example == "true")
    let tried = try Self.load(
      Self.right + """
        options: [{ name: a, type: text, summary: S., example: x, refuses: [y z] }]
        test:
          options: { a: b }
          head: "h\\n"
          record: "{n:3}|x\\n"
          tail: "t"
          values: { id: "{n:3}", code: 97153 }
          torn_records: last_value
          name_twice: "i|i\\n1|2\\n"
        """
    )
    let sample = try #require(tried.trial.input)
    #expect(tried.options[0].refuses == ["y z"] && tried.trial.options == ["a": .text("b")])
    #expect(sample.source(2) == Array("h\n000|x\n001|x\nt".utf8) && !sample.tellsTornRecords)
    #expect(sample.names == ["id", "code"] && sample.values(7) == ["007", "97153"])
    #expect(sample.nameTwice == Array("i|i\n1|2\n".utf8))
    let least = try Self.load(Self.right)
    #expect(least.trial.input == nil && least.trial.options.isEmpty)
    #expect(least.isPathOptional && least.limits == ProgramLimits() && least.options.isEmpty)
    let output = try Self.load(Self.output)
    #expect(output.receives == [.claims, .duplicates])
    let marked = try Self.load(
      Self.right.replacing("kind: input", with: "kind: output")
        + "receives: [claims]\ntest: { record_mark: CLM, marks_besides: 1 }\n")
    #expect(marked.trial.output?.recordCount("x", Array("CLM.CLM.CLM".utf8)) == 2)
    #expect(output.limits.outputBytes == 3 << 20 && output.limits.outputFiles == 4)
    #expect(try Self.load(Self.right + "protocol: singer\n").language == .singer)
  }

  static let faults: [FaultCase] = [
    FaultCase("", "1:1: the file is empty: it needs at least version, name, kind"),
    FaultCase(
      "version: 2\nnam: x\n", "1:1: name: missing", "1:1: kind: missing: input or output",
      "1:1: summary: missing", "1:1: command: missing: the program and its arguments",
      "1:10: version: unknown version 2", "2:1: nam: unknown key \"nam\"…did you mean \"name\"?"),
    FaultCase(
      right.replacing("name: fixed", with: "name: csv"),
      "2:7: name: there is an adapter of this name: claimpipe has it built in; choose another"),
    FaultCase(
      right.replacing("name: fixed", with: "name: other"),
      "2:7: name: there is an adapter of this name: a/adapters/other.yml has it"),
    FaultCase(
      right.replacing("name: fixed", with: "name: Fixed-Width"), "2:7: name: \"Fixed-Width\" is no"),
    FaultCase(
      right.replacing("kind: input", with: "kind: inputt"),
      "3:7: kind: unknown kind…did you mean \"input\"?"),
    FaultCase(
      right.replacing("[python3, read.py, --since, 2026-01-01]", with: "python3 read.py"),
      "5:10: command: …put the value in brackets"),
    FaultCase(
      right + "path: maybe\nreceives: [claims]\nenvironment: [A-B]\n",
      "6:7: path: unknown value \"maybe\"",
      "7:11: receives: an input receives nothing", "8:15: environment[0]: \"A-B\" is no name"),
    FaultCase(
      right.replacing("kind: input", with: "kind: output") + "path: required\n",
      "1:1: receives: missing: what it is sent: a list of claims, charge_items, duplicates",
      "6:7: path: an output always has a path"),
    FaultCase(
      right.replacing("kind: input", with: "kind: output")
        + "receives: [claims]\noptions: [{ name: payers, type: list, summary: S., example: x }]\n",
      "7:19: options[0].name: claimpipe itself has an option of this name"),
    FaultCase(
      right + "protocol: singer\npath: required\noptions: []\n", "7:7: path: a Singer tap is told",
      "8:10: options: a Singer tap is told"),
    FaultCase(
      right.replacing("kind: input", with: "kind: output")
        + "receives: [claims]\nprotocol: singer\n",
      "7:11: protocol: Singer taps are inputs"),
    FaultCase(
      right + "limits: { idle_seconds: 0, memory: 3, output_files: 1 }\n",
      "6:25: limits.idle_seconds: \"0\" is not a whole number from 1 to 604800",
      "6:28: limits.memory: unknown key", "6:39: limits.output_files: unknown key"),
    FaultCase(
      right + """
        options:
          - { name: A, type: text, summary: S., example: x }
          - { name: b, type: txt, summary: S., example: x }
          - { name: c, type: integer, minimum: 5, maximum: 1, summary: S., example: 1 }
          - { name: d, type: integer, maximum: 3, default: 4, summary: S., example: 1 }
          - { name: e, type: choice, summary: S., example: x }
          - { name: e, type: text, values: [x], summary: S., example: x }
          - { name: f, type: items, keys: [{ name: g, type: items, keys: [{ name: h, type: text }] }], summary: S., example: x }
          - { type: text }
        """,
      "7:13: options[0].name: \"A\" is no name for an option",
      "8:22: options[1].type: unknown type…\"text\"?",
      "9:52: options[2].maximum: less than the minimum", "10:52: options[3].default: \"4\" is not",
      "11:5: options[4].values: missing: the words",
      "12:13: options[5].name: there is an option of this name",
      "12:28: options[5].values: unknown key",
      "13:53: options[6].keys[0].type: an item has no items",
      "14:5: options[7].name: missing", "14:5: options[7].summary: missing",
      "14:5: options[7].example: missing"),
    FaultCase(
      right
        + "options: [{ name: a, type: items, keys: [{ name: b, type: text }], summary: S., example: { a: b } }]\n",
      "6:90: options[0].example: write an example of an object as a text"),
    FaultCase(
      right
        + """
        options: [{ name: a, type: integer, summary: S., example: 1 }]
        test: { options: { a: x,    b: 1 }, rekord: "{n}", torn_records: no }
        """,
      "7:7: test.record: missing", "7:7: test.values: missing",
      "7:23: test.options.a: \"x\" is not",
      "7:29: test.options.b: the adapter fixed has no option",
      "7:37: test.rekord: unknown key…\"record\"?"),
    FaultCase(
      right + "environment: [\"${NONE}\"]\n",
      "6:15: environment[0]: the environment variable NONE is not set"),
  ]

  @Test("every fault at once, with its place and the nearest right name", arguments: faults)
  func fault(_ item: FaultCase) {
    var found: [String] = []
    do throws(ManifestFaults) {
      _ = try AdapterFileLoader(
        taken: ["csv": "claimpipe has it built in", "other": "a/adapters/other.yml has it"],
        reservedOptions: { $0.contains(.claims) ? ["payers"] : [] }, environment: { _ in nil }
      ).load(text: Array(item.text.utf8), name: "f.yml")
    } catch {
      found = error.description.split(separator: "\n").map { String($0.dropFirst("f.yml:".count)) }
    }
    item.check(found)
  }
}
