/// Values of somebody else's, as a person can look at them.
enum ShownText {
  /// Characters of a value that are shown.
  private static let most = 120

  /// The beginning of a long value, and how long it is.
  static func cut(_ value: String) -> String {
    let scalars = value.unicodeScalars
    // Not counted further than need be where it is short.
    guard scalars.prefix(most + 1).count > most else { return value }
    return String(scalars.prefix(most)) + "… (\(Figures.grouped(scalars.count)) characters)"
  }

  /// What stands for a character that can't be seen or that would reorder what is; `nil` for itself.
  static func instead(of scalar: Unicode.Scalar) -> String? {
    let number = scalar.value
    if number >= 0x20 && number < 0x7F { return nil }
    if scalar == "\n" || scalar == "\t" || scalar == "\r" { return " " }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned:
      let digits = String(number, radix: 16, uppercase: true)
      return "[U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
    default: return nil
    }
  }
}
