import AdapterKit
import Synchronization

/// A piece of a source on its way from the thread that cut it to the one that reads it, which takes
/// the bytes over and needs no copy.
final class UnreadBytes: Sendable {
  private let bytes: Mutex<[UInt8]>
  /// Behind the last record; slack follows.
  let end: Int
  let source: String
  /// Where the bytes begin.
  let place: Place
  let plan: FieldPlan
  let limits: ReadingLimits

  init(
    _ bytes: consuming [UInt8], source: String, place: Place, plan: FieldPlan,
    limits: ReadingLimits
  ) {
    end = bytes.count - SourceBuffer.slack
    self.bytes = Mutex(bytes)
    self.source = source
    self.place = place
    self.plan = plan
    self.limits = limits
  }

  func take() -> [UInt8] {
    bytes.withLock { held in
      var taken: [UInt8] = []
      swap(&taken, &held)
      return taken
    }
  }
}
