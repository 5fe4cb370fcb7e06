/// Asks claims a run's validations, one claim after another, and remembers how those of a single record
/// ended: most claims share their payer, practitioner and business unit with thousands of others, and
/// their patient and coverage with the claim before.
struct ClaimReview: ~Copyable {
  /// Validations of one group that read one part.
  private struct Question {
    var part: ClaimPart
    /// Where its validations stand in ``asked``.
    var asked: Range<Int>
    /// Where its outcomes stand in ``memory``.
    var memory: Int
  }

  /// How the validations of a question ended for one record: bit n is the question's n-th.
  private struct Outcomes: BitwiseCopyable {
    /// `ClaimFacts.record(of:)`, or 2^32 of none yet.
    var record: UInt64 = 1 << 32
    var failed: UInt64 = 0
    var undecided: UInt64 = 0
  }

  /// Records of a part that are remembered at once, each at its number's place.
  private static let memorySize = 512

  /// Of the claim that is asked.
  var facts: ClaimFacts
  private let checks: ClaimChecks
  /// `ClaimChecks.codeRanks`
  private let ranks: [Int]
  /// Unmanaged: ``checks`` holds them.
  private let validators: [Unmanaged<Validator>]
  private let observes: Bool
  /// By group: its questions.
  private var groups: [Range<Int>] = []
  private var questions: [Question] = []
  /// Places in ``ClaimChecks/validations``.
  private var asked: [Int] = []
  private var memory: [Outcomes] = []
  /// What the claim does not meet, by code, each code once.
  private(set) var unmet: [UnmetValidation] = []
  private(set) var observed: [(FindingCode, String)] = []

  init(_ checks: ClaimChecks, in practice: Practice) {
    facts = ClaimFacts(practice)
    self.checks = checks
    observes = checks.groups.contains { !$0.observations.isEmpty }
    ranks = checks.codeRanks
    validators = checks.validators.map { .passUnretained($0) }
    for group in checks.groups {
      let first = questions.count
      for part in ClaimPart.allCases {
        let places = group.validations.filter { checks.part(read: $0) == part }
        // The whole claim is asked at once; of records, as many as a word has bits.
        let room = part == .claim ? max(places.count, 1) : UInt64.bitWidth
        for start in stride(from: 0, to: places.count, by: room) {
          add(part, places[start..<min(start + room, places.count)])
        }
      }
      groups.append(first..<questions.count)
    }
  }

  private mutating func add(_ part: ClaimPart, _ places: ArraySlice<Int>) {
    questions.append(
      Question(
        part: part, asked: asked.count..<asked.count + places.count, memory: memory.count))
    asked += places
    if part != .claim { memory += Array(repeating: Outcomes(), count: Self.memorySize) }
  }

  /// Another claim.
  mutating func begin() {
    unmet.removeAll(keepingCapacity: true)
    if !observed.isEmpty { observed.removeAll() }
  }

  /// Asks a group's validations and observations.
  mutating func ask(_ group: Int) {
    for number in groups[group] {
      let question = questions[number]
      if question.part == .claim {
        for place in question.asked {
          let outcome = outcome(of: asked[place])
          if outcome != .pass { note(asked[place], outcome) }
        }
      } else {
        note(question, remembered(question))
      }
    }
    if observes { observe(group) }
  }

  private mutating func observe(_ group: Int) {
    for observation in checks.groups[group].observations {
      var found: [(FindingCode, String)] = []
      observation.observe(facts) { found.append(($0, $1)) }
      observed += found
    }
  }

  @inline(__always)
  private func outcome(of place: Int) -> ValidationOutcome {
    validators[place]._withUnsafeGuaranteedRef { $0.outcome(of: facts) }
  }

  private mutating func remembered(_ question: Question) -> Outcomes {
    let record = UInt64(facts.record(of: question.part))
    let place = question.memory + Int(record % UInt64(Self.memorySize))
    if memory[place].record == record { return memory[place] }
    var outcomes = Outcomes(record: record)
    for (bit, validation) in asked[question.asked].enumerated() {
      switch outcome(of: validation) {
      case .pass: break
      case .fail: outcomes.failed |= 1 << UInt64(bit)
      case .noData: outcomes.undecided |= 1 << UInt64(bit)
      }
    }
    memory[place] = outcomes
    return outcomes
  }

  @inline(__always)
  private mutating func note(_ question: Question, _ outcomes: Outcomes) {
    var rest = outcomes.failed | outcomes.undecided
    while rest != 0 {
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      let isFailure = outcomes.failed >> UInt64(bit) & 1 == 1
      note(asked[question.asked.lowerBound + bit], isFailure ? .fail : .noData)
    }
  }

  /// Keeps what is unmet in order, each code once: where two outputs ask the same, a failure outweighs
  /// what could not be checked.
  ///
  /// - Parameter outcome: not that it passes.
  private mutating func note(_ place: Int, _ outcome: ValidationOutcome) {
    let rank = ranks[place]
    let new = UnmetValidation(validation: place, outcome: outcome)
    var index = unmet.count
    while index > 0, ranks[Int(unmet[index - 1].validation)] >= rank {
      index -= 1
      guard ranks[Int(unmet[index].validation)] == rank else { continue }
      if outcome == .fail { unmet[index] = new }
      return
    }
    unmet.append(new)
    var place = unmet.count - 1
    while place > index {
      unmet.swapAt(place, place - 1)
      place -= 1
    }
  }
}
