import Foundation
import Pipeline
import Testing

/// Weeks of drops, made up at random, against ``LedgerModel``. `CLAIMPIPE_SEEDS=200` looks further.
@Suite("Histories of charge items")
struct LedgerHistoryTests {
  private typealias Session = LedgerPractice.Session

  private static let seeds =
    ProcessInfo.processInfo.environment["CLAIMPIPE_SEEDS"].flatMap(UInt64.init) ?? 8

  /// Sessions as the scheduler has them, and what a person does with them.
  private struct World {
    var sessions: [Session] = []
    var practice = LedgerPractice()
    var days = 1...31
    let isAutomatic: Bool
    private let random: RandomPractice.Random

    init(seed: UInt64) {
      random = RandomPractice.Random(state: seed)
      isAutomatic = !seed.isMultiple(of: 3)
    }

    func number(_ range: ClosedRange<Int>) -> Int {
      var random = random
      return Int.random(in: range, using: &random)
    }
    func one<Element>(of list: [Element]) -> Element { list[number(0...list.count - 1)] }
    func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    /// What happens between two nights.
    mutating func goOn() {
      for _ in 0..<number(0...4) { sessions.append(anySession()) }
      for index in sessions.indices where chance(30) { change(&sessions[index]) }
      if chance(25) { practice.isPending.toggle() }
      if chance(25) { practice.hasBirthDate.toggle() }
      if chance(10) { practice.coverage = practice.coverage == "V3" ? "V9" : "V3" }
      days = chance(25) ? one(of: [1...6, 5...7, 6...31]) : 1...31
      let period =
        days == 1...31 && chance(50)
        ? ""
        : String(
          format: "period: { from: 2026-01-%02d, to: 2026-01-%02d }", days.lowerBound,
          days.upperBound)
      practice.settings = period + (isAutomatic ? "" : "\napprove: { policy: manual }")
      practice.format = one(of: ["csv", "json", "ndjson", "xml"])
      practice.fileName = one(of: ["sessions", "drop", "z"])
    }

    private func anySession() -> Session {
      Session("S\(sessions.count)") {
        $0.status = one(of: ["scheduled", "in_progress", "submitted", "submitted", "cancelled"])
        $0.patient = one(of: ["P1", "P2", "P3", "P4"])
        $0.code = one(of: ["A", "B"])
        $0.day = number(5...7)
        $0.start = 60 * number(8...18)
        $0.minutes = one(of: [0, 15, 20, 60, 90])
        $0.location = one(of: ["L1", "L2"])
        $0.authorization = $0.patient == "P2" ? one(of: ["A2", ""]) : ""
        $0.chargeStatus = chance(10) ? one(of: ["on_hold", "claim_line_created"]) : ""
      }
    }

    private func change(_ session: inout Session) {
      switch number(1...12) {
      case 1...3: session.status = "submitted"
      case 4: session.status = "scheduled"
      case 5: session.status = "in_progress"
      case 6: session.status = "reopened"
      case 7: session.status = "cancelled"
      case 8: session.minutes = one(of: [0, 15, 45, 60])
      case 9: session.day = number(5...7)
      case 10: session.location = one(of: ["L1", "L2"])
      case 11: session.practitioner = one(of: ["PR1", "PR2"])
      default:
        session.patient = one(of: ["P1", "P2", "P3", "P4"])
        session.authorization = session.patient == "P2" ? one(of: ["A2", ""]) : ""
      }
    }

    /// The sessions that tonight's file holds.
    func drop() -> [Session] {
      let share = one(of: [0, 20, 50, 100, 100])
      var random = random
      return sessions.filter { _ in chance(share) }.shuffled(using: &random)
    }
  }

  private let commands = Commands(log: Log(isQuiet: true), registry: .builtIn)

  private func run(_ sandbox: Sandbox, isDryRun: Bool = false) throws {
    let status = commands.run(
      RunRequest(
        manifest: sandbox.url("run.yml").path, isDryRun: isDryRun, now: "2026-02-01", jobs: 1))
    try #require(status == .done)
  }

