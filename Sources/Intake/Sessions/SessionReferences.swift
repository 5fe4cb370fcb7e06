import ClaimCore

/// A session's references (REC-3): one that leads nowhere is a finding, and the session goes on as
/// if it named none.
extension SessionBlockDecoder {
  /// A patient without a record keeps the id: it still groups (section 12).
  @inline(__always)
  mutating func patient(_ key: Bytes) -> Ref<Patient> {
    if key.isEmpty { return .none }
    if let row = practice.patientIndex.find(key)?.row {
      if row >= practice.patients.count { findUnknown(.patientWithoutRecord, key) }
      return Ref(row)
    }
    return Ref(practice.patientIndex.count + findUnknown(.newPatient, key))
  }

  @inline(__always)
  mutating func practitioner(
    _ key: Bytes, _ identity: inout SessionIdentity
  ) -> Ref<Practitioner> {
    if key.isEmpty { return .none }
    if let row = practice.practitionerIndex.find(key)?.row { return Ref(row) }
    identity.add(key, .practitioner)
    findUnknown(.practitioner, key)
    return .none
  }

  @inline(__always)
  mutating func businessUnit(
    _ key: Bytes, _ identity: inout SessionIdentity
  ) -> Ref<BusinessUnit> {
    if key.isEmpty { return .none }
    if let row = practice.businessUnitIndex.find(key)?.row { return Ref(row) }
    identity.add(key, .businessUnit)
    findUnknown(.businessUnit, key)
    return .none
  }

  @inline(__always)
  mutating func location(_ key: Bytes, _ identity: inout SessionIdentity) -> Ref<Location> {
    if key.isEmpty { return .none }
    if let row = practice.locationIndex.find(key)?.row { return Ref(row) }
    identity.add(key, .location)
    findUnknown(.location, key)
    return .none
  }

  @inline(__always)
  mutating func caseRecord(
    _ key: Bytes, of patient: Ref<Patient>, _ identity: inout SessionIdentity
  ) -> Ref<Case> {
    if key.isEmpty { return .none }
    if let found = practice.caseIndex.findOwned(key) {
      if patient.isNone || found.owner == patient.index { return Ref(found.row) }
      findUnknown(.caseOfAnother, key)
    } else {
      findUnknown(.case, key)
    }
    identity.add(key, .case)
    return .none
  }

  /// The number is kept in any case, for the outputs.
  @inline(__always)
  mutating func authorization(
    _ key: Bytes, of patient: Ref<Patient>
  ) -> (number: Text, ref: Ref<Authorization>) {
    if key.isEmpty { return (.missing, .none) }
    if let found = practice.authorizationIndex.findOwned(key) {
      if patient.isNone || found.owner == patient.index { return (found.key, Ref(found.row)) }
      findUnknown(.authorizationOfAnother, key)
      return (found.key, .none)
    }
    let number = findUnknown(.authorization, key)
    return (unknown.id(.authorization, number), .none)
  }

  /// Shares the text that benefits hold, where they do.
  @inline(__always)
  mutating func serviceCode(_ key: Bytes) -> Text {
    if key.count <= Text.inlineLimit { return Text(inline: key) }
    if let known = practice.serviceCodeIndex.find(key)?.key { return known }
    return reader.writer.pointee.keep(key)
  }

  /// - Returns: the id's number among those of its kind that this block holds.
  @inline(never) @discardableResult
  private mutating func findUnknown(_ kind: UnknownReferences.Kind, _ key: Bytes) -> Int {
    let number = unknown.number(kind, key, &reader.writer.pointee)
    decoded.findings.append(
      Finding(
        kind.isOfAnother ? .otherPatient : .unknownReference, at: position, session: id,
        unknown.message(kind, number)))
    return number
  }
}
