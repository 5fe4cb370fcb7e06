import ClaimCore
import Intake

/// Other records that the rows of a table speak of: a session's patient, payer, diagnoses.
struct RidingRecords {
  let table: SampleTable
  /// What stands around the records speaks for itself.
  let standsInOther: Bool
  let number: Int
  /// What the rows are, first of all.
  let first: RecordGuess
  let joins: Joins

  /// - Parameter kinds: types that no table is about.
  /// - Returns: those, and fields by which the first record may name them.
  func find(_ kinds: [RecordKind]) -> (riders: [RecordGuess], links: [FieldGuess]) {
    var shared: [String: FieldGuess] = [:]
    for field in first.fields where Self.isShared(field.field) { shared[field.field] = field }
    if first.kind != .sessions {
      for field in first.fields where !Self.isShared(field.field) && field.field.hasSuffix("_id") {
        shared[field.field] = field
      }
    }
    var found: [RecordGuess] = []
    var links: [FieldGuess] = []
    var rest = table
    let spoken = spokenFor
    rest.columns.removeAll { spoken.contains($0.name) || (standsInOther && $0.isAround) }
    // Payers before plans, plans before coverages: each takes over the ids of the one before.
    let riders = Self.riders(first.kind)
    for kind in Self.order where kinds.contains(kind) && riders.contains(kind) {
      if kind == .diagnoses {
        found += diagnoses(shared)
        continue
      }
      var matcher = RecordMatcher(
        table: rest, number: number, subject: first.kind, joins: joins)
      matcher.shared = shared
      if kind == .locations { matcher.shared["patient_id"] = nil }
      var guess = matcher.match(kind)
      Insurance.settle(&guess, in: table, shared)
      guard isEvident(guess) else { continue }
      for key in RecordSchema.of(kind).key {
        if let field = guess.field(key) { shared[key] = shared[key] ?? field }
      }
      limit(&guess)
      guess.fit = guess.fields.reduce(0) { $0 + $1.confidence } / Double(guess.fields.count)
      found.append(guess)
      links += self.links(to: guess)
    }
    return (found, links)
  }

  /// A session names the business unit that its row speaks of.
  private func links(to guess: RecordGuess) -> [FieldGuess] {
    let schema = RecordSchema.of(first.kind)
    return RecordSchema.of(guess.kind).key.compactMap { key in
      guard let field = schema.field(key), !field.isRequired, first.field(key) == nil,
        let known = guess.field(key)
      else { return nil }
      var link = known.for(field, first.kind)
      link.reason = "as \(guess.kind.rawValue) have it"
      return link
    }
  }

  /// Columns that say something of the first record alone.
  private var spokenFor: Set<String> {
    Set(
      first.fields.filter { field in
        !Self.isShared(field.field)
          && !["place_of_service", "modifiers"].contains(field.field)
      }.flatMap(\.columns))
  }

  private static let order: [RecordKind] = [
    .patients, .practitioners, .practitionerQualifications, .businessUnits, .locations, .payers,
    .plans, .cases, .coverages, .authorizations, .planBenefits, .feeSchedules, .diagnoses,
    .referringProviders,
  ]

  /// What else the rows of such a table can speak of.
  private static func riders(_ kind: RecordKind) -> [RecordKind] {
    switch kind {
    case .sessions: order
    case .patients:
      [.payers, .plans, .cases, .coverages, .authorizations, .diagnoses, .referringProviders]
    case .coverages: [.patients, .payers, .plans]
    case .authorizations: [.patients, .payers, .plans, .coverages, .diagnoses, .referringProviders]
    case .practitioners: [.practitionerQualifications]
    case .payers: [.plans]
    case .plans: [.payers]
    default: []
    }
  }

  private static func isShared(_ field: String) -> Bool {
    [
      "patient_id", "practitioner_id", "business_unit_id", "location_id", "case_id",
      "authorization_number", "service_code", "payer_id", "plan_id", "coverage_id",
    ].contains(field)
  }

