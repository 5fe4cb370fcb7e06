import ClaimCore

/// What a field accepts, as a run would: for those who ask before there is a mapping.
public struct ValueForm: Sendable {
  private let type: FieldType
  private let items: [PatternItem]
  private let hasDecimalComma: Bool

  /// - Parameters:
  ///   - format: a date or time pattern, as a mapping has it.
  ///   - decimal: what stands before the cents of an amount.
  /// - Returns: `nil` where the pattern is none for this type.
  public init?(_ type: FieldType, format: String? = nil, decimal: String? = nil) {
    self.type = type
    hasDecimalComma = decimal == ","
    guard let format else {
      items = []
      return
    }
    guard type == .date || type == .time,
      let pattern = try? DatePattern(format, needsTime: type == .time)
    else { return nil }
    items = pattern.items
  }

  public func accepts(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { accepts($0.trimmed) }
  }

  private func accepts(_ bytes: Bytes) -> Bool {
    if bytes.isEmpty { return true }
    if items.isEmpty {
      if type == .money {
        return (try? Numbers.money(bytes, decimalComma: hasDecimalComma)) != nil
      }
      return type.fault(of: bytes, format: .init(start: nil, count: 0)) == nil
    }
    return items.withUnsafeBufferPointer { items in
      type == .date
        ? (try? PatternReader.date(bytes, by: items)) != nil
        : (try? PatternReader.time(bytes, by: items)) != nil
    }
  }
}
