internal import ByteIO
internal import Synchronization

/// Progress on a terminal: one line on standard error that is drawn over; nothing elsewhere.
final class Progress: Sendable {
  private struct State {
    var records = 0
    var shown = 0
  }

  private let isShown: Bool
  private let state = Mutex(State())
  /// Records between two drawings.
  private static let step = 100_000

  init(log: Log) {
    isShown = !log.isQuiet && log.format == .text && StandardStream.error.isTerminal
  }

  /// Some records more were read.
  func add(_ count: Int, source: String) {
    guard isShown else { return }
    state.withLock { state in
      state.records += count
      guard state.records - state.shown >= Self.step else { return }
      state.shown = state.records
      try? StandardStream.error.write("\r\u{1B}[K\(state.records) records read, at \(source)")
    }
  }

  /// Wipes the line.
  func end() {
    guard isShown else { return }
    state.withLock { if $0.shown > 0 { try? StandardStream.error.write("\r\u{1B}[K") } }
  }
}
