import ClaimCore
import Manifests
import Testing

/// YAML that is broken, hostile or beyond a manifest; the environment; the command line's `--set`.
@Suite struct ManifestSyntaxTests {
  static let syntax: [FaultCase] = [
    FaultCase("", "1:1: the manifest is empty"),
    FaultCase("# nothing\n", "1:1: the manifest is empty"),
    FaultCase("---\n", "1:1: the manifest is empty"),
    FaultCase(Fixture.manifest("---\nversion: 1"), "5:1: a second document begins here"),
    FaultCase(
      "version: 1\n\tpipeline: x",
      "2:1: not valid YAML: found a tab character that violates…; indent with spaces"),
    FaultCase("a: b: c", "1:5: not valid YAML: mapping values are not allowed…in quotes"),
    FaultCase(
      "a: {b: c", "2:1: not valid YAML: …while parsing a flow mapping that begins at line 1"),
    FaultCase("a: \"b", "1:6: not valid YAML: …close the quote"),
    FaultCase("path: *.csv", "1:7: in YAML * begins an alias: put a pattern in quotes"),
    FaultCase("a: @b", "1:4: not valid YAML: …in quotes"),
    FaultCase("a: b\nü: \u{7}", "2:4: not valid YAML: control characters are not allowed"),
    FaultCase(Fixture.manifest("report: &a r.json"), "5:9: report: manifests have no anchors"),
    FaultCase(Fixture.manifest("report: !!str r.json"), "5:9: report: manifests have no tags"),
    FaultCase("%TAG !a! x\n--- b", "1:1: manifests have no tags: leave out the line with %TAG"),
    FaultCase(Fixture.manifest("report: *a"), "5:9: report: manifests have no aliases"),
    FaultCase(
      Fixture.manifest("claims: { <<: { as_draft: true }, ~: 1, [a]: 2, max_lines: x }"),
      "5:11: claims: manifests have no merge keys", "5:35: claims: a key is missing",
      "5:41: claims: a key must be a text", "5:60: claims.max_lines: \"x\" is not"),
    FaultCase("\u{FEFF}vrsion: 1\n" + Fixture.manifest(), "1:1: vrsion: unknown key"),
    FaultCase(
      String(repeating: "[", count: 40), "1:34: values stand more than 32 deep inside each other"),
    FaultCase(String(repeating: "- ", count: 5000), "1:67: values stand more than 32 deep"),
    FaultCase(String(repeating: "{a: ", count: 100_000), "1:"),
    FaultCase(
      "a: [\(String(repeating: "1,", count: 200_000))]", "1:199999: more than 100000 values"),
  ]

  @Test(arguments: syntax)
  func brokenTextIsRefused(_ example: FaultCase) {
    example.check(Fixture.faults(example.text.utf8))
  }

