import Testing

@testable import ClaimCore

/// What the core decides by numbers and by what it remembers, beside the plain way.
@Suite struct PlainWayTests {
  @Test func `texts order by their numbers as their bytes do`() {
    let pool = TextPool()
    var writer = TextWriter(pool, chunkSize: 64)
    var random = SplitMix(seed: 7)
    // Few different bytes, zero and the highest among them, so that many begin alike.
    let bytes: [UInt8] = [0, 1, 0x3A, 0x61, 0x7F, 0xFF]
    var texts: [[UInt8]] = [[]]
    for length in 0..<400 {
      var text = (0..<length % 26).map { _ in bytes.randomElement(using: &random)! }
      texts.append(text)
      if !text.isEmpty {
        text[text.count - 1] ^= 1
        texts.append(text)
        texts.append(text + [0])
      }
    }
    let kept = texts.map { writer.keep($0) }
    for (a, left) in zip(texts, kept) {
      #expect(pool.withBytes(left) { Array($0) } == a)
      for (b, right) in zip(texts, kept) {
        let isBefore = a.lexicographicallyPrecedes(b)
        guard (pool.compare(left, right) < 0) == isBefore,
          (pool.compare(left, right) == 0) == (a == b), pool.equal(left, right) == (a == b),
          pool.orderKey(of: left) <= pool.orderKey(of: right) || !isBefore
        else {
          Issue.record("\(a) beside \(b)")
          return
        }
      }
    }
  }

  /// CHG-2: ledgers hold it.
  @Test func `a digest reads bytes as one by one`() {
    let bytes = (0..<40).map { UInt8(truncatingIfNeeded: 151 &* $0 &+ 131) }
    for start in 0..<10 {
      for end in start...bytes.count {
        var digest = FactsDigest()
        bytes[start..<end].withUnsafeBufferPointer { digest.add($0) }
        var value = FactsDigest().value
        for word in stride(from: start, through: end, by: 8) {
          let part = bytes[word..<min(word + 8, end)]
          var mixed = part.count < 8 ? UInt64(part.count) << 56 : 0
          for (place, byte) in part.enumerated() { mixed |= UInt64(byte) << (8 * place) }
          let product = (value ^ mixed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
          value = product.high ^ product.low ^ mixed
        }
        #expect(digest.value == value, "\(start)..<\(end)")
      }
    }
  }

  /// CLM-5
  @Test(arguments: 1...6)
  func `fees chosen by sets of modifiers are those chosen by texts`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let fixture = PracticeFixture.complete()
    // The last ones have more than sets can take: every line then goes the plain way.
    let known = (0..<(seed > 4 ? 300 : 9)).map { "M\($0)" } + ["LONGMODIFIER"]
    func list(_ most: Int) -> String {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in
        Int.random(in: 0...9, using: &random) == 0 ? "ZZ" : known.randomElement(using: &random)!
      }.joined(separator: ":")
    }
    for _ in 0..<120 {
      fixture.fee(
        plan: Bool.random(using: &random) ? "PL" : "", unit: "BU1", "97153", list(3),
        cents: Int64.random(in: 1...9, using: &random),
        ["", "", "2026-02-01..."].randomElement(using: &random)!)
    }
    let lines = (0..<400).map { _ in fixture.text(list(12)) }
    let practice = Practice(fixture.records, pool: fixture.pool)
    #expect(practice.feeIndex.sets.areMade == (seed <= 4))
    let plan = Ref<Plan>(0)
    for modifiers in lines {
      for (plan, day) in [(plan, "2026-01-05"), (.none, "2026-02-05")] {
        let date = PracticeFixture.date(day)!
        let code = fixture.text("97153")
        let fast = FeeSelection.best(
          plan: plan, businessUnit: Ref(0), code, modifiers: modifiers, on: date, in: practice)
        let plain = FeeCandidates.selection(
          plan: plan, businessUnit: Ref(0), code, modifiers: modifiers, on: date, in: practice)
        #expect(
          fast.price == plain.price && fast.fee == plain.fee && fast.equals == plain.equals)
      }
    }
  }

  /// REND-1
  @Test(arguments: [5, 300])
  func `qualifications by sets are those by texts`(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    let fixture = PracticeFixture.complete()
    let names = (0..<count).map { "Q\($0)" } + ["QUALIFICATION", ""]
    for number in 0..<60 {
      let list = (0..<3).map { _ in names.randomElement(using: &random)! }
      fixture.require("PL", "S\(number % 20)", anyOf: list.joined(separator: ":"))
      fixture.practitioner("X\(number)")
      for _ in 0..<4 {
        fixture.qualification(
          "X\(number)", names.randomElement(using: &random)!,
          ["", "2026-02-01..."].randomElement(using: &random)!)
      }
    }
    let services = (0..<21).map { fixture.text("S\($0)") }
    let practice = Practice(fixture.records, pool: fixture.pool)
    #expect(practice.links.qualificationSets.areMade == (count == 5))
    let date = PracticeFixture.date("2026-01-05")!
    for practitioner in practice.practitioners.indices {
      for code in services {
        let ref = Ref<Practitioner>(practitioner)
        let plain = fixture.records.benefitQualifications.allSatisfy {
          !fixture.pool.equal($0.serviceCode, code)
            || practice.holds(ref, anyOf: $0.anyOf, on: date)
        }
        let service = practice.service(code, of: Ref(0))
        #expect(practice.isQualified(ref, for: service, on: date) == plain)
      }
    }
  }

  /// CLM-7: what a validation reads (``ClaimPart``) is all that its outcome depends on.
  @Test(arguments: 1...8)
  func `remembered outcomes are those of each claim by itself`(seed: UInt64) {
    let fixture = BillingPropertyTests.anyPractice(seed: seed)
    var random = SplitMix(seed: seed)
    for patient in fixture.records.patients.indices where Bool.random(using: &random) {
      fixture.records.patients[patient].gender = nil
      fixture.records.patients[patient].address = PracticeFixture.noAddress
    }
    for coverage in fixture.records.coverages.indices where Bool.random(using: &random) {
      fixture.records.coverages[coverage].relationship = .child
      fixture.records.coverages[coverage].memberID = .missing
    }
    fixture.look { billing in
      let checks = billing.settings.claims.checks
      #expect(!billing.chunk.claims.isEmpty)
      for claim in billing.chunk.claims {
        var expected: [String] = []
        billing.withFacts(of: claim) { facts in
          for place in checks.validations.indices {
            let outcome = checks.validations[place].outcome(of: facts)
            if outcome != .pass { expected.append("\(place) \(outcome)") }
          }
        }
        let unmet = billing.chunk.unmet[claim.unmet.range].map { "\($0.validation) \($0.outcome)" }
        #expect(unmet == expected)
      }
    }
  }
}
