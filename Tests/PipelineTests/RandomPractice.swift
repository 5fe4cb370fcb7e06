import Foundation

/// A small practice made up at random: all 17 kinds of records, with values at the edges, spelled in
/// any format. The same seed makes the same practice.
struct RandomPractice {
  enum Value {
    case text(String)
    case list([String])
    /// With one of the spellings of yes and no.
    case flag(Bool, Int)
    case number(String)
  }
  struct Record {
    var fields: [(name: String, value: Value)] = []
    mutating func add(_ name: String, _ text: String?) {
      if let text { fields.append((name, .text(text))) }
    }
    mutating func add(_ name: String, list: [String]) {
      if !list.isEmpty { fields.append((name, .list(list))) }
    }
  }
  final class Random: RandomNumberGenerator {
    private var state: UInt64
    init(state: UInt64) { self.state = state }
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private(set) var tables: [(kind: String, records: [Record])] = []
  /// Keys of the manifest, as lines.
  private(set) var settings = ""
  private let random: Random
  private let isLatin: Bool
  private let isSound: Bool

  /// - Parameters:
  ///   - sessions: how many; the other records grow with it.
  ///   - isLatin: only characters that Latin-1 has.
  ///   - isSound: much of what a claim needs is there and right, so that some are Ready to Submit, in
  ///     X12 too; else next to none is.
  init(seed: UInt64, sessions: Int = 150, isLatin: Bool = false, isSound: Bool = false) {
    random = Random(state: seed)
    self.isLatin = isLatin
    self.isSound = isSound
    makePeople(patients: max(6, sessions / 25))
    makeInsurance()
    makeSessions(sessions)
    makeSettings()
  }

  // MARK: Chances

  private func number(_ range: ClosedRange<Int>) -> Int {
    var random = random
    return Int.random(in: range, using: &random)
  }
  private func one<Element>(of list: [Element]) -> Element {
    list[number(0...list.count - 1)]
  }
  /// What is likely is certain in a sound practice.
  private func chance(_ percent: Int) -> Bool {
    isSound && percent >= 80 || number(1...100) <= percent
  }
  private func one<Element>(of list: [Element], unsound: [Element]) -> Element {
    one(of: isSound ? list : list + unsound)
  }
  private func maybe(_ percent: Int, _ text: @autoclosure () -> String) -> String? {
    chance(percent) ? text() : nil
  }
  private func some(_ list: [String], upTo count: Int) -> [String] {
    (0..<number(0...count)).map { _ in one(of: list) }
  }

  /// Dates around the change to summer time, and around the year's end.
  private func day() -> String {
    let days = ["2025-11-02", "2025-12-31", "2026-01-01", "2026-03-08", "2026-03-29", "2026-04-05"]
    return chance(25) ? one(of: days) : String(format: "2026-03-%02d", number(1...12))
  }
  private func addDates(_ record: inout Record, open: Int = 60) {
    let open = isSound ? 90 : open
    record.add("start_date", maybe(100 - open, one(of: ["2025-01-01", "2026-01-01", day()])))
    record.add("end_date", maybe(100 - open, one(of: ["2026-12-31", "2026-02-28", day()])))
  }
  private func words() -> String {
    one(
      of: [
        "Ann", "Bo", "O'Neil", "de la Cruz", "=SUM(1)", "\"Al\" <al@b>", "Zoë & Co; Ltd", "A,B",
        "line 1\nline 2", "\ttab  two ", "NULL", "##",
      ] + (isLatin ? ["Ñandú", "ÿÿ"] : ["Łódź", "Ze\u{301}"]),
      unsound: ["-", "a|b:c"] + (isLatin ? [] : ["王小明", "👩‍⚕️", "\u{FF21}"]))
  }
  /// Ids that sort differently by code point, by UTF-16 unit and by letter.
  private func id(_ prefix: String, _ number: Int) -> String {
    let marks = isLatin ? ["", "z", "É", "é", "_"] : ["", "z", "é", "\u{FF21}", "😀"]
    return prefix + (number % 3 == 0 ? marks[number / 3 % marks.count] : "") + "\(number)"
  }
  private func npi() -> String? {
    one(
      of: ["1000000012", "1000000020", "1000000038", "1000000103"],
      unsound: ["1000000000", "12", nil])
  }
  private func addAddress(_ record: inout Record, _ prefix: String = "") {
    if !chance(80) { return }
    record.add(prefix + "address_line1", maybe(95, "1 \(words()) Road"))
    if prefix.isEmpty { record.add("address_line2", maybe(20, words())) }
    record.add(prefix + "city", maybe(95, words()))
    record.add(prefix + "state", one(of: ["NY", "ca", "TX"], unsound: ["Illinois"]))
    record.add(prefix + "zip", one(of: ["00001", "00001-0002", "000010002"], unsound: ["1234"]))
  }
  private func addFlag(_ record: inout Record, _ name: String, _ percent: Int) {
    if chance(70) { record.fields.append((name, .flag(chance(percent), number(0...3)))) }
  }
  private mutating func add(
    _ kind: String, _ count: Int, _ make: (Self, Int, inout Record) -> Void
  ) {
    let records = (0..<count).map { number in
      var record = Record()
      make(self, number, &record)
      return record
    }
    tables.append((kind, records))
  }

