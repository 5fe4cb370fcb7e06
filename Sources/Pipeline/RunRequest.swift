/// What the command was asked to do with a manifest.
public struct RunRequest: Sendable {
  /// The manifest's path.
  public var manifest: String
  /// `key=value`
  public var overrides: [String]
  /// Dates of service as `2026-01-31`, narrowing the manifest's.
  public var from: String?
  public var to: String?
  /// A month as `2026-01` or a week's Monday as `2026-01-05` (CHG-4), in place of both.
  public var period: String?
  /// Ids; empty takes the manifest's.
  public var businessUnits: [String]
  /// Whether exported charge items are marked as billed externally (EXP-3); `nil` leaves it to the
  /// manifest or, where that says nothing and there is a terminal, asks.
  public var marksBilledExternally: Bool?
  /// Nothing is written.
  public var isDryRun: Bool
  /// A date, or a time with an offset; `nil` asks the clock.
  public var now: String?
  /// Threads; `nil` takes one for each core.
  public var jobs: Int?
  /// MiB of rows that stay in memory; `nil` takes 48.
  public var memory: Int?
  /// Environment variables that a manifest sees, over the process's own.
  public var environment: [String: String]
  /// The folder that programs run in, and that `adapters` with installed ones stands in; `nil` takes the
  /// manifest's.
  public var programs: String?
  /// Whether outboxes are looked after: their hooks run, and old files removed.
  public var runsHooks = true
  /// For test cases: files do not arrive, they are there.
  var ignoresInbox = false

  public init(
    manifest: String, overrides: [String] = [], from: String? = nil, to: String? = nil,
    period: String? = nil, businessUnits: [String] = [], marksBilledExternally: Bool? = nil,
    isDryRun: Bool = false, now: String? = nil, jobs: Int? = nil,
    memory: Int? = nil,
    environment: [String: String] = [:], programs: String? = nil
  ) {
    self.manifest = manifest
    self.overrides = overrides
    self.from = from
    self.to = to
    self.period = period
    self.businessUnits = businessUnits
    self.marksBilledExternally = marksBilledExternally
    self.isDryRun = isDryRun
    self.now = now
    self.jobs = jobs
    self.memory = memory
    self.environment = environment
    self.programs = programs
  }
}
