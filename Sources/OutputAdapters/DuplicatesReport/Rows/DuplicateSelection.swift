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

/// One session's row, with the records that it shows.
public struct DuplicateRow {
  let result: BillingResult
  /// Counted from 1.
  public let group: Int
  public let member: DuplicateMember
  let item: ChargeItem
  let session: Session

  init(_ member: DuplicateMember, group: Int, in result: BillingResult) {
    self.result = result
    self.group = group
    self.member = member
    item = result.items[Int(member.item)]
    session = result.session(of: item)
  }

  var patient: Patient? { result.patient(item.patient) }

  var practitioner: Practitioner? {
    session.practitioner.isNone ? nil : result.practice.practitioners[session.practitioner]
  }

  var location: Location? {
    session.location.isNone ? nil : result.practice.locations[session.location]
  }

  var businessUnit: BusinessUnit? {
    session.businessUnit.isNone ? nil : result.practice.businessUnits[session.businessUnit]
  }
}
