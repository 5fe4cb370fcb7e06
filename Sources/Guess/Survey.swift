import ClaimCore
import Intake

/// What was found in all samples together.
struct Survey {
  let files: [SampleFile]
  let tables: [SampleTable]
  /// What to propose, in the order of the record types.
  private(set) var inputs: [RecordGuess] = []
  /// Tables that may be something, but not what a draft can rest on: written as comments.
  private(set) var doubtful: [(guess: RecordGuess, why: String)] = []
  /// Files without any table.
  private(set) var unread: [String] = []

  init(_ files: [SampleFile]) {
    self.files = files
    var tables: [SampleTable] = []
    for file in files {
      let found = Samples.tables(of: file)
      if found.isEmpty { unread.append(file.path) }
      tables += found
    }
    self.tables = tables
    // First by names and values, then also by what joins what.
    let before = choose(.none)
    let joins = Joins(tables, owners: Self.owners(before, tables))
    let chosen = choose(joins)
    take(chosen, joins)
  }

  // MARK: One type for each table

  private func choose(_ joins: Joins) -> [RecordGuess] {
    tables.enumerated().compactMap { number, table in
      if let resource = table.resource {
        return FHIRProfile.guess(table, number, resource, joins).first
      }
      return Ranking.rank(table, number, joins).first
    }
  }

  /// The table of each record type's ids, and the columns that may hold them.
  private static func owners(
    _ guesses: [RecordGuess], _ tables: [SampleTable]
  ) -> [String: (table: Int, columns: [String])] {
    var owners: [String: (table: Int, columns: [String])] = [:]
    let fitting = guesses.filter { $0.fit >= Ranking.fits }.sorted { $0.fit > $1.fit }
    for guess in fitting {
      guard let key = RecordSchema.of(guess.kind).key.first, guess.kind != .sessions,
        guess.kind != .planBenefits, owners[key] == nil
      else { continue }
      let table = tables[guess.table]
      let named = (guess.field(key)?.columns ?? []).filter { table.column($0)?.isAround == false }
      let others = table.columns.filter {
        $0.profile.isUnique && $0.profile.isComplete && $0.profile.mostly(ValueLooks.isID)
          && $0.profile.dates.date == nil && !$0.isAround && !named.contains($0.name)
          && RecordMatcher.mayBeID($0) && !$0.profile.mostly { $0.utf8.count < 3 }
      }.map(\.name)
      owners[key] = (guess.table, named + others.prefix(8))
    }
    return owners
  }

  // MARK: Inputs

  private mutating func take(_ chosen: [RecordGuess], _ joins: Joins) {
    var byKind: [RecordKind: RecordGuess] = [:]
    for guess in chosen.sorted(by: { ($1.fit, $0.table) < ($0.fit, $1.table) }) {
      if guess.fit < Ranking.fits {
        doubt(guess, "no record type fits well; this comes nearest")
      } else if let other = byKind[guess.kind] {
        if isAlike(other, guess) {
          inputs.append(guess)
        } else if tables[other.table].path != tables[guess.table].path
          || (guess.kind == .sessions && tables[guess.table].resource != nil)
        {
          doubt(guess, "is this it, or \(tables[other.table].named) above?")
        }
      } else {
        byKind[guess.kind] = guess
        inputs.append(guess)
      }
    }
    for guess in chosen where tables[guess.table].resource != nil {
      addResources(guess, joins, &byKind)
    }
    for guess in inputs where tables[guess.table].resource == nil {
      ride(along: guess, joins, &byKind)
    }
    inputs.sort { one, other in
      let (a, b) = (Self.order(one.kind), Self.order(other.kind))
      return (a, one.table) < (b, other.table)
    }
  }

