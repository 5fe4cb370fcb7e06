public import ClaimCore

/// Which clock each patient's and business unit's sessions go by (DATE-1): the patient's zone, else
/// the business unit's, else the manifest's.
public final class TimeZones: Sendable {
  static let none = UInt16.max

  /// Zones that no rules were found for, each at the record that names one.
  public let findings: [Finding]
  let rules: [TimeZoneRules]
  /// By patient with a record; numbers of `rules`, or `none`.
  let ofPatient: Table<UInt16>
  let ofBusinessUnit: Table<UInt16>
  /// Whether a patient has a zone at all: most practices' don't, and need no look at each.
  private let patientsHaveZones: Bool
  /// The manifest's is the first of `rules`.
  static let manifest: UInt16 = 0

  /// UTC for all: for looking at records by themselves.
  init(_ practice: Practice) {
    ofPatient = Table(practice.patients.indices.map { _ in TimeZones.none })
    ofBusinessUnit = Table(practice.businessUnits.indices.map { _ in TimeZones.none })
    patientsHaveZones = false
    rules = [TimeZoneRules()]
    findings = []
  }

  /// - Parameters:
  ///   - manifestZone: a name of the IANA database.
  ///   - load: the bytes of a zone's TZif file, or `nil` where there is no such zone. It is called
  ///     once for each name, which has no `..` and no leading `/`.
  public init(
    _ practice: Practice, manifestZone: String, load: (String) -> [UInt8]?
  ) throws(UnknownTimeZone) {
    var loader = ZoneLoader(pool: practice.pool)
    guard loader.zone(manifestZone, load) == TimeZones.manifest else {
      throw UnknownTimeZone(name: manifestZone)
    }
    ofPatient = Table(
      practice.patients.indices.map {
        let patient = practice.patients[$0]
        return loader.zone(
          patient.timeZone, at: patient.position, or: "its business unit's or the manifest's", load)
      })
    ofBusinessUnit = Table(
      practice.businessUnits.indices.map {
        let unit = practice.businessUnits[$0]
        return loader.zone(unit.timeZone, at: unit.position, or: "the manifest's", load)
      })
    patientsHaveZones = ofPatient.withRows { $0.contains { $0 != TimeZones.none } }
    rules = loader.rules
    findings = loader.findings
  }
}

extension TimeZones {
  /// Whose clock a session goes by.
  package enum Source: Sendable { case patient, businessUnit, manifest }

  /// A session's zone as a number of `rules`: the patient's, else the business unit's, else the
  /// manifest's.
  @inline(__always)
  func zone(
    _ patient: Ref<Patient>, _ unit: Ref<BusinessUnit>
  ) -> (number: Int, source: Source) {
    if patientsHaveZones, patient.index < ofPatient.count {
      let zone = ofPatient[patient.index]
      if zone != TimeZones.none { return (Int(zone), .patient) }
    }
    if !unit.isNone {
      let zone = ofBusinessUnit[unit.index]
      if zone != TimeZones.none { return (Int(zone), .businessUnit) }
    }
    return (Int(TimeZones.manifest), .manifest)
  }

  package func source(of session: Session) -> Source {
    zone(session.patient, session.businessUnit).source
  }
}

/// The manifest's zone is none that is known.
public struct UnknownTimeZone: Error, Sendable, Equatable, CustomStringConvertible {
  public let name: String

  public var description: String {
    "no time zone \(String.shown(name)) is known; write an IANA name such as America/New_York"
  }
}

private struct ZoneLoader {
  let pool: TextPool
  private(set) var rules: [TimeZoneRules] = []
  private(set) var findings: [Finding] = []
  private var known: [String: UInt16] = [:]
  private var last: (name: Text, zone: UInt16) = (.missing, TimeZones.none)

  init(pool: TextPool) { self.pool = pool }

  mutating func zone(_ name: String, _ load: (String) -> [UInt8]?) -> UInt16 {
    if let zone = known[name] { return zone }
    var zone = TimeZones.none
    if isName(name), let bytes = load(name), let read = TimeZoneRules(tzif: bytes) {
      zone = UInt16(rules.count)
      rules.append(read)
    }
    known[name] = zone
    return zone
  }

  mutating func zone(
    _ name: Text, at position: Position, or next: String, _ load: (String) -> [UInt8]?
  ) -> UInt16 {
    if name.isMissing { return TimeZones.none }
    if !pool.equal(name, last.name) { last = (name, zone(pool.string(name), load)) }
    if last.zone == TimeZones.none {
      findings.append(
        Finding(
          .unknownTimeZone, at: position, session: .missing,
          "time_zone \(String.shown(pool.string(name))) is not known, so \(next) is taken; write an "
            + "IANA name such as America/New_York"))
    }
    return last.zone
  }

  /// Nothing that a file system could take for a way out of the zones' folder.
  private func isName(_ name: String) -> Bool {
    let plain = name.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 48 < 10 || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
    }
    return plain && !name.isEmpty && name.utf8.first != 0x2F
  }
}
