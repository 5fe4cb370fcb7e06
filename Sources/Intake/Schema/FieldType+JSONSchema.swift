public import AdapterKit
import ClaimCore

/// What a field accepts as a JSON Schema (draft 2020-12): in a JSON source, and where a manifest gives
/// the value itself.
///
/// A number without quotes is judged by its value, not by how it is spelled.
extension FieldType {
  /// - Parameter isBlankAllowed: whether an empty text passes, which is a missing value.
  public func schema(isBlankAllowed: Bool) -> JSONValue {
    func text(_ pattern: String) -> JSONValue {
      ["type": "string", "pattern": .text(Self.trimmed(pattern, isBlankAllowed))]
    }
    switch self {
    case .text, .placeOfService, .list:
      let scalar: JSONValue = ["type": ["string", "number", "boolean"]]
      return isBlankAllowed ? scalar : scalar.adding(["pattern": #"\S"#])
    case .date: return text(Self.datePattern)
    case .time: return text(Self.timePattern)
    case .bool:
      return [
        "anyOf": [
          ["type": "boolean"], ["enum": [0, 1]],
          text(Self.anyCase(["true", "false", "yes", "no", "y", "n"]) + "|[01]"),
        ]
      ]
    case .money:
      return ["anyOf": [["type": "number", "minimum": 0], text(Self.moneyPattern)]]
    case .wholeNumber:
      return ["anyOf": [["type": "integer"], text("[+-]?0*[0-9]{1,18}")]]
    case .minutes:
      return [
        "anyOf": [
          ["type": "integer", "minimum": 1, "maximum": .integer(Int(Int32.max))],
          text(#"\+?0*(?:[1-9][0-9]{0,8}|1[0-9]{9})"#),
        ]
      ]
    case .requirements: return text(Self.requirementsPattern)
    case .choice(let words):
      // The words as they are, for editors to offer.
      return [
        "anyOf": [
          ["enum": .texts(words)], text(Self.anyCase(ChoiceEntry.allWords(for: words))),
        ]
      ]
    }
  }

  /// Values are trimmed.
  private static let spaces = #"\s*"#

  private static func trimmed(_ pattern: String, _ isBlankAllowed: Bool) -> String {
    "^\(spaces)(?:\(pattern))\(isBlankAllowed ? "?" : "")\(spaces)$"
  }

  /// Words in upper and lower case, with spaces and dashes for `_`.
  private static func anyCase(_ words: [String]) -> String {
    words.map { word in
      word.reduce(into: "") { pattern, letter in
        let (large, small) = (letter.uppercased(), letter.lowercased())
        pattern += letter == "_" ? "[_ -]" : large == small ? small : "[\(large)\(small)]"
      }
    }.joined(separator: "|")
  }

  /// A day of the calendar.
  public static let datePattern =
    "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    + "|(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"

  /// Up to 24:00, but for the last day that there is.
  private static let timePattern =
    "(?!9999-12-31[Tt ]24)(?:\(datePattern))[Tt ](?:"
    + "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?|24:00(?::00(?:[.,]0+)?)?)"
    + "(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?"

  private static let moneyPattern =
    #"(?:\+?\$?|\$\+)(?:(?:0*[0-9]{1,16}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,2}0*)?|\.[0-9]{1,2}0*)"#

  private static let requirementsPattern: String = {
    let words = PlanRequirement.forms.filter { !$0.contains(":") }
    let part = " *[^:;| ][^:;|]*"
    let types = anyCase(LocationType.allCases.map(\.rawValue))
    let modifier =
      "\(anyCase(["modifier"])) *:\(part)(?:: *\(anyCase(["qualification"])) *: *[^;| ][^;|]*"
      + "|: *\(anyCase(["location"])) *: *(?:\(types)) *)?"
    let one = "\(spaces)(?:(?:\(exactly(words))) *|\(modifier))?\(spaces)"
    return "\(one)(?:[;|]\(one))*"
  }()

  /// Words in upper and lower case, with `_` as it is.
  private static func exactly(_ words: [String]) -> String {
    anyCase(words).split(separator: "[_ -]", omittingEmptySubsequences: false)
      .joined(separator: "_")
  }
}