  private mutating func doubt(_ guess: RecordGuess, _ why: String) {
    // Parts of records that were taken are no loss.
    let table = tables[guess.table]
    if table.resource != nil, guess.kind == .sessions {
      doubtful.append((guess, why))
      return
    }
    let isPart = table.adapter == "xml" || table.adapter == "json"
    if isPart && tables.contains(where: { $0.path == table.path && $0.label != table.label }) {
      return
    }
    doubtful.append((guess, why))
  }

  /// Further inputs from one FHIR resource, such as plans from coverages.
  private mutating func addResources(
    _ guess: RecordGuess, _ joins: Joins, _ byKind: inout [RecordKind: RecordGuess]
  ) {
    let table = tables[guess.table]
    guard let resource = table.resource else { return }
    for more in FHIRProfile.guess(table, guess.table, resource, joins).dropFirst()
    where byKind[more.kind] == nil {
      byKind[more.kind] = more
      inputs.append(more)
    }
  }

  /// Other records in the rows of a table.
  private mutating func ride(
    along guess: RecordGuess, _ joins: Joins, _ byKind: inout [RecordKind: RecordGuess]
  ) {
    let free = RecordKind.allCases.filter { byKind[$0] == nil }
    let found = RidingRecords(
      table: tables[guess.table], standsInOther: standsInOther(guess), number: guess.table,
      first: guess, joins: joins
    ).find(free)
    for more in found.riders {
      byKind[more.kind] = more
      inputs.append(more)
    }
    guard let own = inputs.firstIndex(where: { $0.table == guess.table && $0.kind == guess.kind })
    else { return }
    for link in found.links {
      inputs[own].set(link)
      inputs[own].perhaps.removeAll { $0.field == link.field }
    }
  }

  /// Whether what stands around a table's records are records of another input.
  private func standsInOther(_ guess: RecordGuess) -> Bool {
    let table = tables[guess.table]
    guard let path = table.records else { return false }
    return inputs.contains { other in
      let outer = tables[other.table]
      return outer.path == table.path && other.kind != guess.kind
        && outer.records.map { $0 != path && path.hasPrefix($0) } == true
    }
  }

  /// Files of one shape, such as a month's each.
  private func isAlike(_ one: RecordGuess, _ other: RecordGuess) -> Bool {
    let (a, b) = (tables[one.table], tables[other.table])
    let (one, other) = (Set(a.columns.map(\.name)), Set(b.columns.map(\.name)))
    let shared = Double(one.intersection(other).count) / Double(max(one.union(other).count, 1))
    return a.path != b.path && a.adapter == b.adapter && shared >= 0.6
  }

  private static func order(_ kind: RecordKind) -> Int {
    RecordKind.allCases.firstIndex(of: kind) ?? 0
  }

  // MARK: Time zone

  private static let germanWords: Set<String> = [
    "datum", "beginn", "ende", "patientennummer", "geburtsdatum", "vorname", "plz", "termin",
    "klient",
    "behandler", "leistung", "kostentraeger", "preis", "strasse", "sitzung", "nachname",
    "geschlecht",
    "betrag", "therapeut",
  ]

  /// A zone for times without an offset, from the states that people live in.
  var zone: (name: String, reason: String)? {
    for column in tables.flatMap(\.columns)
    where !column.profile.isEmpty && column.profile.mostly(ValueLooks.isZone) {
      return (column.profile.values[0], "as in \(column.name)")
    }
    var counts: [String: Int] = [:]
    for guess in inputs {
      guard let field = guess.field("state"), let name = field.columns.first,
        let column = tables[guess.table].column(name)
      else { continue }
      for value in column.values.compactMap({ $0 }) {
        let code = USStates.codes[value.lowercased()] ?? value.uppercased()
        if let zone = USStates.zones[code] { counts[zone, default: 0] += 1 }
      }
    }
    if let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      return (best.key, "where most addresses are")
    }
    let german = tables.flatMap(\.columns).flatMap { Vocabulary.pieces(of: $0.name) }
      .count { Self.germanWords.contains($0) }
    return german >= 2 ? ("Europe/Berlin", "the headers are German") : nil
  }
}
