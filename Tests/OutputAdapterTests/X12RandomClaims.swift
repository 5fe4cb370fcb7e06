import AdapterKit
import Testing

@testable import ClaimBatchAdapter
@testable import ClaimCore

/// Numbers that a seed decides.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension X12WriterTests {
  /// Renders one random batch and reads it back.
  func check(random: inout SplitMix) throws {
    let practice = Self.practice(&random)
    let most = Int.random(in: 1...40, using: &random)
    let ending = ["none", "lf", "crlf"].randomElement(using: &random) ?? "none"
    let characters = "*|!>:^~+=?\u{1D}\u{1F}".shuffled(using: &random).prefix(4).map(String.init)
    let document = try practice.documents([
      "claims_per_transaction_set": .integer(most), "segment_ending": .text(ending),
      "element_separator": .text(characters[0]), "component_separator": .text(characters[1]),
      "repetition_separator": .text(characters[2]), "segment_terminator": .text(characters[3]),
    ])[0]
    let claims = practice.fixture.chunk.claims.filter { $0.status == .readyToSubmit }
    if claims.isEmpty {
      #expect(document.text.isEmpty)
      return
    }
    let reading = try #require(X12Reading(document.text))
    #expect(!reading.hasTrailingSeparators)
    #expect(reading.endings == [["none": "", "lf": "\n", "crlf": "\r\n"][ending] ?? ""])
    let (segments, sets) = (reading.segments, reading.sets)
    #expect(segments.map(\.id).prefix(3) == ["ISA", "GS", "ST"])
    #expect(segments.suffix(2).map { "\($0.id) \($0[1])" } == ["GE \(sets.count)", "IEA 1"])
    #expect(sets.reduce(4) { $0 + $1.count } == segments.count)
    var billed: [String: Int] = [:]
    for (number, set) in sets.enumerated() {
      let name = String("000\(number + 1)".suffix(4))
      #expect(set.first?[2] == name && set.last?[2] == name && set.last?[1] == "\(set.count)")
      try checkLevels(of: set, component: reading.component, claims: &billed)
      let count = set.filter { $0.id == "CLM" }.count
      #expect(count == most || number == sets.count - 1 && count <= most)
    }
    let expected = claims.map {
      (practice.fixture.pool.string($0.number), Int($0.totalBilled.value?.cents ?? -1))
    }
    #expect(billed == Dictionary(uniqueKeysWithValues: expected))
  }

  /// HL numbers and parents; claims where they belong; lines counted and added up.
  private func checkLevels(
    of set: ArraySlice<X12Reading.Segment>, component: Character, claims: inout [String: Int]
  ) throws {
    var codes: [String] = []
    var (claim, sum, lines, here) = ("", 0, 0, 0)
    for segment in set {
      switch segment.id {
      case "HL":
        codes.append(segment[3])
        #expect(segment[1] == "\(codes.count)")
        let parents = ["20": "", "22": "20", "23": "22"]
        let parent = Int(segment[2]).map { codes[$0 - 1] } ?? ""
        #expect(parents[segment[3]] == parent)
        // The parent is the last of its kind.
        #expect(
          segment[2].isEmpty || codes.lastIndex(of: parent).map { "\($0 + 1)" } == segment[2])
        here = 0
      case "CLM":
        #expect(codes.last == "22" || codes.last == "23")
        here += 1
        #expect(here <= 100 && claims[segment[1]] == nil)
        (claim, sum, lines) = (segment[1], 0, 0)
        claims[claim] = try cents(segment[2])
      case "LX":
        lines += 1
        #expect(segment[1] == "\(lines)")
      case "SV1":
        sum += try cents(segment[2])
        #expect(segment[1].split(separator: component).prefix(2) == ["HC", "97153"])
      case "REF" where segment[1] == "6R":
        #expect(segment[2] == "\(claim)L\(lines)")
        // The last line so far never exceeds the claim.
        #expect(sum <= claims[claim] ?? 0)
      default: break
      }
    }
  }

  private func cents(_ text: String) throws -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    try #require(parts.count == 2 && parts[1].count == 2 && parts[0] != "0")
    return try #require(Int(parts[0] + parts[1]))
  }

  private static func practice(_ random: inout SplitMix) -> X12Practice {
    let units = Int.random(in: 1...3, using: &random)
    let practice = X12Practice(units: units, payers: 2)
    for number in 0..<Int.random(in: 0...12, using: &random) {
      practice.patient(Relationship.allCases.randomElement(using: &random) ?? .self)
      let second = practice.fixture.records.coverages.count
      practice.coverage(of: number, Relationship.allCases.randomElement(using: &random) ?? .self)
      for _ in 0..<Int.random(in: 0...9, using: &random) {
        let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
          X12Practice.Line(
            price: .random(in: 1...20_000, using: &random),
            units: .random(in: 1...90, using: &random),
            modifiers: Bool.random(using: &random) ? "HM:95" : "",
            place: Bool.random(using: &random) ? "11" : "03",
            days: .random(in: 1...3, using: &random), showsTimes: .random(using: &random))
        }
        practice.claim(
          patient: number, coverage: Bool.random(using: &random) ? second - 1 : second,
          payer: .random(in: 0..<2, using: &random), unit: .random(in: 0..<units, using: &random),
          practitioner: .random(in: 0..<2, using: &random),
          facility: .location(Ref(.random(in: 0..<4, using: &random))),
          diagnoses: Array(0..<Int.random(in: 1...4, using: &random)),
          authorization: Bool.random(using: &random) ? "A-1" : "", lines: lines,
          status: Int.random(in: 0..<8, using: &random) == 0 ? .draft : .readyToSubmit)
      }
    }
    return practice
  }
}
