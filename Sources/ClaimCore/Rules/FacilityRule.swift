/// Where a claim says the service was given (CLM-4).
package struct FacilityRule: BitwiseCopyable, Sendable {
  package enum Reason: BitwiseCopyable, Sendable {
    /// The location has an address, or is an office without one.
    case address, office
    /// Blank: no location; one without an address that is no office; an office without a business
    /// unit.
    case noLocation, noAddress, noBusinessUnit
  }

  package let facility: Facility
  package let reason: Reason

  @inline(__always)
  init(of session: Session, in practice: Practice) {
    if session.location.isNone {
      self.init(.none, .noLocation)
      return
    }
    let location = practice.locations[session.location]
    if location.address.isComplete {
      self.init(.location(session.location), .address)
    } else if location.type != .office {
      self.init(.none, .noAddress)
    } else if session.businessUnit.isNone {
      self.init(.none, .noBusinessUnit)
    } else {
      self.init(.businessUnit(session.businessUnit), .office)
    }
  }

  private init(_ facility: Facility, _ reason: Reason) {
    self.facility = facility
    self.reason = reason
  }
}
