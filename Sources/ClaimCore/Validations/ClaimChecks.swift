/// What a run asks of its claims: the contract's validations of all, and those that outputs add of the
/// claims that they take.
public struct ClaimChecks: Sendable {
  /// One output's, or the contract's.
  struct Group: Sendable {
    let takes: ClaimSelection?
    /// Places in `validations`.
    let validations: [Int]
    let observations: [any ClaimObservation]
  }

  /// By code; ``UnmetValidation`` counts in it.
  public private(set) var validations: [any ClaimValidation] = []
  /// The same, to be asked.
  private(set) var validators: [Validator] = []
  /// By validation: its code's rank among the codes; two outputs may bring the same.
  private(set) var codeRanks: [Int] = []
  private(set) var groups: [Group] = []

  public init() {}

  /// - Parameter takes: the claims that are asked; `nil` asks all.
  public init(
    validations: [any ClaimValidation], observations: [any ClaimObservation] = [],
    of takes: ClaimSelection? = nil
  ) {
    add([(takes, validations, observations)])
  }

  /// The contract's, and nothing else.
  public static let contract = ClaimChecks(validations: ClaimValidations.contract)

  /// Both, each of the claims that it asks.
  public func adding(_ other: ClaimChecks) -> ClaimChecks {
    var both = ClaimChecks()
    both.add((groups.map { parts(of: $0) }) + other.groups.map { other.parts(of: $0) })
    return both
  }

  private typealias Parts = (ClaimSelection?, [any ClaimValidation], [any ClaimObservation])

  private func parts(of group: Group) -> Parts {
    (group.takes, group.validations.map { validations[$0] }, group.observations)
  }

  private mutating func add(_ parts: [Parts]) {
    let all = parts.enumerated().flatMap { number, part in
      part.1.map { (group: number, validation: $0) }
    }
    // Stable: two outputs may bring the same code, each with settings of its own.
    let order = all.indices.sorted {
      let (a, b) = (all[$0].validation.code.description, all[$1].validation.code.description)
      return a != b ? a < b : $0 < $1
    }
    validations = order.map { all[$0].validation }
    validators = validations.map { Validator.asking($0) }
    codeRanks = [0]
    for (previous, next) in zip(validations, validations.dropFirst()) {
      let isNew = previous.code.description != next.code.description
      codeRanks.append(codeRanks[codeRanks.count - 1] + (isNew ? 1 : 0))
    }
    groups = parts.enumerated().map { number, part in
      Group(
        takes: part.0,
        validations: order.indices.filter { all[order[$0]].group == number },
        observations: part.2)
    }
  }
}

extension ClaimChecks {
  /// What a validation looks at.
  func part(read place: Int) -> ClaimPart { type(of: validations[place]).reads }
}

/// The claims that an output takes.
public struct ClaimSelection: Sendable {
  public var scope: Scope
  /// Payer ids; `nil` takes every payer's, and claims without a payer.
  public var payers: Set<String>?

  public init(scope: Scope, payers: Set<String>? = nil) {
    self.scope = scope
    self.payers = payers
  }
}

/// A ``ClaimSelection`` made ready for one practice.
public struct ResolvedClaimSelection: Sendable {
  private let scope: ResolvedScope
  /// By payer; empty takes all.
  private let payers: [Bool]

  public init(_ selection: ClaimSelection, in practice: Practice) {
    scope = ResolvedScope(selection.scope, in: practice)
    payers =
      selection.payers.map { ids in
        practice.payers.indices.map { ids.contains(practice.pool.string(practice.payers[$0].id)) }
          + [false]
      } ?? []
  }

  /// - Parameter date: of the claim's first line, so that of two ranges side by side one has it.
  public func takes(_ claim: Claim, on date: CivilDate) -> Bool {
    guard scope.contains(date, claim.businessUnit) else { return false }
    if payers.isEmpty { return true }
    return payers[claim.payer.isNone ? payers.count - 1 : claim.payer.index]
  }
}
