internal import AdapterKit
internal import ClaimCore

/// How values are written in sentences.
enum Words {
  /// `from 2026-01-01 to 2026-12-31`, with open ends left out.
  static func dates(_ dates: DateRange) -> String {
    switch (dates.hasStart, dates.hasEnd) {
    case (true, true): "from \(dates.start.iso) to \(dates.end.iso)"
    case (true, false): "from \(dates.start.iso)"
    case (false, true): "until \(dates.end.iso)"
    case (false, false): "at all times"
    }
  }

  /// `1 unit`, `2 units`
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `a`, `a and b`, `a, b and c`
  static func list(_ words: [String], _ last: String = "and") -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
  }

  /// `place_of_service` as `place of service`
  static func plain(_ key: String) -> String {
    key.map { $0 == "_" ? " " : String($0) }.joined()
  }

  /// `procedure code 97153, facility blank`
  static func fields(_ fields: [(String, JSONValue)]) -> String {
    fields.map { name, value in
      let texts = value.array?.compactMap(\.text).joined(separator: ":") ?? value.text ?? ""
      return "\(plain(name)) \(texts.isEmpty ? "blank" : texts)"
    }.joined(separator: ", ")
  }

  static func rule(_ rule: BillingRule) -> String {
    switch rule {
    case .commercial: "Commercial"
    case .ama: "AMA"
    case .medicare: "Medicare"
    case .notSpecified: "not specified"
    }
  }

  /// `2026-01-05 09:00`
  static func time(_ moment: Moment) -> String {
    var buffer = ByteBuffer(capacity: 24)
    buffer.append(moment)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  static func clock(_ moment: Moment) -> String {
    var buffer = ByteBuffer(capacity: 8)
    buffer.append(clock: moment)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