  @Test(
    "CHG-1 to CHG-3, APP, DUP-1, CLM-8: item by item as the tables say, each claim in one batch",
    arguments: 1...seeds)
  func history(seed: UInt64) throws {
    var world = World(seed: seed)
    var model = LedgerModel(isAutomatic: world.isAutomatic)
    var billed: [String: Int] = [:]
    let sandbox = try Sandbox()
    for night in 1...(10 + Int(seed % 3) * 10) {
      let place = "seed \(seed), night \(night)"
      world.goOn()
      try self.night(world, &model, sandbox, place)
      for session in try BatchContent(sandbox).sessions { billed[session, default: 0] += 1 }
      try expectSound(LedgerContent(sandbox), billed, place)
      if world.chance(30) {
        let before = try LedgerContent(sandbox).withoutRuns
        try run(sandbox)
        #expect(try LedgerContent(sandbox).withoutRuns == before, "\(place), again")
        #expect(try BatchContent(sandbox).claims.isEmpty, "\(place), again")
      }
      act(&model, world, sandbox, place)
      compare(try LedgerContent(sandbox), model, place + ", by day")
      #expect(commands.verify(sandbox.url("state/ledger.sqlite").path) == .done, "\(place)")
    }
  }

  @Test(
    "CLM-9: the payer, who has nothing but the batches, is never billed twice",
    arguments: 1...seeds)
  func payer(seed: UInt64) throws {
    var world = World(seed: seed &* 7919)
    var book = PayerBook()
    let sandbox = try Sandbox()
    for night in 1...(12 + Int(seed % 2) * 12) {
      let place = "seed \(seed), night \(night)"
      world.goOn()
      try world.practice.write(world.drop(), to: sandbox, files: world.number(1...2))
      for turn in 1...(world.chance(30) ? 2 : 1) {
        let before = turn == 2 ? try LedgerContent(sandbox).withoutRuns : nil
        try run(sandbox)
        let ledger = try LedgerContent(sandbox)
        let batch = try BatchContent(sandbox)
        if let before {
          #expect(batch.claims.isEmpty && ledger.withoutRuns == before, "\(place), again")
        }
        for claim in batch.claims { book.take(claim, place) }
        book.compare(ledger, place)
        #expect(commands.verify(sandbox.url("state/ledger.sqlite").path) == .done, "\(place)")
      }
      try resolve(world, sandbox, place)
    }
  }

  @Test(
    "a batch that grows while it is billed leaves the ledger of one that waits for the whole result",
    arguments: 1...seeds)
  func growing(seed: UInt64) throws {
    var world = World(seed: seed &* 104_729)
    var sandbox = try Sandbox()
    let hasTwo = seed.isMultiple(of: 2)
    func outputs(_ format: String) -> String {
      let payers = hasTwo ? ["[Y2]", "[Y1]"] : ["[Y1, Y2]"]
      let marks = seed % 3 == 0 ? "options: { mark_billed_externally: true }" : "options: {}"
      return
        (["  - { adapter: billing_export, path: out/export.csv, \(marks) }"]
        + payers.enumerated().map { number, payers in
          "  - { adapter: claim_batch, path: out/\(number).claims, "
            + "options: { format: \(format), payers: \(payers) } }"
        }).joined(separator: "\n")
    }
    for night in 1...8 {
      let place = "seed \(seed), night \(night)"
      world.goOn()
      let drop = world.drop()
      let twin = try sandbox.copy()
      for (sandbox, format) in [(sandbox, "json"), (twin, "ndjson")] {
        world.practice.outputs = outputs(format)
        try world.practice.write(drop, to: sandbox)
        try run(sandbox)
        #expect(commands.verify(sandbox.url("state/ledger.sqlite").path) == .done, "\(place)")
      }
      let (whole, grown) = (try LedgerContent(sandbox), try LedgerContent(twin))
      #expect(grown.withoutDigests == whole.withoutDigests, "\(place)")
      #expect(try twin.text("out/export.csv") == sandbox.text("out/export.csv"), "\(place)")
      let lines = try twin.text("out/0.claims").split(separator: "\n").count
      let batch = grown["claims_transaction"].last {
        $0["path"] == "out/0.claims" && $0["run"] == grown["run"].last?["id"]
      }
      #expect(lines == batch?["claim_count"].flatMap(Int.init) ?? 0, "\(place)")
      if night.isMultiple(of: 2) { sandbox = twin }
      try resolve(world, sandbox, place)
    }
  }

