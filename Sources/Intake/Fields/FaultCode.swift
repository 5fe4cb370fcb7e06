import AdapterKit
import ClaimCore

/// Why a value does not fit its field; the raw value is what rejects carry.
enum FaultCode: String, Error, BitwiseCopyable {
  case missing
  case unknownValue = "unknown_value"
  case notADate = "not_a_date"
  case noSuchDate = "no_such_date"
  case notATime = "not_a_time"
  case noSuchTime = "no_such_time"
  case notABool = "not_a_bool"
  case notAWholeNumber = "not_a_whole_number"
  case noMinutes = "no_minutes"
  case notADuration = "not_a_duration"
  case notMinutes = "not_minutes_above_0"
  case notAnAmount = "not_an_amount"
  case nested
  case severalValues = "several_values"
  case tooLong = "too_long"
  case listTooLong = "list_too_long"
  case unknownRequirement = "unknown_requirement"
  case endBeforeStart = "end_before_start"
  case over24Hours = "over_24_hours"
  case duplicateKey = "duplicate_key"

  /// A sentence without its subject: what is wrong and what would be right.
  ///
  /// - Parameters:
  ///   - type: the field's.
  ///   - format: the mapping's date pattern, where it has one.
  ///   - written: the value, where it may be shown.
  func sentence(for type: FieldType, format: String?, written: String?) -> String {
    let form = format.map { "it should be written as \($0)" }
    switch self {
    case .missing: return "is missing; give every record one"
    case .unknownValue:
      guard case .choice(let words) = type else { return "is not known" }
      let nearest = written.flatMap { nearestName(to: $0, in: words) }
      return "is none of \(words.joined(separator: ", "))"
        + (nearest.map { "; perhaps \($0)" } ?? "; write one of these, or map it to one")
    case .notADate: return "is not a date; \(form ?? "write it as 2026-01-31, or give its format")"
    case .noSuchDate:
      return "is no date of the calendar (years 1 to 9999); mend the year, month or day"
    case .notATime:
      return "is not a time; \(form ?? "write it as 2026-01-31T09:00, or give its format")"
    case .noSuchTime:
      return "is no time of the calendar and clock (years 1 to 9999, hours 0 to 23); mend it"
    case .notABool: return "is not yes or no; write true or false, yes or no, y or n, 1 or 0"
    case .notAWholeNumber:
      return "is not a whole number that can be held; write digits only, such as 3"
    case .noMinutes: return "has no minutes to add to it; give every record its length"
    case .notADuration:
      return "is no length to add; write whole minutes, such as 90, or hours and minutes, as 1:30"
    case .notMinutes: return "is not a number of minutes above 0; write whole minutes, such as 15"
    case .notAnAmount:
      return "is not an amount; write it as 1234.50, with at most two decimals and no minus sign"
    case .nested:
      return "is an object where a value is wanted; map a path inside it, such as name/first"
    case .severalValues: return "is a list where one value is wanted; map one of its elements"
    case .tooLong: return "is longer than \(Text.lengthLimit) bytes; shorten it"
    case .listTooLong: return "is a list longer than \(Lists.mostBytes) bytes; shorten it"
    case .unknownRequirement:
      let forms = PlanRequirement.forms
      let nearest = written.flatMap { nearestName(to: $0, in: forms) }
      return "is no plan requirement; known are \(forms.joined(separator: ", "))"
        + (nearest.map { "; perhaps \($0)" } ?? "")
    case .endBeforeStart: return "is before start; mend one of them"
    case .over24Hours: return "is more than 24 hours after start; mend one of them"
    case .duplicateKey: return "is a second record with this key"
    }
  }
}

extension String {
  static func shown(_ text: String) -> String {
    var text = text
    return text.withUTF8 { shown($0) }
  }

  /// A value as messages show it: at most 40 characters, control characters escaped.
  static func shown(_ bytes: Bytes) -> String {
    if bytes.count <= 40 && bytes.allSatisfy({ $0 &- 0x20 < 0x5F }) { return bytes.string }
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == 40 { return shown + "…" }
      let category = scalar.properties.generalCategory
      if category == .control || category == .format || category == .lineSeparator
        || category == .paragraphSeparator
      {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
      count += 1
    }
    return bytes.count > 200 ? shown + "…" : shown
  }
}