  // MARK: Records

  private static let zones = [
    "America/New_York", "America/Chicago", "Europe/Berlin", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Nowhere/Land",
  ]
  private static let services = ["DIRECT", "SUPERV", "TE", "MT", "EVAL", "97153"]
  private static let procedures = ["97153", "97155", "97110", "97140", "H0031"]
  private static let modifiers = ["HM", "HO", "95", "GT", "GP", "XP"]
  private static let qualifications = ["RBT", "BCBA", "PT"]
  private static let rules = ["commercial", "AMA", "medicare", "not-specified"]
  private var patients: Int { tables[0].records.count }
  private static let staff = 6
  private static let units = 3

  private mutating func makePeople(patients: Int) {
    add("patients", patients) { make, number, record in
      record.add("patient_id", make.id("P", number))
      record.add("mrn", make.maybe(70, make.words()))
      record.add("first_name", make.words())
      record.add("last_name", make.words())
      record.add(
        "date_of_birth", make.maybe(80, make.one(of: ["2016-02-29"], unsound: ["0001-01-01"])))
      record.add("gender", make.maybe(80, make.one(of: ["F", "m", "U"])))
      make.addAddress(&record)
      record.add("time_zone", make.maybe(60, make.one(of: Self.zones)))
    }
    add("practitioners", Self.staff) { make, number, record in
      record.add("practitioner_id", make.id("PR", number))
      record.add("first_name", make.words())
      record.add("last_name", make.words())
      record.add("npi", make.npi())
      record.add("taxonomy_code", make.maybe(70, "106S00000X"))
    }
    add("practitioner_qualifications", 10) { make, _, record in
      record.add("practitioner_id", make.id("PR", make.number(0...Self.staff)))
      record.add("qualification", make.one(of: Self.qualifications))
      make.addDates(&record)
    }
    add("locations", 8) { make, number, record in
      record.add("location_id", make.id("L", number))
      record.add("type", make.one(of: ["home", "Office", "SCHOOL", "other"]))
      record.add("name", make.maybe(60, make.words()))
      make.addAddress(&record)
      record.add("npi", make.npi())
    }
    add("business_units", Self.units) { make, number, record in
      record.add("business_unit_id", make.id("B", number))
      record.add("name", make.words())
      record.add("npi", make.npi())
      record.add("tax_id", make.one(of: ["00-0000001", "000000002"], unsound: ["1", nil]))
      make.addAddress(&record)
      record.add("time_zone", make.maybe(50, make.one(of: Self.zones)))
      record.add("charge_period", make.maybe(50, make.one(of: ["weekly", "Monthly"])))
    }
    add("diagnoses", patients * 5) { make, _, record in
      record.add("patient_id", make.id("P", make.number(0...patients)))
      record.add(
        "code", make.one(of: ["F84.0", "F840", "M17.11", "Z99", "R26.2"], unsound: ["sad"]))
      if make.chance(70) { record.fields.append(("rank", .number("\(make.number(1...14))"))) }
      make.addDates(&record)
    }
    // Few starts and names, so that some are namesakes of the same day.
    add("referring_providers", patients * 3) { make, _, record in
      record.add("patient_id", make.id("P", make.number(0...patients)))
      record.add("first_name", make.one(of: ["Rae", "Roy"]))
      record.add("last_name", "Referrer")
      record.add("npi", make.npi())
      make.addDates(&record)
    }
    add("cases", patients) { make, number, record in
      record.add("case_id", make.id("C", number))
      record.add("patient_id", make.id("P", make.chance(90) ? number : make.number(0...patients)))
      record.add("billing_rule", make.maybe(60, make.one(of: Self.rules)))
    }
  }

