public import ClaimCore

/// The groups that a report's scope takes, in their order, each whole (section 12).
public struct DuplicateSelection: Sendable {
  let result: BillingResult
  private let groups: [Int]
  public let rowCount: Int

  public init(_ result: BillingResult, scope: Scope) {
    let scope = ResolvedScope(scope, in: result.practice)
    var groups: [Int] = []
    // Groups lie far apart in the tables that they point to.
    result.inParts(of: result.duplicateGroups.count, size: 128) { part in
      groups += part.filter { group in
        result.duplicateGroups[group].range.contains { row in
          let member = result.duplicateMembers[row]
          let item = result.items[Int(member.item)]
          return member.isBillable
            && scope.contains(item.dateOfService, result.session(of: item).businessUnit)
        }
      }
    }
    self.groups = groups
    rowCount = groups.reduce(0) { $0 + result.duplicateGroups[$1].range.count }
    self.result = result
  }

  public var groupCount: Int { groups.count }

  /// How many rows the group at a place has.
  public func rowCount(of place: Int) -> Int { result.duplicateGroups[groups[place]].range.count }

  /// The rows of the group at a place, by start and session id.
  public func rows(of place: Int) -> some Sequence<DuplicateRow> {
    result.duplicateGroups[groups[place]].range.lazy.map { row in
      DuplicateRow(result.duplicateMembers[row], group: place + 1, in: result)
    }
  }
}

/// One session's row, with what it shows of other records: plain values, so that no thread counts
/// references that the other one counts too.
public struct DuplicateRow: BitwiseCopyable {
  /// Counted from 1.
  public let group: Int
  public let member: DuplicateMember
  let item: ChargeItem
  let session: Session
  /// Missing texts where there is no such record.
  private(set) var patient = PersonName()
  private(set) var mrn = Text.missing
  private(set) var practitioner = PersonName()
  private(set) var locationType: LocationType?
  private(set) var businessUnit = Text.missing

  struct PersonName: BitwiseCopyable {
    var first = Text.missing
    var last = Text.missing
  }

  init(_ member: DuplicateMember, group: Int, in result: BillingResult) {
    self.group = group
    self.member = member
    item = result.items[Int(member.item)]
    session = result.session(of: item)
    let practice = result.practice
    if let record = result.patient(item.patient) {
      patient = PersonName(first: record.firstName, last: record.lastName)
      mrn = record.mrn
    }
    if !session.practitioner.isNone {
      let record = practice.practitioners[session.practitioner]
      practitioner = PersonName(first: record.firstName, last: record.lastName)
    }
    if !session.location.isNone { locationType = practice.locations[session.location].type }
    if !session.businessUnit.isNone {
      businessUnit = practice.businessUnits[session.businessUnit].name
    }
  }
}