  /// A person looks at claims whose sessions changed.
  private func resolve(_ world: World, _ sandbox: Sandbox, _ night: String) throws {
    let ledger = try LedgerContent(sandbox)
    let sent = Set(ledger["claim"].filter { $0["status"] == "submitted" }.compactMap { $0["id"] })
    let waiting = ledger["charge"].filter {
      $0["item_status"] == "awaiting_resubmission" && sent.contains($0["claim"] ?? "")
    }
    let claims = Dictionary(grouping: waiting) { $0["claim"] ?? "" }.sorted { $0.key < $1.key }
    let numbers = Dictionary(
      uniqueKeysWithValues: ledger["claim"].map { ($0["id"] ?? "", $0["number"] ?? "") })
    let place = LedgerPlace(ledger: sandbox.url("state/ledger.sqlite").path)
    let isVoid = Set(ledger["claim"].filter { $0["frequency"] == "8" }.compactMap { $0["id"] })
    for (claim, charges) in claims where world.chance(60) {
      let number = numbers[claim] ?? ""
      #expect(commands.setPayerNumber(place, claim: number, "P" + number) == .done)
      let choice = world.number(1...3)
      let status = commands.review(
        place,
        ReviewOrder(
          .resolve(correct: choice == 1, void: choice == 2),
          sessions: charges.compactMap { $0["session_id"] }, selection: ChargeSelection(),
          isForAllMatching: false, skipsRefused: false, why: nil))
      // What was voided can't be voided again.
      let isRefused = choice == 2 && isVoid.contains(claim)
      #expect((status == .done) == !isRefused, "\(night): \(choice) \(charges)")
    }
  }

  /// One drop.
  private func night(
    _ world: World, _ model: inout LedgerModel, _ sandbox: Sandbox, _ place: String
  ) throws {
    let drop = world.drop()
    try world.practice.write(drop, to: sandbox, files: world.number(1...3))
    if sandbox.exists("state/ledger.sqlite"), world.chance(20) {
      let before = try LedgerContent(sandbox)
      try run(sandbox, isDryRun: true)
      #expect(try LedgerContent(sandbox) == before, "\(place), a dry run")
    }
    try run(sandbox)
    model.run(drop, world.practice, days: world.days)
    compare(try LedgerContent(sandbox), model, place)
    let batch = try BatchContent(sandbox)
    #expect(batch.sessions == model.sent, "\(place)")
    let units = batch.claims.flatMap(\.lines).reduce(0) { $0 + $1.units }
    #expect(units == model.sent.reduce(0) { $0 + (model.items[$1]?.units ?? 0) }, "\(place)")
  }

  /// What a person does by day.
  private func act(
    _ model: inout LedgerModel, _ world: World, _ sandbox: Sandbox, _ place: String
  ) {
    let actions: [(name: String, action: ReviewOrder.Action)] = [
      ("approve", .approve(allowsDuplicates: false)), ("hold", .hold), ("release", .release),
      ("unapprove", .unapprove), ("resolve", .resolve(correct: false, void: false)),
    ]
    for (name, action) in actions where world.chance(world.isAutomatic ? 20 : 60) {
      let sessions = model.possible(name).filter { _ in world.chance(60) }
      if sessions.isEmpty { continue }
      let status = commands.review(
        LedgerPlace(ledger: sandbox.url("state/ledger.sqlite").path),
        ReviewOrder(
          action, sessions: sessions, selection: ChargeSelection(), isForAllMatching: false,
          skipsRefused: false, why: nil))
      #expect(status == .done, "\(place): \(name) \(sessions)")
      model.act(name, on: sessions)
    }
  }

  private func compare(_ ledger: LedgerContent, _ model: LedgerModel, _ place: String) {
    var seen = 0
    for row in ledger["charge"] {
      let id = row["session_id"] ?? ""
      guard let item = model.items[id] else {
        Issue.record("\(place): there was no session \(id)")
        continue
      }
      seen += 1
      #expect(row["item_status"] == item.status?.rawValue, "\(place): \(item.session)")
      #expect(row["session_status"] == item.session.status, "\(place): \(id)")
      #expect(row["patient_id"] == item.session.patient, "\(place): \(id)")
      #expect(row["date_of_service"] == "\(20454 + item.session.day - 1)", "\(place): \(id)")
      if item.status != nil {
        #expect(row["units"] == "\(item.units)", "\(place): \(item.session)")
      }
    }
    #expect(seen == model.items.count, "\(place)")
  }