  private mutating func makeInsurance() {
    let patients = patients
    add("payers", 4) { make, number, record in
      record.add("payer_id", make.id("Y", number))
      record.add("name", make.words())
      make.addFlag(&record, "medicare", 50)
      record.add("billing_rule", make.maybe(70, make.one(of: Self.rules)))
      record.add("electronic_payer_id", make.maybe(80, "EX\(number)"))
    }
    add("plans", 5) { make, number, record in
      record.add("plan_id", make.id("PL", number))
      record.add("payer_id", make.id("Y", make.number(0...4)))
      record.add("name", make.maybe(50, make.words()))
      record.add(
        "requirements",
        list: make.some(
          [
            "modifier_95_telehealth", "modifier_GT_telehealth", "modifier:HM",
            "modifier:HO:qualification:BCBA", "modifier:XP:location:school", "pos_02_telehealth",
            "pos_10_home_02_other_telehealth", "referring_provider_required",
            "rendering_taxonomy_required", "single_claim_line_per_session", "time_on_claim_lines",
            "split_claims_by_modifiers", "do_not_split_by_place_of_service",
          ], upTo: 5))
    }
    let services = Self.services
    add("plan_benefits", 5 * services.count / 2 * 2) { make, number, record in
      // Each pair of plan and service at most once.
      record.add("plan_id", make.id("PL", number % 5))
      record.add("service_code", services[number / 5])
      record.add("procedure_code", make.maybe(90, make.one(of: Self.procedures, unsound: ["BAD"])))
      if make.chance(60) {
        record.fields.append(
          ("time_per_unit", .number(make.one(of: ["15", "30", "60", "1", "7"]))))
      }
      record.add("unit_type", make.maybe(50, make.one(of: ["15 minutes", "Encounter"])))
      make.addFlag(&record, "timed", 80)
    }
    add("benefit_qualifications", 6) { make, _, record in
      record.add("plan_id", make.id("PL", make.number(0...5)))
      record.add("service_code", make.one(of: Self.services, unsound: ["x"]))
      record.add(
        "any_of",
        list: [make.one(of: Self.qualifications)] + make.some(Self.qualifications, upTo: 2))
    }
    add("fee_schedules", 60) { make, _, record in
      if make.chance(80) {
        record.add("plan_id", make.id("PL", make.number(0...4)))
      } else {
        record.add("business_unit_id", make.id("B", make.number(0...Self.units)))
      }
      record.add("procedure_code", make.one(of: Self.procedures, unsound: ["BAD"]))
      record.add("modifiers", list: make.some(Self.modifiers, upTo: make.isSound ? 1 : 3))
      let amount = make.one(
        of: ["15", "32.50", "$1,234.05", "0.01", "0.1"], unsound: ["99999999.99"])
      record.fields.append(
        ("billing_amount", amount.hasPrefix("$") ? .text(amount) : .number(amount)))
      make.addDates(&record, open: 70)
    }
    add("coverages", patients * 2) { make, number, record in
      record.add("coverage_id", make.id("V", number))
      record.add("patient_id", make.id("P", number % (patients + 1)))
      record.add("plan_id", make.id("PL", make.number(0...5)))
      record.add("level", make.maybe(50, make.one(of: ["Primary", "primary", "secondary"])))
      record.add("member_id", make.maybe(80, make.words()))
      record.add("case_id", make.maybe(20, make.id("C", number % (patients + 1))))
      make.addDates(&record)
      record.add(
        "relationship", make.maybe(50, make.one(of: ["self", "child", "Spouse", "other"])))
      record.add("policy_holder_first_name", make.maybe(80, make.words()))
      record.add("policy_holder_last_name", make.maybe(80, make.words()))
      record.add("policy_holder_date_of_birth", make.maybe(80, "1980-12-31"))
      record.add("policy_holder_gender", make.maybe(80, "f"))
      make.addAddress(&record, "policy_holder_")
    }
    add("authorizations", patients) { make, number, record in
      record.add("authorization_number", make.id("A", number))
      record.add("patient_id", make.id("P", number))
      record.add("coverage_id", make.maybe(60, make.id("V", number)))
      record.add("status", make.maybe(50, make.one(of: ["active", "Active", "pending"])))
      make.addDates(&record)
    }
    add("rendering_assignments", patients) { make, _, record in
      record.add("authorization_number", make.id("A", make.number(0...patients)))
      record.add("practitioner_id", make.id("PR", make.number(0...Self.staff)))
      make.addDates(&record)
    }
  }