  @Test func otherEncodingsAreRefused() {
    let latin = Array("version: 1\npipeline: caf".utf8) + [0xE9]
    #expect(
      Fixture.faults(latin) == ["2:14: the bytes here are not UTF-8: save the manifest as UTF-8"])
    #expect(Fixture.faults([0xFF, 0xFE, 0x76, 0x00]).first?.contains("UTF-16") == true)
    #expect(Fixture.faults([UInt8](repeating: 0x20, count: 2_000_000)).count == 1)
  }

  @Test func aliasBombsAreNotExpanded() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
      text += "? [*a\(level), *a\(level)]\n: x\n"
    }
    #expect(Fixture.faults(text.utf8).count > 40)
  }

  static let variables: [FaultCase] = [
    FaultCase(
      Fixture.manifest("time_zone: ${ZONE}\nreport: r/${NOT_SET}${EITHER}"),
      "5:12: time_zone: the environment variable ZONE is not set",
      "6:9: report: the environment variable NOT_SET is not set",
      "6:9: report: the environment variable EITHER is not set"),
    FaultCase(Fixture.manifest("report: ${}"), "5:9: report: ${} names no environment variable"),
    FaultCase(Fixture.manifest("report: a${B"), "5:9: report: ${ has no closing brace"),
    // No value is ever shown.
    FaultCase(
      Fixture.manifest("time_zone: ${SECRET}\nclaims: { max_lines: '${SECRET}' }"),
      "5:12: time_zone: unknown time zone \"${SECRET}\"",
      "6:22: claims.max_lines: \"${SECRET}\" is not a whole number"),
    FaultCase(
      Fixture.input("{ adapter: csv, record: sessions, path: '${SECRET}*' }"),
      "4:45: inputs[0].path: no file matches \"${SECRET}*\""),
    FaultCase(
      Fixture.manifest("claims: { max_lines: ${TEN} }"), "5:23: not valid YAML: …needs quotes"),
    FaultCase(Fixture.manifest("report: \"${EMPTY}\""), "5:9: report: an empty text"),
  ]

  @Test(arguments: variables)
  func variablesFaultsNameThem(_ example: FaultCase) {
    example.check(Fixture.faults(example.text.utf8))
  }

  @Test func variablesAreTexts() throws {
    let manifest = try Fixture.load(
      Fixture.manifest(
        "report: $${ROOM}$x$\nclaims: { max_lines: \"${TEN}\", generate: '${NO}' }",
        pipeline: "pipeline: <${ODD}>",
        inputs: "inputs: [{ adapter: csv, record: sessions, path: '${ROOM}' }]"))
    #expect(manifest.pipeline == "<a: [b, {c>")
    #expect(manifest.inputs[0].sources == ["s.csv"])
    #expect(manifest.report == "${ROOM}$x$")
    #expect(manifest.billing.claims.maxLines == 10 && !manifest.billing.claims.generate)
  }

  @Test func overridesAreSet() throws {
    let manifest = try Fixture.load(
      Fixture.manifest("claims: { as_draft: false }\napprove:"),
      [
        "claims.as_draft=true", "period.from=2026-01-05", "outputs[0].path=new=1.csv",
        "business_units=[NORTH, SOUTH]", "inputs[0].path=${ROOM}", "time_zone=\"UTC\"",
        "approve.policy=manual",
      ])
    #expect(manifest.billing.claims.asDraft && !manifest.billing.approval.isAutomatic)
    #expect(manifest.scope.dates.hasStart && !manifest.scope.dates.hasEnd)
    #expect(manifest.scope.businessUnits == ["NORTH", "SOUTH"])
    #expect(manifest.outputs[0].path == "new=1.csv")
  }

  @Test func overridesFaultsNameThem() {
    let faults = Fixture.faults(
      Fixture.manifest("xx: 1").utf8,
      [
        "claims.as_draft=maybe", "outputs[1].path=x", "version.x=1", "pipeline[0]=1", "novalue",
        "a..b=1", "business_units=[A", "claims.max_line=3", "outputs[0]x.path=3",
      ])
    let expected = [
      "5:1: xx: unknown key",
      " --set a..b: not a key",
      " --set business_units: not valid YAML",
      " --set claims.as_draft: claims.as_draft: \"maybe\" is not true or false",
      " --set claims.max_line: claims.max_line: unknown key",
      " --set novalue: no value: write key=value",
      " --set outputs[0]x.path: not a key",
      " --set outputs[1].path: outputs[1]: no such item: the manifest has 1 here",
      " --set pipeline[0]: pipeline: no list, so it has no items",
      " --set version.x: version: no object, so it has no keys",
    ]
    #expect(faults.count == expected.count, "\(faults)")
    for (found, expected) in zip(faults, expected) {
      #expect(found.hasPrefix(expected), "\(found)")
    }
  }

  /// Cut anywhere, a manifest is refused or good, and every fault has a place in it.
  @Test func everyBeginningIsRead() {
    let text = Array(ManifestContentTests.example.utf8)
    for length in 0..<text.count { expectNoCrash(text.prefix(length)) }
  }

  @Test func noiseIsRead() {
    var random = SplitMix(state: 0x5EED)
    let text = Array(ManifestContentTests.example.utf8)
    let telling = Array("{}[]:,-?&*!|>'\"%@`#\n\t ~<.$\\0".utf8)
    for round in 0..<3000 {
      var mutant = round % 3 == 0 ? [] : text
      if mutant.isEmpty {
        mutant = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next())
        }
      }
      for _ in 0..<(1 + random.next() % 4) where !mutant.isEmpty {
        let place = Int(random.next() % UInt64(mutant.count))
        let byte = telling[Int(random.next() % UInt64(telling.count))]
        switch random.next() % 3 {
        case 0: mutant[place] = byte
        case 1: mutant.insert(byte, at: place)
        default: mutant.remove(at: place)
        }
      }
      expectNoCrash(mutant[...])
    }
  }

  private func expectNoCrash(_ text: ArraySlice<UInt8>) {
    do throws(ManifestFaults) {
      _ = try Fixture.load(text)
    } catch {
      let lines = text.count { $0 == 0x0A || $0 == 0x0D } + 8
      #expect(!error.faults.isEmpty)
      for fault in error.faults {
        #expect((1...lines).contains(fault.line) && fault.column >= 1)
      }
    }
  }
}

/// Steele, Lea and Flood's generator: the same numbers everywhere.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
