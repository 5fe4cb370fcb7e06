/// An exact amount, in cents.
///
/// Sums and products report overflow instead of wrapping: ``adding(_:)`` and ``times(_:)`` are `nil`
/// where the amount is past what can be held (about 92 quadrillion).
public struct Money: BitwiseCopyable, Hashable, Comparable, Sendable {
  public let cents: Int64

  public init(cents: Int64) { self.cents = cents }

  public static let zero = Money(cents: 0)

  public static func < (a: Money, b: Money) -> Bool { a.cents < b.cents }

  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = cents.addingReportingOverflow(other.cents)
    return overflow ? nil : Money(cents: sum)
  }

  /// Units times a price.
  public func times(_ units: Int) -> Money? {
    let (product, overflow) = cents.multipliedReportingOverflow(by: Int64(units))
    return overflow ? nil : Money(cents: product)
  }
}

/// An optional amount that a plain row can hold.
public struct OptionalMoney: BitwiseCopyable, Hashable, Sendable {
  private let raw: Int64

  public init(_ money: Money?) { raw = money?.cents ?? .min }

  public static let none = OptionalMoney(nil)
  public var value: Money? { raw == .min ? nil : Money(cents: raw) }
}
