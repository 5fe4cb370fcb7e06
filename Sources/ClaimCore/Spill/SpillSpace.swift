/// Room outside memory for rows that outgrow it: the core names no files itself, a run brings them.
public protocol SpillSpace: Sendable {
  /// A file of its own, empty; nothing of it is left behind.
  func makeFile() throws -> any SpillFile

  /// Gives the memory back that mapped files take up just now, if that is much; what is looked at next
  /// comes back.
  func trim()
}

/// One file of a ``SpillSpace``.
public protocol SpillFile: AnyObject, Sendable {
  /// Appends bytes; called by one thread at a time.
  ///
  /// - Returns: where they begin.
  @discardableResult
  func append(_ bytes: UnsafeRawBufferPointer) throws -> Int

  /// Fills `buffer` with what stands at `offset`; any thread may.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws

  /// All that was written, for as long as the file lives; nothing may be appended afterwards.
  func map() throws -> UnsafeRawPointer

  /// New zeroed bytes to be written in place, for as long as the file lives; `nil` where there is no
  /// room.
  func room(byteCount: Int) -> UnsafeMutableRawPointer?
}

/// Where a run's rows go once they outgrow memory, and how much memory they may take before.
public struct Spill: Sendable {
  let space: (any SpillSpace)?
  /// Bytes that each store of rows keeps in memory.
  let limit: Int

  /// - Parameter limit: bytes that each store of rows keeps in memory; the rest goes to `space`.
  public init(to space: any SpillSpace, beyond limit: Int) {
    self.space = space
    self.limit = limit
  }

  private init(_ space: (any SpillSpace)?, limit: Int) {
    self.space = space
    self.limit = limit
  }

  /// Everything stays in memory: for small things and tests.
  public static let none = Spill(nil, limit: .max)

  /// The same for a store that may keep so many times as much.
  public func times(_ factor: Int) -> Spill {
    Spill(
      space, limit: limit.multipliedReportingOverflow(by: factor).overflow ? .max : limit * factor)
  }

  /// Gives back what mapped rows take up; called now and then by whoever goes through many of them.
  public func trim() { space?.trim() }
}
