/// A postal address; an address is complete with line 1, city, state and zip (section 12).
public struct Address: BitwiseCopyable, Sendable {
  public var line1: Text
  public var line2: Text
  public var city: Text
  public var state: Text
  public var zip: Text

  public init(line1: Text, line2: Text, city: Text, state: Text, zip: Text) {
    self.line1 = line1
    self.line2 = line2
    self.city = city
    self.state = state
    self.zip = zip
  }

  public var isComplete: Bool {
    !line1.isMissing && !city.isMissing && !state.isMissing && !zip.isMissing
  }

  public var isMissing: Bool {
    line1.isMissing && line2.isMissing && city.isMissing && state.isMissing && zip.isMissing
  }
}

/// Where sessions are held; key `location_id`.
public struct Location: BitwiseCopyable, Sendable {
  public var id: Text
  public var type: LocationType
  public var name: Text
  public var patientID: Text
  public var address: Address
  public var npi: Text
  public var position: Position

  public init(
    id: Text, type: LocationType, name: Text, patientID: Text, address: Address, npi: Text,
    position: Position
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.patientID = patientID
    self.address = address
    self.npi = npi
    self.position = position
  }
}

/// Who bills; key `business_unit_id`.
public struct BusinessUnit: BitwiseCopyable, Sendable {
  public var id: Text
  public var name: Text
  public var npi: Text
  public var taxID: Text
  public var taxonomyCode: Text
  public var address: Address
  public var phone: Text
  public var contactName: Text
  public var timeZone: Text
  public var chargePeriod: ChargePeriodLength
  public var position: Position

  public init(
    id: Text, name: Text, npi: Text, taxID: Text, taxonomyCode: Text, address: Address, phone: Text,
    contactName: Text, timeZone: Text, chargePeriod: ChargePeriodLength, position: Position
  ) {
    self.id = id
    self.name = name
    self.npi = npi
    self.taxID = taxID
    self.taxonomyCode = taxonomyCode
    self.address = address
    self.phone = phone
    self.contactName = contactName
    self.timeZone = timeZone
    self.chargePeriod = chargePeriod
    self.position = position
  }
}