  /// Whether the rows really say something of such a record, and not only its id.
  private func isEvident(_ guess: RecordGuess) -> Bool {
    guard guess.missing.isEmpty else { return false }
    let proof: [String] =
      switch guess.kind {
      case .patients, .practitioners, .referringProviders: ["first_name", "last_name"]
      case .practitionerQualifications: ["qualification"]
      case .locations: ["location_id", "type"]
      case .businessUnits: ["business_unit_id"]
      case .payers: ["payer_id"]
      case .plans: ["plan_id", "payer_id"]
      case .coverages: ["member_id"]
      case .authorizations: ["authorization_number"]
      case .cases: ["case_id"]
      case .feeSchedules: ["billing_amount", "procedure_code"]
      case .planBenefits: ["service_code", "plan_id"]
      default: []
      }
    if proof.isEmpty { return false }
    let isThere = proof.allSatisfy { name in
      guard let field = guess.field(name) else { return false }
      if case .value = field.origin { return false }
      return field.confidence >= (name == "billing_amount" ? 0.6 : 0.3)
    }
    guard isThere else { return false }
    switch guess.kind {
    case .planBenefits:
      // The service's own code is the procedure's, if nothing else is said; how long a unit is has to
      // be said.
      let service = guess.field("service_code")?.columns
      return guess.field("procedure_code").map { $0.columns != service } == true
        || (guess.field("time_per_unit")?.confidence ?? 0) >= 0.6
    case .feeSchedules:
      return guess.field("procedure_code")?.columns.compactMap(table.column).contains {
        $0.profile.mostly(ValueLooks.isProcedureCode)
      } == true
    case .locations:
      // A type alone is no place: the place of service says as much.
      return guess.field("location_id")?.columns != guess.field("type")?.columns
    default: return true
    }
  }

  /// Rows repeat the record, and some have none.
  private func limit(_ guess: inout RecordGuess) {
    let schema = RecordSchema.of(guess.kind)
    let isOptional = ![.patients, .practitioners].contains(guess.kind)
    let required = schema.fields.filter(\.isRequired).map(\.name)
    for name in required + (guess.kind == .feeSchedules ? ["plan_id"] : []) {
      for column in guess.field(name)?.columns ?? [] where !guess.needs.contains(column) {
        // What the first record itself must have needs no condition.
        let isSure = RecordSchema.of(first.kind).fields.contains {
          $0.isRequired && first.field($0.name)?.columns.contains(column) == true
        }
        let isComplete = table.column(column)?.profile.isComplete == true
        if !isSure, !isComplete || isOptional { guess.needs.append(column) }
      }
    }
    warnOfDifferences(&guess)
    // A unit with several addresses, a place with several patients: they are not its own.
    if guess.kind == .locations || guess.kind == .businessUnits {
      guess.fields.removeAll { field in
        let isRequired = required.contains(field.field)
        return !isRequired && field.questions.contains { $0.contains(Self.differs) }
      }
    }
  }

  private static let differs = " differs between rows of one "

  /// Fields that differ between rows with one key would have their records rejected (REC-2).
  private func warnOfDifferences(_ guess: inout RecordGuess) {
    let key = RecordSchema.of(guess.kind).key.flatMap { guess.field($0)?.columns ?? [] }
    guard !key.isEmpty else { return }
    func values(_ names: [String]) -> [[String?]] {
      let columns = names.compactMap { table.column($0)?.values }
      return (0..<table.rowCount).map { row in columns.map { row < $0.count ? $0[row] : nil } }
    }
    let keys = values(key)
    for (index, field) in guess.fields.enumerated() {
      if field.columns.isEmpty || Set(field.columns).isSubset(of: key) { continue }
      var first: [[String?]: [String?]] = [:]
      let differs = zip(keys, values(field.columns)).contains { key, value in
        if key.contains(nil) { return false }
        if let known = first[key] { return known != value }
        first[key] = value
        return false
      }
      if differs {
        guess.fields[index].questions.append(
          "\(field.columns.joined(separator: ", "))\(Self.differs)\(key.joined(separator: ", ")), "
            + "and later ones are rejected (REC-2): leave it out, or raise rejects.max?")
      }
    }
  }
}