  private mutating func makeSessions(_ count: Int) {
    let patients = patients
    let lengths = [0, 1, 7, 8, 15, 16, 22, 23, 24, 31, 38, 45, 53, 60, 61, 600, 1439, 1440]
    add("sessions", count) { make, number, record in
      let patient = make.number(0...patients)
      record.add("session_id", make.id("S", number))
      record.add(
        "status",
        make.one(of: [
          "submitted", "Submitted", "SUBMITTED", "scheduled", "In-Progress", "reopened", "canceled",
        ]))
      record.add("patient_id", make.id("P", patient))
      record.add("practitioner_id", make.id("PR", make.number(0...Self.staff)))
      record.add("service_code", make.one(of: Self.services, unsound: ["x"]))
      make.addTimes(&record, make.one(of: lengths))
      record.add("encounter_id", make.maybe(20, make.words()))
      record.add("business_unit_id", make.maybe(90, make.id("B", make.number(0...Self.units))))
      record.add("location_id", make.maybe(80, make.id("L", make.number(0...8))))
      record.add("case_id", make.maybe(30, make.id("C", patient)))
      record.add(
        "authorization_number",
        make.maybe(50, make.id("A", make.chance(90) ? patient : make.number(0...patients))))
      make.addFlag(&record, "telecare", 30)
      record.add(
        "modifiers",
        list: make.some(
          Self.modifiers + (make.isSound ? [] : ["long"]), upTo: make.chance(10) ? 6 : 2))
      record.add("place_of_service", make.maybe(20, make.one(of: ["3", "11", "99"])))
      record.add("link", make.maybe(30, "https://notes.example.org/?a=\(number)&b=<c>"))
      record.add(
        "charge_status",
        make.maybe(
          25,
          make.one(of: [
            "new", "On Hold", "ready_to_bill", "Claim Line Created", "awaiting-resubmission",
          ])))
      if make.chance(15) { make.addFlag(&record, "billed_externally", 70) }
      record.add("claim_number", make.maybe(10, "OLD\(number)"))
    }
  }

  private func addTimes(_ record: inout Record, _ minutes: Int) {
    // Few starts, so that sessions share days, lines and duplicates' keys; hours that clocks change.
    let start = one(of: [0, 60, 90, 120, 150, 540, 570, 840, 1380, 1439])
    let date = day()
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let suffix = one(of: ["", "", "", ":30", ":00Z", "+05:45", "-04:00"])
    let components = DateComponents(
      timeZone: .gmt, year: parts[0], month: parts[1], day: parts[2], minute: start + minutes)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let end = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute], from: calendar.date(from: components) ?? .distantPast)
    record.add("start", String(format: "\(date)T%02d:%02d", start / 60, start % 60) + suffix)
    record.add(
      "end",
      String(
        format: "%04d-%02d-%02dT%02d:%02d", end.year ?? 0, end.month ?? 0, end.day ?? 0,
        end.hour ?? 0, end.minute ?? 0) + suffix)
  }

  private mutating func makeSettings() {
    settings = """
      version: 1
      pipeline: random
      time_zone: \(one(of: Self.zones.dropLast()))
      billing: { default_rule: \(one(of: ["commercial", "ama", "medicare"])), medicare_totals: \
      \(one(of: ["flag", "allocate"])) }
      approve: { policy: \(one(of: ["auto", "auto"], unsound: ["manual"])), allow_duplicates: \(chance(20)) }
      claims: { max_lines: \(one(of: [1, 3, 50])), merge_modifiers: \(chance(40)), as_draft: \(!isSound && chance(10)) }
      \(chance(30) ? "period: { from: 2026-01-01, to: 2026-03-08 }" : "")
      \(chance(30) ? "business_units: [\"\(id("B", 0))\", \"\(id("B", 2))\"]" : "")
      """
  }
}
