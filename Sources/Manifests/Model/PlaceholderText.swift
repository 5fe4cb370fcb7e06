import AdapterKit

/// A text with placeholders in braces, such as `claims-{date}.json`; `{{` and `}}` are the braces
/// themselves.
public struct PlaceholderText<Name>: Sendable, Equatable
where Name: RawRepresentable & CaseIterable & Sendable & Hashable, Name.RawValue == String {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case name(Name)
  }

  private let parts: [Part]

  /// - Throws: a sentence that says what is wrong, and what would be right.
  public init(_ written: String) throws(PlaceholderFault) {
    let braced: BracedText
    do throws(BracedText.SingleBrace) {
      braced = try BracedText(written)
    } catch {
      throw PlaceholderFault(
        message: "a single \(error.brace): write \(error.brace)\(error.brace) for the sign itself")
    }
    var parts: [Part] = []
    for part in braced.parts {
      switch part {
      case .literal(let literal): parts.append(.literal(literal))
      case .name(let word):
        guard let name = Name(rawValue: word) else {
          throw PlaceholderFault(
            message:
              "no placeholder \(quoted("{\(word)}")): there are \(Self.known), and {{ is a brace")
        }
        parts.append(.name(name))
      }
    }
    self.parts = parts
  }

  /// `{date}, {time}`
  static var known: String { Name.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ") }

  public var names: Set<Name> {
    Set(parts.compactMap { if case .name(let name) = $0 { name } else { nil } })
  }

  public func filled<Failure: Error>(
    _ value: (Name) throws(Failure) -> String
  ) throws(Failure) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .name(let name): text += try value(name)
      }
    }
    return text
  }
}

public struct PlaceholderFault: Error {
  /// A sentence.
  public let message: String
}

/// What an output's path may say of the run and the file.
public enum PathPlaceholder: String, CaseIterable, Sendable {
  /// Of the run, in the manifest's zone: `2026-02-01`.
  case date
  /// `072839`
  case time
  /// Counts the runs of a date that write the output, from `0001`.
  case sequence
  /// Nine digits.
  case controlNumber = "control_number"
  case pipeline
  /// The run's number in the ledger.
  case run

  /// Only a ledger can tell.
  public var needsLedger: Bool { self == .sequence || self == .run }
}

/// The path of a file that an output writes.
public typealias PathTemplate = PlaceholderText<PathPlaceholder>

/// What an argument of a hook may say of the file.
public enum HookPlaceholder: String, CaseIterable, Sendable {
  /// Absolute.
  case path
  /// The last part of the path.
  case name
  case sha256
  /// Nine digits; empty where the file is in no batch.
  case controlNumber = "control_number"
  case records
}
