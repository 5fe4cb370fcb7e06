import AdapterKit
import ClaimCore

/// The rows of a duplicates report, rendered piece by piece; a group is never cut.
final class DuplicateRows: Sendable {
  private static let rowsInPiece = 4096
  private static let headers = [
    "Group", "Role", "Charge Item Status", "Session ID", "Encounter Service Link",
    "Patient First and Last Name", "Patient MRN", "Date of Service", "Service Code",
    "Procedure Code", "Start Date and Time", "End Date and Time", "Duration", "Billable Units",
    "Practitioner First and Last Name", "Place of Service", "Location Type", "Telecare",
    "Modifiers", "Business Unit", "Authorization #", "Same Place of Service",
  ]

  private let result: BillingResult
  private let writer: CSVCellWriter
  /// The groups that the report's scope takes, in their order.
  private let groups: [Int]
  /// The groups of each piece, by place in `groups`.
  private let pieces: [Range<Int>]
  let count: Int

  init(_ result: BillingResult, scope: Scope, writer: CSVCellWriter) {
    self.result = result
    self.writer = writer
    groups = Self.groups(of: result, in: ResolvedScope(scope, in: result.practice))
    var pieces: [Range<Int>] = []
    var (first, rows, total) = (0, 0, 0)
    for (place, group) in groups.enumerated() {
      rows += result.duplicateGroups[group].range.count
      if rows >= Self.rowsInPiece {
        pieces.append(first..<place + 1)
        (first, rows, total) = (place + 1, 0, total + rows)
      }
    }
    if rows > 0 || pieces.isEmpty { pieces.append(first..<groups.count) }
    self.pieces = pieces
    count = total + rows
  }

  /// Groups with a billable item inside; each is listed whole (section 12).
  private static func groups(of result: BillingResult, in scope: ResolvedScope) -> [Int] {
    result.duplicateGroups.indices.filter { group in
      result.duplicateGroups[group].range.contains { row in
        let member = result.duplicateMembers[row]
        let item = result.items[Int(member.item)]
        return member.isBillable
          && scope.contains(item.dateOfService, result.session(of: item).businessUnit)
      }
    }
  }

  var pieceCount: Int { pieces.count }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    if piece == 0 { writer.appendHeader(Self.headers, to: &buffer) }
    for place in pieces[piece] {
      for row in result.duplicateGroups[groups[place]].range {
        append(result.duplicateMembers[row], group: place + 1, to: &buffer)
      }
    }
  }

  /// One session's row; an empty cell for each record that is not there.
  private func append(_ member: DuplicateMember, group: Int, to buffer: inout ByteBuffer) {
    let item = result.items[Int(member.item)]
    let session = result.session(of: item)
    let (practice, pool) = (result.practice, result.practice.pool)
    func text(_ text: Text) {
      writer.separate(&buffer)
      writer.append(text, of: pool, to: &buffer)
    }
    func name(_ first: Text, _ last: Text) {
      writer.separate(&buffer)
      writer.append(firstName: first, lastName: last, of: pool, to: &buffer)
    }
    func cell(_ write: (inout ByteBuffer) -> Void) {
      writer.separate(&buffer)
      let start = buffer.count
      write(&buffer)
      writer.closeCell(from: start, in: &buffer)
    }

    buffer.append(decimal: group)
    cell { $0.append(member.isBillable ? "Billable" : "Awaiting submission") }
    cell { $0.append(member.status.name) }
    text(session.id)
    text(session.link)
    let patient = result.patient(item.patient)
    name(patient?.firstName ?? .missing, patient?.lastName ?? .missing)
    text(patient?.mrn ?? .missing)
    cell { $0.append(item.dateOfService) }
    text(session.serviceCode)
    text(item.procedureCode)
    cell { $0.append(session.start) }
    cell { $0.append(session.end) }
    cell { $0.append(decimal: Int(item.minutes)) }
    cell { $0.append(decimal: Int(item.units)) }
    let practitioner =
      session.practitioner.isNone ? nil : practice.practitioners[session.practitioner]
    name(practitioner?.firstName ?? .missing, practitioner?.lastName ?? .missing)
    text(item.placeOfService)
    let location = session.location.isNone ? nil : practice.locations[session.location]
    cell { $0.append(location?.type.rawValue ?? "") }
    cell { writer.append(session.telecare, to: &$0) }
    text(item.modifiers)
    let unit = session.businessUnit
    text(unit.isNone ? .missing : practice.businessUnits[unit].name)
    text(session.authorizationNumber)
    cell { writer.append(member.samePlace, to: &$0) }
    writer.endRow(&buffer)
  }
}
