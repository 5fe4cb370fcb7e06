import AdapterKit
import ClaimCore

/// What a row is made from: the few fields of a charge item and its session that columns show.
struct ExportRow: BitwiseCopyable, Sendable {
  let start: Moment
  let end: Moment
  let dateOfService: CivilDate
  let patient: Ref<Patient>
  let practitioner: Ref<Practitioner>
  let rendering: Ref<Practitioner>
  let businessUnit: Ref<BusinessUnit>
  let location: Ref<Location>
  let benefit: Ref<PlanBenefit>
  let timePerUnit: Int32
  let units: Int32
  let minutes: Int32
  let telecare: Bool
  let procedureCode: Text
  let placeOfService: Text
  let modifiers: Text
  let authorizationNumber: Text

  /// - Parameter start: the session's.
  init(_ item: ChargeItem, _ session: Session, start: Moment) {
    self.start = start
    end = session.end
    dateOfService = item.dateOfService
    patient = item.patient
    practitioner = session.practitioner
    rendering = item.rendering
    businessUnit = session.businessUnit
    location = session.location
    benefit = item.benefit
    timePerUnit = item.timePerUnit
    units = item.units
    minutes = item.minutes
    telecare = session.telecare
    procedureCode = item.procedureCode
    placeOfService = item.placeOfService
    modifiers = item.modifiers
    authorizationNumber = session.authorizationNumber
  }
}
