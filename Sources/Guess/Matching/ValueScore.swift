import ClaimCore
import Intake

/// How well a column's values fit a field: 1 they look just so, 0 they say nothing, -1 they can't be.
enum ValueScore {
  static func score(_ column: Column, for field: FieldSchema, of kind: RecordKind) -> Double {
    let profile = column.profile
    if profile.isEmpty { return 0 }
    switch field.type {
    case .date:
      // A day is what is meant; what has the time of day is more likely a session's.
      return profile.dates.date == nil ? -1 : profile.dates.isDateOnly ? 1 : 0.2
    case .time: return profile.dates.time == nil ? -1 : 1
    case .bool, .choice: return choice(profile, field, of: kind)
    case .money: return profile.mostly(ValueLooks.isAmount) ? 0.5 : -1
    case .wholeNumber, .minutes: return profile.mostly(ValueLooks.isWholeNumber) ? 0.3 : -1
    case .placeOfService: return profile.mostly(ValueLooks.isPlaceOfService) ? 1 : -1
    case .list: return field.name == "modifiers" ? look(profile, ValueLooks.isModifierList) : 0
    case .requirements: return look(profile) { ValueForm(.requirements)?.accepts($0) == true }
    case .text: return text(column, field, of: kind)
    }
  }

  private static func look(
    _ profile: ValueProfile, _ looks: (String) -> Bool, else no: Double = -1
  ) -> Double {
    profile.mostly(looks) ? 1 : no
  }

  private static func choice(
    _ profile: ValueProfile, _ field: FieldSchema, of kind: RecordKind
  ) -> Double {
    let share = profile.share { ChoiceMap.ours($0, for: field, of: kind) != nil }
    if profile.values.count > 40 { return -1 }
    if share >= 0.8 { return 1 }
    if share >= 0.4 { return 0.3 }
    return field.type == .bool ? -1 : -0.6
  }

  private static func text(_ column: Column, _ field: FieldSchema, of kind: RecordKind) -> Double {
    let profile = column.profile
    switch field.name {
    case "npi": return look(profile, ValueLooks.isNPI)
    case "taxonomy_code": return look(profile, ValueLooks.isTaxonomy)
    case "tax_id": return look(profile, ValueLooks.isTaxID)
    case "zip", "policy_holder_zip": return look(profile, ValueLooks.isZIP, else: -0.5)
    case "state", "policy_holder_state":
      return look(
        profile,
        { ValueLooks.isState($0) || USStates.codes[$0.lowercased()] != nil }, else: -0.5)
    case "time_zone": return look(profile, ValueLooks.isZone)
    case "link": return look(profile, ValueLooks.isURL, else: -0.5)
    case "code" where kind == .diagnoses: return look(profile, ValueLooks.isDiagnosis, else: -0.5)
    case "procedure_code", "service_code":
      if profile.dates.time != nil || profile.dates.isDateOnly { return -1 }
      if profile.mostly(ValueLooks.isProcedureCode) { return 0.8 }
      return profile.mostly(ValueLooks.isNPI) || profile.mostly(ValueLooks.isDiagnosis) ? -0.6 : 0
    case "location_id" where profile.mostly(ValueLooks.isPlaceOfService): return -0.9
    case let name where name.hasSuffix("first_name") || name.hasSuffix("last_name"):
      if profile.mostly(ValueLooks.isLastFirst) { return -0.5 }
      return look(profile, ValueLooks.isName)
    case let name where name.hasSuffix("_id") || name == "authorization_number" || name == "mrn":
      return id(column, isKey: RecordSchema.of(kind).key == [field.name])
    default: return 0
    }
  }

  private static func id(_ column: Column, isKey: Bool) -> Double {
    let profile = column.profile
    if profile.dates.isDateOnly || profile.dates.time != nil { return -1 }
    if profile.mostly(ValueLooks.isURL) { return -1 }
    // Somebody's name is an id only where nothing better is.
    if profile.mostly(ValueLooks.isLastFirst) { return -0.9 }
    if !profile.mostly(ValueLooks.isID) { return -0.4 }
    return isKey && profile.isUnique && profile.isComplete ? 0.5 : 0.1
  }

  /// What values alone say of a column whose name says nothing.
  static func distinctive(
    _ column: Column, _ field: FieldSchema, of kind: RecordKind, subject: RecordKind
  ) -> Double {
    guard kind == subject, !column.profile.isEmpty,
      column.words.allSatisfy({ !Vocabulary.canonical.contains($0) || $0 == "code" })
    else { return 0 }
    switch (field.name, kind) {
    case ("npi", .practitioners), ("npi", .referringProviders):
      return column.profile.mostly(ValueLooks.isNPI) ? 0.35 : 0
    case ("time_zone", _): return column.profile.mostly(ValueLooks.isZone) ? 0.4 : 0
    case ("code", .diagnoses):
      return column.profile.mostly(ValueLooks.isDiagnosis) && column.profile.values.count > 1
        ? 0.4 : 0
    case ("service_code", .sessions), ("procedure_code", .feeSchedules):
      return column.profile.mostly(ValueLooks.isProcedureCode) ? 0.4 : 0
    default: return 0
    }
  }
}

/// Our words for a column's.
enum ChoiceMap {
  /// `nil` where none is near.
  static func ours(_ written: String, for field: FieldSchema, of kind: RecordKind) -> String? {
    if ValueForm(field.type)?.accepts(written) == true { return written }
    return ChoiceWords.ours(written, for: table(field, kind))
  }

  private static func table(_ field: FieldSchema, _ kind: RecordKind) -> String {
    kind == .authorizations && field.name == "status" ? "authorization_status" : field.name
  }

  /// What a mapping must say, and the values that nobody knows.
  static func entries(
    _ values: [String], for field: FieldSchema, of kind: RecordKind
  ) -> (map: [(theirs: String, ours: String)], unknown: [String]) {
    var map: [(theirs: String, ours: String)] = []
    var unknown: [String] = []
    for value in values where ValueForm(field.type)?.accepts(value) != true {
      if let ours = ours(value, for: field, of: kind) {
        map.append((value, ours))
      } else {
        unknown.append(value)
      }
    }
    return (map.sorted { $0.theirs < $1.theirs }, unknown.sorted())
  }
}
