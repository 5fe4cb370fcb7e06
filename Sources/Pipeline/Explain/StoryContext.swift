internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Manifests

/// What the steps of an explanation look up: ids for texts, and records with their places.
struct StoryContext {
  let run: PreparedRun
  let practice: Practice
  let zones: TimeZones
  /// By number.
  let sources: [String]
  /// Of the session that is explained.
  let patientID: String

  func text(_ text: Text) -> String { practice.pool.string(text) }

  func optional(_ text: Text) -> JSONValue {
    text.isMissing ? .null : .text(practice.pool.string(text))
  }

  /// A list's elements.
  func list(_ list: Text) -> [String] {
    var elements: [String] = []
    practice.pool.forEachElement(of: list) {
      elements.append(String(decoding: $0, as: UTF8.self))
    }
    return elements
  }

  func place(_ kind: RecordKind, _ id: String?, _ position: Position) -> RecordPlace {
    let source = Int(position.source)
    return RecordPlace(
      record: kind.rawValue, id: id, source: source < sources.count ? sources[source] : nil,
      line: Int(position.line), number: Int(position.record))
  }

  // MARK: Records

  func place(_ session: Session) -> RecordPlace {
    place(.sessions, text(session.id), session.position)
  }

  func place(_ ref: Ref<Patient>) -> RecordPlace? {
    guard ref.index < practice.patients.count else { return nil }
    return place(.patients, text(practice.patients[ref].id), practice.patients[ref].position)
  }

  func place(_ ref: Ref<Practitioner>) -> RecordPlace? {
    ref.isNone
      ? nil
      : place(
        .practitioners, text(practice.practitioners[ref].id), practice.practitioners[ref].position)
  }

  func place(_ ref: Ref<BusinessUnit>) -> RecordPlace? {
    ref.isNone
      ? nil
      : place(
        .businessUnits, text(practice.businessUnits[ref].id), practice.businessUnits[ref].position)
  }

  func place(_ ref: Ref<Location>) -> RecordPlace? {
    ref.isNone
      ? nil
      : place(.locations, text(practice.locations[ref].id), practice.locations[ref].position)
  }

  func place(_ ref: Ref<Case>) -> RecordPlace? {
    ref.isNone
      ? nil : place(.cases, text(practice.cases[ref].id), practice.cases[ref].position)
  }

  func place(_ ref: Ref<Authorization>) -> RecordPlace? {
    ref.isNone
      ? nil
      : place(
        .authorizations, text(practice.authorizations[ref].number),
        practice.authorizations[ref].position)
  }

  func place(_ ref: Ref<Coverage>) -> RecordPlace? {
    ref.isNone
      ? nil
      : place(.coverages, text(practice.coverages[ref].id), practice.coverages[ref].position)
  }

  func place(_ ref: Ref<Plan>) -> RecordPlace? {
    ref.isNone ? nil : place(.plans, text(practice.plans[ref].id), practice.plans[ref].position)
  }

  func place(_ ref: Ref<Payer>) -> RecordPlace? {
    ref.isNone ? nil : place(.payers, text(practice.payers[ref].id), practice.payers[ref].position)
  }

  func id(_ ref: Ref<Plan>) -> String { ref.isNone ? "none" : text(practice.plans[ref].id) }
}
