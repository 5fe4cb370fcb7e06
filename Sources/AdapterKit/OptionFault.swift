/// An option whose value has the right type and still can't be used.
public struct OptionFault: Error, Sendable, Equatable {
  public let option: String
  /// What is wrong, and what would be right.
  public let message: String
  /// What else is wrong, with this or other options, each without further ones.
  public internal(set) var further: [OptionFault] = []

  public init(option: String, message: String) {
    self.option = option
    self.message = message
  }
}

/// Gathers what is wrong with an adapter's options, so that all of it is said at once.
public struct OptionFaultLog: Sendable {
  private var faults: [OptionFault] = []

  public init() {}

  public mutating func add(_ option: String, _ message: String) {
    add(OptionFault(option: option, message: message))
  }

  public mutating func add(_ fault: OptionFault) { faults.append(fault) }

  public mutating func add(_ other: OptionFaultLog) { faults += other.faults }

  /// - Throws: the first fault with all others, if there is any.
  public func check() throws(OptionFault) {
    guard var first = faults.first else { return }
    first.further += faults.dropFirst()
    throw first
  }
}
