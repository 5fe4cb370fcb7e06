/// The 19 columns of the billing export, in their order (formats.md section 3).
enum ExportField: String, CaseIterable, Sendable {
  case chargeItemName = "Charge Item Name"
  case modifiers = "Modifiers"
  case placeOfService = "Place of Service"
  case locationType = "Location Type"
  case telecare = "Telecare"
  case businessUnit = "Business Unit"
  case billableUnits = "Billable Units"
  case patientName = "Patient First and Last Name"
  case patientMRN = "Patient MRN"
  case practitionerName = "Practitioner First and Last Name"
  case qualification = "Practitioner Qualification"
  case start = "Start Date and Time"
  case end = "End Date and Time"
  case duration = "Duration"
  case billingUnitType = "Billing Unit Type"
  case procedureCode = "Procedure Code"
  case authorizationNumber = "Authorization #"
  case renderingProvider = "Rendering Provider"
  case renderingProviderNPI = "Rendering Provider NPI"

  /// By its header, in any case.
  init?(header: String) {
    let wanted = header.lowercased()
    guard let field = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
      return nil
    }
    self = field
  }

  /// The parts that a column can be split into, and what each is then called.
  var parts: [(part: ExportColumn.Part, header: String)] {
    switch self {
    case .patientName: [(.first, "Patient First Name"), (.last, "Patient Last Name")]
    case .practitionerName:
      [(.first, "Practitioner First Name"), (.last, "Practitioner Last Name")]
    case .renderingProvider:
      [(.first, "Rendering Provider First Name"), (.last, "Rendering Provider Last Name")]
    case .start: [(.date, "Start Date"), (.time, "Start Time")]
    case .end: [(.date, "End Date"), (.time, "End Time")]
    default: []
    }
  }
}

/// One column of the file: what it holds and what it is called.
struct ExportColumn: Sendable, Equatable {
  /// What is taken of a name, or of a date and time.
  enum Part: String, CaseIterable, Sendable { case first, last, date, time }

  var header: String
  var field: ExportField
  /// `nil` takes the whole.
  var part: Part?

  init(_ field: ExportField, part: Part? = nil, header: String? = nil) {
    self.field = field
    self.part = part
    self.header =
      header ?? field.parts.first { $0.part == part }?.header ?? field.rawValue
  }

  static let all = ExportField.allCases.map { ExportColumn($0) }
}
