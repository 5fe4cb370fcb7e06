internal import AdapterKit
internal import Manifests
internal import Synchronization

/// Counts what a run takes up, and says where it is more than the manifest allows.
final class LimitGuard: Sendable {
  private struct State {
    var bytes = 0
    var records = 0
    var outputBytes = 0
    /// What a source was made to end with, and why.
    var ended: (input: InputFault, limit: LimitFault)?
  }

  private let limits: RunLimits
  private let timer: RunTimer?
  private let state = Mutex(State())
  private static let megabyte = 1 << 20

  init(_ limits: RunLimits, timer: RunTimer? = nil) {
    self.limits = limits
    self.timer = timer
  }

  // MARK: Sources

  /// A source that ends with a fault where it, or all together, have more bytes than they may.
  func limiting(_ source: any ByteSource) -> any ByteSource {
    if limits.sourceMegabytes == nil && limits.totalMegabytes == nil { return source }
    return LimitedSource(source, self)
  }

  /// - Parameter count: bytes of the source so far.
  fileprivate func add(_ read: Int, of source: String, count: Int) throws(InputFault) {
    let fault = state.withLock { state -> InputFault? in
      state.bytes += read
      guard let limit = exceeded(by: source, count: count, total: state.bytes) else { return nil }
      let input = InputFault(source: source, message: limit.message)
      state.ended = (input, limit)
      return input
    }
    if let fault { throw fault }
  }

  private func exceeded(by source: String, count: Int, total: Int) -> LimitFault? {
    if let most = limits.sourceMegabytes, count > most * Self.megabyte {
      return LimitFault(
        limit: LimitName.sourceMegabytes, allowed: most, found: "\(source) has more, unpacked")
    }
    if let most = limits.totalMegabytes, total > most * Self.megabyte {
      return LimitFault(
        limit: LimitName.totalMegabytes, allowed: most,
        found: "all sources up to \(source) have more, unpacked")
    }
    return nil
  }

  /// The limit that an error comes of.
  func limit(behind error: any Error) -> LimitFault? {
    if let fault = error as? LimitFault { return fault }
    if !(error is Cancellation.Reason), let fault = timer?.fault { return fault }
    guard let fault = error as? InputFault, let ended = state.withLock({ $0.ended }),
      fault.source == ended.input.source, fault.message == ended.input.message
    else { return nil }
    return ended.limit
  }

  /// Some records more were read.
  func add(records count: Int, of source: String) throws(LimitFault) {
    guard let most = limits.records else { return }
    let sum = state.withLock { state in
      state.records += count
      return state.records
    }
    if sum <= most { return }
    throw LimitFault(
      limit: LimitName.records, allowed: most,
      found: "\(source) brings record \(most + 1) of the run")
  }

  // MARK: Results

  func check(findings count: Int) throws(LimitFault) {
    guard let most = limits.findings, count > most else { return }
    throw LimitFault(
      limit: LimitName.findings, allowed: most, found: "the run has \(count) findings")
  }

  /// Whether so many claims are within the limit.
  func admits(claims count: Int) -> Bool { limits.claims.map { count <= $0 } ?? true }

  func check(claims count: Int) throws(LimitFault) {
    guard let most = limits.claims, count > most else { return }
    throw LimitFault(limit: LimitName.claims, allowed: most, found: "the run makes \(count) claims")
  }

  /// Some bytes more of an output's file were made.
  func add(outputBytes count: Int, of path: String) throws(LimitFault) {
    guard let most = limits.outputMegabytes else { return }
    let sum = state.withLock { state in
      state.outputBytes += count
      return state.outputBytes
    }
    if sum <= most * Self.megabyte { return }
    throw LimitFault(
      limit: LimitName.outputMegabytes, allowed: most,
      found: "the outputs up to \(path) have more")
  }
}

/// A source whose bytes are counted, as they are once they are unpacked.
private final class LimitedSource: ByteSource {
  private let source: any ByteSource
  private let limits: LimitGuard
  private var count = 0

  init(_ source: any ByteSource, _ limits: LimitGuard) {
    self.source = source
    self.limits = limits
  }

  var name: String { source.name }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    let read = try source.read(into: buffer)
    count += read
    try limits.add(read, of: name, count: count)
    return read
  }
}
