/// One encounter service, with its references resolved (REC-3) and its times in the local zone (DATE-1).
public struct Session: BitwiseCopyable, Sendable {
  public var id: Text
  public var serviceCode: Text
  /// As the source names it, even where no such authorization is known (REC-3).
  public var authorizationNumber: Text
  /// Joined by `:`; the source's order.
  public var modifiers: Text
  /// The session's own, at least two digits where it is a number (POS-1).
  public var placeOfService: Text
  public var link: Text
  public var start: Moment
  public var end: Moment
  /// Never `none`: an id without a patient record has a ref past the end of `Practice.patients`.
  public var patient: Ref<Patient>
  public var practitioner: Ref<Practitioner>
  public var businessUnit: Ref<BusinessUnit>
  public var location: Ref<Location>
  public var `case`: Ref<Case>
  public var authorization: Ref<Authorization>
  public var position: Position
  public var status: SessionStatus
  public var chargeStatus: TrackedChargeStatus?
  public var telecare: Bool
  public var billedExternally: Bool

  @inlinable public init(
    id: Text, serviceCode: Text, authorizationNumber: Text, modifiers: Text, placeOfService: Text,
    link: Text, start: Moment, end: Moment, patient: Ref<Patient>,
    practitioner: Ref<Practitioner>, businessUnit: Ref<BusinessUnit>, location: Ref<Location>,
    case: Ref<Case>, authorization: Ref<Authorization>, position: Position, status: SessionStatus,
    chargeStatus: TrackedChargeStatus?, telecare: Bool, billedExternally: Bool
  ) {
    self.id = id
    self.serviceCode = serviceCode
    self.authorizationNumber = authorizationNumber
    self.modifiers = modifiers
    self.placeOfService = placeOfService
    self.link = link
    self.start = start
    self.end = end
    self.patient = patient
    self.practitioner = practitioner
    self.businessUnit = businessUnit
    self.location = location
    self.case = `case`
    self.authorization = authorization
    self.position = position
    self.status = status
    self.chargeStatus = chargeStatus
    self.telecare = telecare
    self.billedExternally = billedExternally
  }
}
