/// Where some of a run's sessions stand, when they begin and whose they are, evenly from among all: how much will fall
/// into which part of an order can be told before the first is billed.
public struct SessionSamples: Sendable {
  public struct Sample: BitwiseCopyable, Sendable {
    public let position: Position
    public let start: Moment
    public let patient: Ref<Patient>
  }

  public private(set) var all: [Sample] = []
  /// Sessions that were offered.
  private var count = 0
  /// One of so many is kept.
  private var step = 64
  private static let most = 1 << 16

  public init() {}

  /// Looks at the next sessions, and keeps some.
  public mutating func offer<Sessions: RandomAccessCollection>(_ sessions: Sessions)
  where Sessions.Element == Session, Sessions.Index == Int {
    let first = (step - count % step) % step
    for index in stride(from: first, to: sessions.count, by: step) {
      let session = sessions[index]
      all.append(
        Sample(position: session.position, start: session.start, patient: session.patient))
    }
    count += sessions.count
    while all.count > Self.most {
      all = stride(from: 0, to: all.count, by: 2).map { all[$0] }
      step *= 2
    }
  }
}
