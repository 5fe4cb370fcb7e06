import ClaimCore

/// What columns of a field are called in many sources.
struct NamePattern {
  /// Whom the field is about; may be left out in a file about just that.
  let entity: String?
  /// What else the name must say.
  let words: Set<String>
  /// How sure such a name makes it.
  let weight: Double
}

/// The patterns of every field, as data: `@patient id:0.9` is a name with the words patient and id,
/// of which the first may be missing in a file of patients.
enum FieldPatterns {
  static func of(_ kind: RecordKind, _ field: String) -> [NamePattern] {
    table[kind]?[field] ?? []
  }

  /// Whom records of a type are about.
  static func entity(_ kind: RecordKind) -> String? {
    switch kind {
    case .sessions: "session"
    case .patients: "patient"
    case .practitioners: "practitioner"
    case .practitionerQualifications: "qualification"
    case .locations: "location"
    case .businessUnits: "unit"
    case .payers: "payer"
    case .plans: "plan"
    case .planBenefits, .benefitQualifications: "benefit"
    case .feeSchedules: "amount"
    case .coverages: "coverage"
    case .authorizations: "authorization"
    case .renderingAssignments: "assignment"
    case .cases: "case"
    case .diagnoses: "diagnosis"
    case .referringProviders: "referring"
    }
  }

  /// What a file, an array or an element with records of a type may be called, besides the type's own
  /// name.
  static func labels(_ kind: RecordKind) -> [Set<String>] {
    switch kind {
    case .sessions: [["session"], ["service"], ["encounter"], ["procedure"], ["evv"]]
    case .patients: [["patient"]]
    case .practitioners: [["practitioner"]]
    case .practitionerQualifications: [["qualification"], ["practitioner", "qualification"]]
    case .locations: [["location"], ["facility"]]
    case .businessUnits: [["unit"], ["facility"]]
    case .payers: [["payer"]]
    case .plans: [["plan"]]
    case .planBenefits: [["benefit"], ["plan", "benefit"], ["service", "code"]]
    case .benefitQualifications: [["benefit", "qualification"]]
    case .feeSchedules: [["amount"], ["amount", "schedule"]]
    case .coverages: [["coverage"], ["payer", "transition"], ["payer", "coverage"]]
    case .authorizations: [["authorization"]]
    case .renderingAssignments: [["assignment"], ["practitioner", "assignment"]]
    case .cases: [["case"]]
    case .diagnoses: [["diagnosis"]]
    case .referringProviders: [["referring"], ["referring", "practitioner"]]
    }
  }

  private static let table: [RecordKind: [String: [NamePattern]]] = written.mapValues { fields in
    fields.mapValues { $0.split(separator: ";").map { NamePattern($0) } }
  }
}

extension NamePattern {
  init(_ text: Substring) {
    let parts = text.split(separator: ":")
    var words: Set<String> = []
    var entity: String?
    for word in parts[0].split(separator: " ") {
      if word.hasPrefix("@") {
        entity = String(word.dropFirst())
      } else {
        words.insert(String(word))
      }
    }
    self.entity = entity
    self.words = words
    weight = parts.count > 1 ? Double(parts[1]) ?? 1 : 1
  }
}
