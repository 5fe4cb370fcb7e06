/// An output's `outbox`: what stands beside its files, and how long they stay.
public struct OutboxSettings: Sendable, Equatable {
  /// What a run does with a file that has nothing new in it.
  public enum WhenEmpty: String, CaseIterable, Sendable {
    case skip, write
  }

  /// Whether `NAME.sha256` stands beside each file.
  public let hasChecksum: Bool
  /// What the name of the file that says "it is there" ends in: `.done`; `nil` writes none.
  public let marker: String?
  /// Days after which files go; `nil` keeps them.
  public let keepDays: Int?
  /// `nil`: as the file's name says.
  public let whenEmpty: WhenEmpty?

  /// What a checksum's name ends in.
  public static let checksumEnding = ".sha256"
}

/// An output's `hook`: a program that is run for each file that was published.
public struct HookSettings: Sendable, Equatable {
  public let program: String
  public let arguments: [PlaceholderText<HookPlaceholder>]
  /// Names of environment variables that it is given.
  public let environment: [String]
  public let timeoutSeconds: Int
  /// How often it is run for one file before it is given up.
  public let attempts: Int
  /// After the first failure; twice as long after each further one, up to ``longestBackoff``.
  public let backoffSeconds: Int

  /// In seconds, where the manifest's own is not longer.
  static let longestBackoff = 3600

  /// How long to wait after some failures, in seconds.
  public func backoff(after failures: Int) -> Int {
    let most = max(Self.longestBackoff, backoffSeconds)
    var seconds = backoffSeconds
    for _ in 1..<max(1, failures) where seconds < most { seconds *= 2 }
    return min(seconds, most)
  }
}

/// `limits`: what a run may take up before it ends with nothing emitted.
public struct RunLimits: Sendable, Equatable {
  /// Of one source, unpacked.
  public var sourceMegabytes: Int?
  /// Of all sources, unpacked.
  public var totalMegabytes: Int?
  /// Of all sources.
  public var records: Int?
  public var findings: Int?
  /// Claims that the run makes.
  public var claims: Int?
  public var runSeconds: Int?
  /// Of all files of the outputs.
  public var outputMegabytes: Int?

  public static let none = RunLimits()

  public init() {}
}
