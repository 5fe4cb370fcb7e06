import ClaimCore

/// A session's references (REC-3): one that leads nowhere is a finding, and the session goes on as
/// if it named none.
extension SessionBlockDecoder {
  /// A patient without a record keeps the id: it still groups (section 12).
  @inline(__always)
  mutating func patient(_ ahead: UnsafePointer<KeysAhead.Keys>) -> Ref<Patient> {
    let (key, sought) = reader.key(
      ahead.pointee.patient, SessionField.patient, in: practice.patientIndex)
    if key.isEmpty { return .none }
    if let row = practice.patientIndex.findOwned(key, by: sought)?.row {
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
    if let row = practice.practitionerIndex.findOwned(key)?.row { return Ref(row) }
    identity.add(key, .practitioner)
    findUnknown(.practitioner, key)
    return .none
  }

  @inline(__always)
  mutating func businessUnit(
    _ key: Bytes, _ identity: inout SessionIdentity
  ) -> Ref<BusinessUnit> {
    if key.isEmpty { return .none }
    if let row = practice.businessUnitIndex.findOwned(key)?.row { return Ref(row) }
    identity.add(key, .businessUnit)
    findUnknown(.businessUnit, key)
    return .none
  }

  @inline(__always)
  mutating func location(_ key: Bytes, _ identity: inout SessionIdentity) -> Ref<Location> {
    if key.isEmpty { return .none }
    if let row = practice.locationIndex.findOwned(key)?.row { return Ref(row) }
    identity.add(key, .location)
    findUnknown(.location, key)
    return .none
  }

  @inline(__always)
  mutating func caseRecord(
    _ ahead: UnsafePointer<KeysAhead.Keys>, of patient: Ref<Patient>,
    _ identity: inout SessionIdentity
  ) -> Ref<Case> {
    let (key, sought) = reader.key(ahead.pointee.case, SessionField.case, in: practice.caseIndex)
    if key.isEmpty { return .none }
    if let found = practice.caseIndex.findOwned(key, by: sought) {
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
    _ ahead: UnsafePointer<KeysAhead.Keys>, of patient: Ref<Patient>
  ) -> (number: Text, ref: Ref<Authorization>) {
    let (key, sought) = reader.key(
      ahead.pointee.authorization, SessionField.authorization, in: practice.authorizationIndex)
    if key.isEmpty { return (.missing, .none) }
    if let found = practice.authorizationIndex.findOwned(key, by: sought) {
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
    return reader.writer.pointee.keepShared(key)
  }

  /// - Returns: the id's number among those of its kind that this block holds.
  @inline(never) @discardableResult
  private mutating func findUnknown(_ kind: UnknownReferences.Kind, _ key: Bytes) -> Int {
    let number = unknown.number(kind, key, &reader.writer.pointee)
    decoded.findings.append(
      Finding(
        kind.isOfAnother ? .otherPatient : .unknownReference, at: position, session: keptID(),
        unknown.message(kind, number)))
    return number
  }
}
