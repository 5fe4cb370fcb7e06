import ClaimCore

/// A column of the report (formats.md section 4), the same in every format.
enum DuplicateColumn: CaseIterable {
  case group, role, status, session, link, patient, mrn, date, service, procedure, start, end
  case duration, units, practitioner, placeOfService, locationType, telecare, modifiers
  case businessUnit, authorization, samePlace

  static let all = allCases

  var header: String {
    switch self {
    case .group: "Group"
    case .role: "Role"
    case .status: "Charge Item Status"
    case .session: "Session ID"
    case .link: "Encounter Service Link"
    case .patient: "Patient First and Last Name"
    case .mrn: "Patient MRN"
    case .date: "Date of Service"
    case .service: "Service Code"
    case .procedure: "Procedure Code"
    case .start: "Start Date and Time"
    case .end: "End Date and Time"
    case .duration: "Duration"
    case .units: "Billable Units"
    case .practitioner: "Practitioner First and Last Name"
    case .placeOfService: "Place of Service"
    case .locationType: "Location Type"
    case .telecare: "Telecare"
    case .modifiers: "Modifiers"
    case .businessUnit: "Business Unit"
    case .authorization: "Authorization #"
    case .samePlace: "Same Place of Service"
    }
  }

  /// What a row has in this column; an empty text for each record that is not there.
  func cell(of row: DuplicateRow) -> DuplicateCell {
    switch self {
    case .group: .number(row.group)
    case .role: .word(row.member.isBillable ? "Billable" : "Awaiting submission")
    case .status: .word(row.member.status.name)
    case .session: .text(row.session.id)
    case .link: .link(row.session.link)
    case .patient: .name(row.patient.first, row.patient.last)
    case .mrn: .text(row.mrn)
    case .date: .date(row.item.dateOfService)
    case .service: .text(row.session.serviceCode)
    case .procedure: .text(row.item.procedureCode)
    case .start: .moment(row.session.start)
    case .end: .moment(row.session.end)
    case .duration: .number(Int(row.item.minutes))
    case .units: .number(Int(row.item.units))
    case .practitioner: .name(row.practitioner.first, row.practitioner.last)
    case .placeOfService: .text(row.item.placeOfService)
    case .locationType: .code(row.locationType?.rawValue ?? "")
    case .telecare: .flag(row.session.telecare)
    case .modifiers: .text(row.item.modifiers)
    case .businessUnit: .text(row.businessUnit)
    case .authorization: .text(row.session.authorizationNumber)
    case .samePlace: .flag(row.member.samePlace)
    }
  }
}

/// What stands in a cell, before a format writes it.
enum DuplicateCell {
  case number(Int)
  case date(CivilDate)
  /// Written to the minute, in the local zone.
  case moment(Moment)
  case text(Text)
  /// A text that may be an address to follow.
  case link(Text)
  case name(_ first: Text, _ last: Text)
  /// One of our own words.
  case word(StaticString)
  case code(String)
  case flag(Bool)
}