  /// What holds for every ledger.
  private func expectSound(
    _ ledger: LedgerContent, _ billed: [String: Int], _ place: String
  ) throws {
    #expect(billed.values.allSatisfy { $0 == 1 }, "\(place): billed twice: \(billed)")
    #expect(ledger["publication"].isEmpty, "\(place)")
    let batches = ledger.controlNumbers
    #expect(batches == Array(batches.indices.map { $0 + 1 }), "\(place)")
    let statuses = Dictionary(
      uniqueKeysWithValues: ledger["claim"].map { ($0["id"] ?? "", $0["status"] ?? "") })
    for claim in ledger["claim"] {
      #expect(
        (claim["claims_transaction"] != nil) == (claim["status"] == "submitted"),
        "\(place): \(claim["number"] ?? "")")
    }
    // Money: a batch's sum is that of its claims.
    for batch in ledger["claims_transaction"] {
      let claims = ledger["claim"].filter { $0["claims_transaction"] == batch["id"] }
      #expect(batch["claim_count"] == "\(claims.count)", "\(place)")
      let sum = claims.compactMap { Int($0["billed"] ?? "") }.reduce(0, +)
      #expect(batch["billed"] == "\(sum)", "\(place)")
    }
    // An item on a claim that was never sent is Claim Line Created, and the claim is there.
    for charge in ledger["charge"] where statuses[charge["claim"] ?? ""] == "draft" {
      #expect(charge["item_status"] == "claim_line_created", "\(place): \(charge)")
    }
  }
}

/// What a payer makes of the batches.
private struct PayerBook {
  /// By number, the claims that stand: each session's id once for each unit's line.
  private var claims: [String: [String]] = [:]
  private var numbers = Set<String>()

  mutating func take(_ claim: BatchContent.Claim, _ place: String) {
    let what = "\(place): claim \(claim.claimNumber)"
    #expect(numbers.insert(claim.claimNumber).inserted, "\(what) was there before")
    if claim.frequencyCode == "1" {
      #expect(claim.originalClaimNumber == nil, "\(what)")
    } else {
      let replaced = claims.removeValue(forKey: claim.originalClaimNumber ?? "")
      #expect(
        replaced != nil,
        "\(what), \(claim.frequencyCode): the payer has no \(claim.originalClaimNumber ?? "")")
    }
    if claim.frequencyCode == "8" { return }
    let sessions = claim.lines.flatMap(\.sessionIds)
    for (number, other) in claims {
      let twice = Set(other).intersection(sessions)
      #expect(twice.isEmpty, "\(what): \(twice) are on claim \(number) too")
    }
    claims[claim.claimNumber] = sessions.sorted()
  }

  /// The ledger says the same.
  func compare(_ ledger: LedgerContent, _ place: String) {
    var sent: [String: [String]] = [:]
    let numbers = Dictionary(
      uniqueKeysWithValues: ledger["claim"]
        .filter { $0["status"] == "submitted" && $0["frequency"] != "8" }
        .map { ($0["id"] ?? "", $0["number"] ?? "") })
    for (_, number) in numbers { sent[number] = [] }
    let originals = Dictionary(
      uniqueKeysWithValues: ledger["claim"].map { ($0["id"] ?? "", $0["original"]) })
    let pending = Set(ledger["correction"].compactMap { $0["claim"] })
    for charge in ledger["charge"] {
      guard let claim = charge["claim"] else { continue }
      // On a new version that was not sent: the payer has the one before.
      let atPayer = numbers[claim] == nil ? originals[claim].flatMap { $0 } ?? claim : claim
      if let number = numbers[atPayer], numbers[claim] != nil || pending.contains(atPayer) {
        sent[number]?.append(charge["session_id"] ?? "")
      }
    }
    let said = sent.mapValues { $0.sorted() }
    #expect(said == claims, "\(place)")
  }
}
