/// Numbers as people read them.
enum Figures {
  /// `12,345`
  static func grouped(_ number: Int) -> String { grouped("\(number)") }

  /// `$12,345.50` for `12345.50`; a dash for what can't be held.
  static func dollars(_ decimal: String?) -> String {
    guard let decimal else { return "—" }
    let parts = decimal.split(separator: ".", omittingEmptySubsequences: false)
    let whole = grouped(parts.first.map(String.init) ?? "0")
    return "$" + whole + parts.dropFirst().map { ".\($0)" }.joined()
  }

  /// `1 claim`, `1,200 claims`
  static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `812 ms`, `2.4 s`, `3 min 20 s`
  static func duration(_ milliseconds: Int) -> String {
    switch milliseconds {
    case ..<1000: "\(milliseconds) ms"
    case ..<60_000: "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    case ..<3_600_000: "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
    default: "\(milliseconds / 3_600_000) h \(milliseconds / 60_000 % 60) min"
    }
  }

  /// `940 bytes`, `1.4 MB`
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: counted(bytes, "byte")
    case ..<10_000_000: "\(grouped(bytes / 1000)) kB"
    default: "\(grouped(bytes / 1_000_000)) MB"
    }
  }

  /// `ready_to_bill` → `Ready to bill`
  static func words(_ name: String) -> String {
    let words = ShownText.cut(name).replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func grouped(_ digits: String) -> String {
    let isNegative = digits.hasPrefix("-")
    let digits = Array(isNegative ? digits.dropFirst() : digits[...])
    var grouped = ""
    for (place, digit) in digits.enumerated() {
      if place > 0 && (digits.count - place) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return isNegative ? "−" + grouped : grouped
  }
}
