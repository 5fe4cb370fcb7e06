internal import AdapterKit
internal import ClaimCore

/// The first groups of the duplicates report, and why each of their sessions is held or billed
/// (DUP-2).
struct DuplicateExamples {
  private struct Member {
    let session: String
    let status: ChargeStatus
    let isBillable: Bool
    let refusal: ApprovalRefusal?
    let samePlace: Bool
  }

  private struct Group {
    let patient: String
    let date: CivilDate
    let service: String
    var members = Examples<Member>()
  }

  private var groups = Examples<Group>()
  private var sessionCount = 0

  mutating func add(_ result: BillingResult) {
    for index in result.duplicateGroups.indices {
      let span = result.duplicateGroups[index]
      sessionCount += Int(span.count)
      groups.add(Self.group(span, of: result))
    }
  }

  /// Those of a part that stands behind.
  mutating func add(_ other: DuplicateExamples) {
    groups = groups.adding(other.groups)
    sessionCount += other.sessionCount
  }

  private static func group(_ span: Span32, of result: BillingResult) -> Group {
    let pool = result.practice.pool
    let first = result.items[Int(result.duplicateMembers[Int(span.start)].item)]
    var group = Group(
      patient: pool.string(result.sessions.patientIDs[first.patient.index]),
      date: first.dateOfService, service: pool.string(result.session(of: first).serviceCode))
    for row in span.range {
      let member = result.duplicateMembers[row]
      let item = result.items[Int(member.item)]
      group.members.add(
        Member(
          session: pool.string(result.session(of: item).id), status: member.status,
          isBillable: member.isBillable, refusal: item.refusal, samePlace: member.samePlace))
    }
    return group
  }

  var json: JSONValue {
    .object([
      ("groups", .integer(groups.count)), ("sessions", .integer(sessionCount)),
      ("first", .array(groups.first.map(Self.json))),
    ])
  }

  private static func json(_ group: Group) -> JSONValue {
    .object([
      ("patient_id", .text(group.patient)), ("date_of_service", .text(group.date.iso)),
      ("service_code", .text(group.service)), ("sessions", .integer(group.members.count)),
      ("first", .array(group.members.first.map(Self.json))),
    ])
  }

  private static func json(_ member: Member) -> JSONValue {
    .object([
      ("session_id", .text(member.session)),
      ("role", .text(member.isBillable ? "billable" : "awaiting_submission")),
      ("charge_item_status", .text(member.status.rawValue)),
      ("not_approved_for", .optional(member.refusal?.rawValue)),
      ("same_place_of_service", .boolean(member.samePlace)),
    ])
  }
}
