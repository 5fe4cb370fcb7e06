/// What to try, and how.
public struct ConformanceRequest: Sendable {
  /// The adapter's name, which an input and an output may share.
  public var adapter: String
  /// `key=value`, each value as a manifest would have it.
  public var options: [String]
  /// Records of the large source, and sessions of the large result.
  public var recordCount: Int
  /// Seconds that one check may take.
  public var timeLimit: Int
  /// Ids of the checks to perform; empty for all.
  public var only: [String]

  public init(
    adapter: String, options: [String] = [], recordCount: Int = 100_000, timeLimit: Int = 300,
    only: [String] = []
  ) {
    self.adapter = adapter
    self.options = options
    self.recordCount = recordCount
    self.timeLimit = timeLimit
    self.only = only
  }
}

/// What keeps the kit from trying an adapter at all (exit status 2).
public struct ConformanceFault: Error, Sendable, Equatable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
