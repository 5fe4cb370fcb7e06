internal import ClaimCore
internal import Ledger

/// Which charge items, charge periods or claims a command is about, as the command line says it.
public struct ChargeSelection: Sendable {
  public var statuses: [String] = []
  public var patients: [String] = []
  public var businessUnits: [String] = []
  /// Dates of service as `2026-01-31`.
  public var from: String?
  public var to: String?
  /// `2026-01`, or a Monday as `2026-01-05`.
  public var period: String?
  public var limit: Int?

  public init() {}

  /// Whether nothing narrows it.
  var isEverything: Bool {
    statuses.isEmpty && patients.isEmpty && businessUnits.isEmpty && from == nil && to == nil
      && period == nil
  }

  func charges() throws -> ChargeFilter {
    var filter = ChargeFilter()
    filter.statuses = try statuses.map { written in
      try Self.choice(written, ChargeStatus.allCases.map { ($0, $0.rawValue, $0.name.description) })
    }
    filter.patients = patients
    filter.businessUnits = businessUnits
    filter.dates = try dates()
    filter.period = try period.map(Self.period)
    filter.limit = limit
    return filter
  }

  func periods() throws -> ChargePeriodFilter {
    var filter = ChargePeriodFilter()
    filter.statuses = try statuses.map { written in
      try Self.choice(written, ChargePeriodStatus.allCases.map { ($0, $0.word, $0.rawValue) })
    }
    filter.patients = patients
    filter.businessUnits = businessUnits
    filter.dates = try dates()
    filter.period = try period.map(Self.period)
    filter.limit = limit
    return filter
  }

  func dates() throws -> DateRange {
    var request = RunRequest(manifest: "")
    request.from = from
    request.to = to
    return try PreparedRun.scope(of: request).dates
  }

  /// A status by its word or its name, in any case.
  static func choice<Value>(
    _ written: String, _ choices: [(value: Value, word: String, name: String)]
  ) throws -> Value {
    let lowered = written.lowercased()
    if let choice = choices.first(where: { $0.word == lowered || $0.name.lowercased() == lowered })
    {
      return choice.value
    }
    throw RunFailure.usage(
      "--status \(written): there are " + choices.map(\.word).joined(separator: ", "))
  }

  /// A month, or the week that begins on a Monday (CHG-4).
  static func period(_ text: String) throws -> PeriodOfService {
    if let date = CivilDate(iso: text), date.startOfWeek == date {
      return PeriodOfService(.weekly, holding: date)
    }
    if text.utf8.count == 7, let date = CivilDate(iso: text + "-01") {
      return PeriodOfService(.monthly, holding: date)
    }
    throw RunFailure.usage(
      "--period \(text) is neither a month, as 2026-01, nor a week's Monday, as 2026-01-05")
  }
}

extension ChargePeriodStatus {
  /// As files and arguments have it: `ready_to_bill`.
  var word: String { rawValue.lowercased().replacing(" ", with: "_") }
}

extension PeriodOfService {
  /// `2026-01`, or a week's Monday.
  var text: String { length == .monthly ? String(start.iso.dropLast(3)) : start.iso }
}

extension LedgerRun {
  /// `2026-02-01T06:00:00Z`
  var time: String {
    let moment = Moment(instant: instant, offset: 0)
    let seconds = Int(moment.timeOfDay / Moment.microsPerSecond)
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { part in
      part < 10 ? "0\(part)" : "\(part)"
    }
    return "\(moment.date.iso)T\(parts.joined(separator: ":"))Z"
  }
}
